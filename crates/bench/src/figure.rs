//! One figure over 1, 10 and 100 million rows: from cells, beside scans of the same rows.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use nc_figures::Accumulator;
use nc_kernel::{Attr, Change, Day, Entry, Facets, Period, UnitPath};
use nc_people::Action;
use nc_store::db::WriteConn;
use nc_store::{DatabaseUrl, Question, registry};
use std::collections::BTreeMap;

use crate::append::tempfile_dir;
use crate::bureau::Bureau;
use crate::{Outcome, bureau, peer};

const QUESTIONS: usize = 200;

/// Loads rows, asks the figure and prints a table.
pub(crate) async fn run(full: bool) -> Outcome<String> {
    let sizes: &[i64] = if full { &[1_000_000, 10_000_000, 100_000_000] } else { &[1_000_000, 10_000_000] };
    let mut table = String::from(
        "Attendances of the whole bureau over three years; 20 units, 1,008 days. Register rows are written by SQL in bulk, their cells by the product's own accumulator.\n\n\
         | rows | nuancheng: p50 ms | p99 ms | SQLite scan of the same rows, s | DuckDB, the same rows by unit and year, s |\n|---:|---:|---:|---:|---:|\n",
    );
    for rows in sizes {
        let folder = tempfile_dir()?;
        let bureau = bureau::open(&folder, 10).await?;
        let scan = load(&folder, &bureau, *rows).await?;
        let (p50, p99) = ask(&bureau, *rows).await?;
        bureau.store.close().await;
        let duckdb = if *rows > 10_000_000 {
            "not run".to_owned()
        } else {
            peer_scan(&folder, *rows).unwrap_or_else(|e| format!("not measured: {e}"))
        };
        std::fs::remove_dir_all(&folder)?;
        writeln!(table, "| {rows} | {p50:.2} | {p99:.2} | {scan:.2} | {duckdb} |")?;
    }
    Ok(table)
}

fn peer_scan(folder: &Path, rows: i64) -> Outcome<String> {
    let seconds: f64 = peer::run(folder, &["duckdb"], include_str!("../peers/duckdb.py"), &[&rows.to_string()])?.parse()?;
    Ok(format!("{seconds:.3}"))
}

/// Writes `rows` register rows and their cells; seconds a plain scan of them takes.
async fn load(folder: &Path, bureau: &Bureau, rows: i64) -> Outcome<f64> {
    const INSERT: &str = "INSERT INTO entry (bureau_id, register, day, entry_key, since_seq, part, organiser, host, sender, person, until_day, evidence, attrs, known_from, known_to) \
        WITH RECURSIVE n(i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $2) \
        SELECT 150600, 'training.attendance', 20230000 + (i % 3) * 10000 + (i / 3 % 12 + 1) * 100 + i / 36 % 28 + 1, printf('%012d', i), 0, 0, \
        printf('/150600/u%02d/', i % 20), NULL, NULL, NULL, NULL, 0, '{\"category\":\"drill\"}', 0, 9223372036854775807 FROM n";
    const SCAN: &str = "SELECT count(*) FROM entry WHERE bureau_id = 150600 AND register = 'training.attendance' AND day BETWEEN 20230101 AND 20251231 AND organiser >= '/150600/' AND organiser < '/1506000'";
    let url = DatabaseUrl::sqlite_file(&folder.join("ledger.db"));
    let WriteConn::Sqlite(mut conn) = url.connect_writer().await? else { return Err("this measurement is for SQLite".into()) };
    let mut next = 0;
    while next < rows {
        let end = (next + 1_000_000).min(rows);
        sqlx::query(INSERT).bind(next).bind(end).execute(&mut conn).await?;
        next = end;
        eprint!("\r{next} of {rows} rows");
    }
    eprintln!();
    write_cells(&mut conn, bureau, rows).await?;
    let start = Instant::now();
    let (n,): (i64,) = sqlx::query_as(SCAN).fetch_one(&mut conn).await?;
    if n != rows {
        return Err(format!("the scan counts {n} of {rows} rows").into());
    }
    Ok(start.elapsed().as_secs_f64())
}

async fn write_cells(conn: &mut sqlx::SqliteConnection, bureau: &Bureau, rows: i64) -> Outcome<()> {
    let registers = registry::registers();
    let catalogue = bureau.store.published().catalogue();
    let mut accumulator = Accumulator::for_catalogue(&catalogue, &registers)?;
    let mut changes = BTreeMap::new();
    for i in 0..rows {
        let day = 20_230_000 + (i % 3) * 10_000 + (i / 3 % 12 + 1) * 100 + i / 36 % 28 + 1;
        let change = match changes.entry((day, i % 20)) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(new) => new.insert(attendance(Day::from_key(day)?, i % 20)?),
        };
        accumulator.take(change, |_| None);
    }
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut *conn).await?;
    for (cell, n) in accumulator.drain()?.numbers {
        sqlx::query("INSERT INTO cell (bureau_id, figure, unit, span, known_on, n) VALUES (150600, $1, $2, $3, 20260101, $4) ON CONFLICT DO UPDATE SET n = n + excluded.n")
            .bind(&*cell.figure)
            .bind(cell.unit.as_str())
            .bind(cell.span.0)
            .bind(n)
            .execute(&mut *conn)
            .await?;
    }
    sqlx::raw_sql("COMMIT").execute(conn).await?;
    Ok(())
}

fn attendance(day: Day, unit: i64) -> Outcome<Change> {
    let organiser = UnitPath::parse(&format!("/150600/u{unit:02}/"))?;
    Ok(Change::Add(Entry {
        register: "training.attendance",
        key: String::new(),
        day,
        until: None,
        facets: Facets { organisers: vec![organiser], host: None, sender: None },
        person: None,
        attrs: BTreeMap::from([("category", Attr::from("drill"))]),
        evidence: 0,
    }))
}

async fn ask(bureau: &Bureau, rows: i64) -> Outcome<(f64, f64)> {
    let catalogue = bureau.store.published().catalogue();
    let definition = catalogue.latest("training.attendances").ok_or("the figure is not defined")?.clone();
    let scope = bureau.store.allow(&bureau.actor, Action::ReadFigures, &bureau.unit)?;
    let period = Period::new(Day::from_key(20_230_101)?, Day::from_key(20_251_231)?);
    let question = Question { definition, unit: bureau.unit.clone(), period, known_on: None };
    let mut times = Vec::with_capacity(QUESTIONS);
    for _ in 0..QUESTIONS {
        let start = Instant::now();
        let value = bureau.store.value(&scope, &question).await?;
        times.push(start.elapsed());
        if value.worth != nc_figures::Worth::Count(rows) {
            return Err(format!("the figure says {:?} of {rows}", value.worth).into());
        }
    }
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len() * percent / 100).map_or(0.0, |t| t.as_secs_f64() * 1_000.0);
    Ok((at(50), at(99)))
}
