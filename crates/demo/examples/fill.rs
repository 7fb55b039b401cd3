//! Fills a bureau in a temporary folder and prints what came of it: `echo 100 | cargo run --release -p nc-demo --example
//! fill`. The number is the scale; without one it is 100.
#![allow(clippy::print_stdout, reason = "an example talks to a terminal")]
#![allow(clippy::disallowed_methods, reason = "measuring takes the machine's clock")]

use std::sync::Arc;
use std::time::Instant;

use nc_demo::{Options, fill};
use nc_kernel::{Actor, FixedClock, Micros, Period, SeededIds};
use nc_people::Action;
use nc_store::{DatabaseUrl, Keys, Question, Setup, Store};

type Fault = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let scale = std::io::stdin().lines().next().transpose()?.map_or(Ok(100), |text| text.trim().parse())?;
    let options = Options { scale, ..Options::default() };
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("ledger.db");
    let clock = Arc::new(FixedClock::new(Micros::at(options.first_day, 8, 0)));
    let setup = Setup {
        url: DatabaseUrl::parse(&format!("sqlite://{}", file.display()))?,
        bureau: 150_600,
        origin: "demo.invalid/nuancheng".to_owned(),
        keys: Keys { ledger_seed: [1; 32], personal_master: [2; 32] },
        clock: clock.clone(),
        ids: Box::new(SeededIds::new(options.seed)),
        checkpoint_folder: Some(folder.path().join("checkpoints")),
        erasures: Some(folder.path().join("erasures.jsonl")),
        documents: Some(folder.path().join("documents")),
    };
    let store = Store::open(setup).await?;
    let started = Instant::now();
    let mut ids = SeededIds::new(options.seed + 1);
    let summary = fill(&store, &clock, &options, &mut ids, &mut |_, _| {}).await?;
    let took = started.elapsed();
    let (size, root) = store.published().head();
    println!("{:.1} s, {} facts, {:.0} facts a second", took.as_secs_f64(), size, size as f64 / took.as_secs_f64());
    println!("root {}", root.0.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    println!("{} MB database", std::fs::metadata(&file)?.len() / 1_000_000);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("memory unknown"));
    println!(
        "staff {}, study {} / {}, training {} / {}, hosted {}, files {}, accounts {}",
        summary.staff,
        summary.study_runs,
        summary.study_attendances,
        summary.training_classes,
        summary.training_attendances,
        summary.hosted_classes,
        summary.roster_files,
        summary.accounts.len()
    );
    for refused in &summary.refused {
        println!("refused {} {:?} {}", refused.command, refused.codes, refused.en);
    }
    let leader = store.account("demo-leader").await?.ok_or("no leader")?;
    let scope = store.allow(&Actor { user: leader.user }, Action::ReadFigures, &store.bureau_path()?)?;
    let period = Period::new(options.first_day, options.last_day);
    for definition in store.published().catalogue().in_use() {
        let question = Question { definition: definition.clone(), unit: store.bureau_path()?, period, known_on: None };
        let value = store.value(&scope, &question).await?;
        println!("{:<40} {:?} {}", definition.id, value.worth, definition.unit);
    }
    store.close().await;
    Ok(())
}
