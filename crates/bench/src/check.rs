//! Checking an article against the three-year demonstration: from text to verdicts, in one view of the ledger.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

use nc_demo::Options;
use nc_figures::check::Verdict;
use nc_kernel::{FixedClock, Micros, SeededIds};
use nc_people::Action;
use nc_store::{DatabaseUrl, Draft, Keys, Setup, Store};

use crate::Outcome;
use crate::append::tempfile_dir;

const ARTICLE: &str = include_str!("../../claims/tests/fixtures/article/article.txt");
const TURNS: usize = 200;

/// Fills the demonstration, checks the article many times and prints a table.
pub(crate) async fn run(scale: u32) -> Outcome<String> {
    let folder = tempfile_dir()?;
    let options = Options { scale, ..Options::default() };
    let clock = Arc::new(FixedClock::new(Micros::at(options.first_day, 8, 0)));
    let setup = Setup {
        url: DatabaseUrl::sqlite_file(&folder.join("ledger.db")),
        bureau: 150_600,
        origin: "bench.example".to_owned(),
        keys: Keys { ledger_seed: [1; 32], personal_master: [2; 32] },
        clock: clock.clone(),
        ids: Box::new(SeededIds::new(1)),
        checkpoint_folder: None,
        erasures: None,
        documents: Some(folder.join("documents")),
    };
    let store = Store::open(setup).await?;
    let summary = nc_demo::fill(&store, &clock, &options, &mut SeededIds::new(2), &mut |_, _| {}).await?;
    let unit = store.bureau_path()?;
    let officer = summary.accounts.iter().find(|a| a.login.contains("political")).ok_or("the demonstration has no political officer")?;
    let account = store.account(&officer.login).await?.ok_or("the account is not there")?;
    let scope = store.allow(&nc_kernel::Actor { user: account.user }, Action::ReadFigures, &unit)?;
    let draft = Draft { text: ARTICLE, period: None, as_of: Some(options.last_day), unit, campaigns: std::collections::BTreeMap::new() };
    let mut took = Vec::with_capacity(TURNS);
    let mut checked = store.check(&scope, &draft).await?;
    for _ in 0..TURNS {
        let start = Instant::now();
        checked = store.check(&scope, &draft).await?;
        took.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    took.sort_by(f64::total_cmp);
    let at = |share: f64| took.get(((took.len() - 1) as f64 * share) as usize).copied().unwrap_or_default();
    let mut table = format!(
        "{} facts; {} characters, {} claims, of which {} supported, {} contradicted, {} not recorded.\n\n",
        summary.facts,
        ARTICLE.chars().count(),
        checked.lines.len(),
        checked.count(Verdict::Supported),
        checked.count(Verdict::Contradicted),
        checked.count(Verdict::NotRecorded),
    );
    writeln!(table, "| what | p50 ms | p99 ms | limit ms |\n|---|---:|---:|---:|")?;
    writeln!(table, "| the article checked | {:.1} | {:.1} | 20 |", at(0.5), at(0.99))?;
    store.close().await;
    std::fs::remove_dir_all(&folder)?;
    Ok(table)
}
