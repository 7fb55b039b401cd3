//! A filled bureau to ask.

use std::sync::Arc;

use nc_demo::{Options, Summary, fill};
use nc_kernel::{Actor, FixedClock, Micros, Period, SeededIds, UserId};
use nc_people::{Action, Scope};
use nc_store::{DatabaseUrl, Keys, Question, Setup, Store};
use nc_testkit::TestDatabase;
use tempfile::TempDir;

/// A filled bureau.
pub struct Bureau {
    pub store: Store,
    pub summary: Summary,
    pub options: Options,
    pub database: TestDatabase,
    /// Only held so that the folder of documents stays.
    _documents: TempDir,
}

/// Fills a bureau of that scale on SQLite.
pub async fn bureau(scale: u32) -> Bureau {
    let database = TestDatabase::sqlite().await;
    let documents = tempfile::tempdir().unwrap();
    let options = Options { scale, ..Options::default() };
    let clock = Arc::new(FixedClock::new(Micros::at(options.first_day, 8, 0)));
    let setup = Setup {
        url: DatabaseUrl::parse(&database.url).unwrap(),
        bureau: 150_600,
        origin: "demo.invalid/nuancheng".to_owned(),
        keys: Keys { ledger_seed: [1; 32], personal_master: [2; 32] },
        clock: clock.clone(),
        ids: Box::new(SeededIds::new(options.seed)),
        checkpoint_folder: None,
        erasures: None,
        documents: Some(documents.path().to_owned()),
    };
    let store = Store::open(setup).await.unwrap();
    let mut told = (0, 0);
    let mut ids = SeededIds::new(options.seed + 1);
    let summary = fill(&store, &clock, &options, &mut ids, &mut |done, all| {
        assert!(done <= all && told.0 <= done, "progress runs backwards");
        told = (done, all);
    })
    .await
    .unwrap();
    assert_ne!(told.1, 0);
    Bureau { store, summary, options, database, _documents: documents }
}

impl Bureau {
    pub async fn actor(&self, login: &str) -> Actor {
        let user: UserId = self.store.account(login).await.unwrap().unwrap().user;
        Actor { user }
    }

    pub async fn scope(&self) -> Scope {
        let leader = self.actor("demo-leader").await;
        self.store.allow(&leader, Action::ReadFigures, &self.store.bureau_path().unwrap()).unwrap()
    }

    pub async fn question(&self, figure: &str) -> Question {
        let definition = self.store.published().catalogue().find(figure).unwrap().clone();
        let period = Period::new(self.options.first_day, self.options.last_day);
        Question { definition, unit: self.store.bureau_path().unwrap(), period, known_on: None }
    }
}
