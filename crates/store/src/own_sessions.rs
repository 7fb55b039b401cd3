//! 本人课次: the sessions somebody has a seat in or teaches, for their own calendar.

use nc_capability::training::registers::SEAT;
use nc_capability::training::{Class, ClassId, ClassState, SessionState};
use nc_kernel::{Aggregate as _, Attr, Day, PersonId, StreamId};

use crate::error::StoreError;
use crate::{Store, db};

/// 课次: one session of one class, as its trainee or instructor needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    /// The class.
    pub class: ClassId,
    /// What it is called.
    pub title: String,
    /// The session's number.
    pub session: u32,
    /// What is taught.
    pub subject: String,
    /// When.
    pub day: Day,
    /// First minute of the day.
    pub starts_minute: u16,
    /// First minute after it.
    pub ends_minute: u16,
    /// Where.
    pub room: Option<String>,
    /// Whether they teach it.
    pub teaches: bool,
    /// Whether it will not take place for them.
    pub cancelled: bool,
    /// How often what stands here has changed.
    pub sequence: u32,
}

/// Rows about one person that are looked through.
const MOST: i64 = 5_000;

impl Store {
    /// The sessions of `own` on or after `from`, by day. The caller passes the person of whoever asks and nobody else:
    /// reading one's own takes no role.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn own_sessions(&self, own: PersonId, from: Day) -> Result<Vec<OwnSession>, StoreError> {
        let seats = self.own_entries(own, MOST).await?.into_iter().map(|known| known.entry).filter(|entry| entry.register == SEAT);
        let mut sessions = Vec::new();
        let mut view = db::snapshot(&self.readers).await?;
        for seat in seats {
            let teaches = seat.attrs.get("role") == Some(&Attr::Text("instructor".to_owned()));
            let Some(id) = seat.key.split('/').nth(1).and_then(|id| id.parse::<ClassId>().ok()) else { continue };
            let class: Class = self.folded(&mut view, &StreamId::new(Class::FAMILY, id)).await?;
            if class.dates().is_none_or(|(_, ends_on)| ends_on < from) {
                continue;
            }
            sessions.extend(of(id, &class, own, teaches).into_iter().filter(|session| session.day >= from));
        }
        sessions.sort_by_key(|session| (session.day, session.starts_minute, session.class, session.session));
        sessions.dedup();
        Ok(sessions)
    }
}

fn of(id: ClassId, class: &Class, own: PersonId, teaches: bool) -> Vec<OwnSession> {
    let enrolment = class.enrolment(own);
    let seated = enrolment.is_some_and(|one| {
        use nc_capability::training::EnrolmentState::{Enrolled, NoShow};
        matches!(one.state, Enrolled | NoShow)
    });
    let off = class.state() == ClassState::Cancelled;
    let moves = enrolment.filter(|_| !teaches).map_or(0, |one| one.changes.saturating_sub(1));
    let sessions = class.sessions().iter().filter(|session| !teaches || session.instructor == Some(own));
    let own_session = |session: &nc_capability::training::model::Session| {
        let dropped = session.state == SessionState::Cancelled;
        OwnSession {
            class: id,
            title: class.title().to_owned(),
            session: session.session,
            subject: session.subject.clone(),
            day: session.day,
            starts_minute: session.starts_minute,
            ends_minute: session.ends_minute,
            room: session.room.clone(),
            teaches,
            cancelled: off || dropped || !(teaches || seated),
            sequence: moves + u32::from(dropped) + u32::from(off),
        }
    };
    sessions.map(own_session).collect()
}
