//! 门: what it takes to let people in and to say afterwards who looked at what. Nothing here is part of the ledger.
//!
//! All of it is written through one connection of its own, so that a page view never waits behind a batch of facts and
//! never opens a connection.

mod budget;
mod calendar;
mod ceremony;
mod device;
mod draft;
mod event;
mod identity;
mod passkey;
mod preference;
mod reading;
mod second_factor;
mod session;

pub use budget::Budget;
pub use ceremony::CEREMONY;
pub use draft::Draft;
pub use event::DoorEvent;
pub use identity::OutsideIdentity;
pub use passkey::{KeyUse, MOST_PASSKEYS, Passkey};
pub use preference::Preference;
pub use reading::Reading;
pub use second_factor::{Enrolment, RECOVERY_CODES};
pub use session::{IDLE, LONGEST, OpenSession, Session, Stage};

use nc_kernel::{Bureau, IdGen, UserId};
use sha2::{Digest as _, Sha256};

use crate::Store;
use crate::db::WriteConn;
use crate::error::{StoreError, While};

/// Runs one statement on the door's connection. A connection that failed is not used again.
macro_rules! at_door {
    ($store:expr, $doing:literal, $name:ident => $body:expr) => {{
        let mut slot = $store.door.lock().await;
        let result = match &mut *slot {
            Some(conn) => on!(conn, $name => $body),
            empty => on!(empty.insert($store.url.connect_writer().await?), $name => $body),
        };
        if result.is_err() {
            *slot = None;
        }
        result.during($doing)
    }};
}
pub(crate) use at_door;

/// A secret as it is stored: it can be recognised, not read.
pub(crate) fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// 32 unpredictable bytes as text, for a cookie.
pub(crate) fn secret(ids: &mut dyn IdGen) -> String {
    let mut bytes = [0_u8; 32];
    ids.fill(&mut bytes);
    hex::encode(bytes)
}

/// Deletes what belongs to the accounts of people who were erased. Who read their record stays, by pseudonym.
pub(crate) async fn erase(conn: &mut WriteConn, bureau: Bureau, users: &[UserId]) -> Result<(), StoreError> {
    const DELETES: [&str; 9] = [
        "DELETE FROM session WHERE bureau_id = $1 AND user_id = $2",
        "DELETE FROM known_device WHERE bureau_id = $1 AND user_id = $2",
        "DELETE FROM second_factor WHERE bureau_id = $1 AND user_id = $2",
        "DELETE FROM recovery_code WHERE bureau_id = $1 AND user_id = $2",
        "DELETE FROM outside_identity WHERE bureau_id = $1 AND user_id = $2",
        "DELETE FROM passkey WHERE bureau_id = $1 AND user_id = $2",
        "DELETE FROM preference WHERE bureau_id = $1 AND user_id = $2",
        "DELETE FROM calendar_feed WHERE bureau_id = $1 AND user_id = $2",
        "DELETE FROM draft WHERE bureau_id = $1 AND user_id = $2",
    ];
    for user in users {
        for sql in DELETES {
            on!(&mut *conn, c => sqlx::query(sql).bind(bureau).bind(user.0).execute(c).await.map(|_| ()))
                .during("erasing what an account left at the door")?;
        }
    }
    Ok(())
}

impl Store {
    /// Ends the door's connection.
    pub(crate) async fn close_door(&self) {
        drop(self.door.lock().await.take());
    }
}
