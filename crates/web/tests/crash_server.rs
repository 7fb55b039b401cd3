//! The server that the crash test starts and kills: `nc-crash-server <database address> [microseconds]`, with fixed keys, the
//! machine's clock, so many microseconds ahead, and real randomness. It says where it listens on its first line.

use std::io::{Read as _, Write as _};
use std::sync::Arc;

use nc_kernel::{Clock, IdGen, Micros};
use nc_store::{DatabaseUrl, Keys, Setup, Store};
use nc_web::{Randomness, ServeOptions};

/// The machine's clock, so many microseconds ahead.
struct MachineClock(i64);

impl Clock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "this is where the machine's clock comes in")]
    fn now(&self) -> Micros {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX).saturating_add(self.0))
    }
}

struct MachineIds(std::fs::File);

impl IdGen for MachineIds {
    #[expect(clippy::expect_used, reason = "a test server without randomness must fail")]
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.read_exact(bytes).expect("/dev/urandom can be read");
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("give the database's address")?;
    let ahead = std::env::args().nth(2).unwrap_or_default().parse().unwrap_or_default();
    let store = Store::open(Setup {
        url: DatabaseUrl::parse(&url)?,
        bureau: 150_600,
        origin: "ledger.example/150600".to_owned(),
        keys: Keys { ledger_seed: [7; 32], personal_master: [9; 32] },
        clock: Arc::new(MachineClock(ahead)),
        ids: Box::new(MachineIds(std::fs::File::open("/dev/urandom")?)),
        checkpoint_folder: None,
        erasures: None,
        documents: None,
    })
    .await?;
    let options = ServeOptions {
        listen: "127.0.0.1:0".parse()?,
        label: None,
        period: None,
        metrics: None,
        https: false,
        set_up_code: None,
        catalogue: Default::default(),
        pdf: None,
        ways: nc_web::WaysIn::default(),
        randomness: Randomness::new(MachineIds(std::fs::File::open("/dev/urandom")?)),
    };
    let say = |address| {
        let mut out = std::io::stdout();
        // Whoever started it is gone when nobody reads this.
        let _ = writeln!(out, "{address}").and_then(|()| out.flush());
    };
    nc_web::serve(store, options, std::future::pending(), say).await?;
    Ok(())
}
