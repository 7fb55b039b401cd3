//! One figure over 1, 10 and 100 million rows: from cells, beside scans of the same rows.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use nc_figures::{Accumulator, Catalogue};
use nc_kernel::{Attr, Change, Day, Entry, Facets, Period, UnitPath};
use nc_people::Action;
use nc_store::db::WriteConn;
use nc_store::{DatabaseUrl, Question, registry};

use crate::append::tempfile_dir;
use crate::bureau::Bureau;
use crate::{Outcome, bureau, peer};

/// Questions asked of each size, after as many that are not timed.
const QUESTIONS: usize = 2_000;
/// Days the rows lie on: three years of twelve months of 28.
const DAYS: i64 = 3 * 12 * 28;
const UNITS: i64 = 20;
/// Rows of every size are a multiple of this, so that each unit has equally many in each year.
const STEP: i64 = 60;

/// Loads rows, asks the figure and prints a table.
pub(crate) async fn run(sizes: &[i64]) -> Outcome<String> {
    let mut table = String::from(
        "Attendances over three years; 20 units, 1,008 days. Register rows are written by SQL in bulk, their cells by the product's own accumulator. \
         2,000 questions: the whole bureau, a unit of it, all three years or one of them, each answer checked; as many before them are not timed.\n\n\
         | rows | loaded in, s | nuancheng: p50 ms | p99 ms | most, ms | SQLite scan of the same rows, s | DuckDB, the same rows by unit and year, s |\n\
         |---:|---:|---:|---:|---:|---:|---:|\n",
    );
    let mut medians = Vec::new();
    for rows in sizes {
        let rows = rows / STEP * STEP;
        let folder = tempfile_dir()?;
        let measured = one_size(&folder, rows).await;
        std::fs::remove_dir_all(&folder)?;
        let Measured { loaded, times: [p50, p99, most], scan, duckdb } = measured?;
        medians.push(p50);
        writeln!(table, "| {rows} | {loaded:.0} | {p50:.3} | {p99:.3} | {most:.2} | {scan:.2} | {duckdb} |")?;
    }
    let (least, greatest) = medians.iter().fold((f64::MAX, 0.0_f64), |(least, greatest), p50| (least.min(*p50), greatest.max(*p50)));
    if medians.len() > 1 {
        writeln!(table, "\nThe slowest of the medians is {:.2} times the quickest (flat within ± 20 %: at most 1.50).", greatest / least)?;
    }
    Ok(table)
}

struct Measured {
    loaded: f64,
    /// Median, 99 of 100, and the most.
    times: [f64; 3],
    scan: f64,
    duckdb: String,
}

async fn one_size(folder: &Path, rows: i64) -> Outcome<Measured> {
    let start = Instant::now();
    let bureau = bureau::open(folder, 10).await?;
    let catalogue = bureau.store.published().catalogue();
    bureau.store.close().await;
    drop(bureau);
    let scan = load(folder, &catalogue, rows).await?;
    let loaded = start.elapsed().as_secs_f64() - scan;
    let bureau = bureau::reopen(folder).await?;
    let times = ask(&bureau, rows).await?;
    bureau.store.close().await;
    let duckdb = peer_scan(folder, rows).unwrap_or_else(|e| format!("not measured: {e}"));
    Ok(Measured { loaded, times, scan, duckdb })
}

fn peer_scan(folder: &Path, rows: i64) -> Outcome<String> {
    let seconds: f64 = peer::run(folder, &["duckdb"], include_str!("../peers/duckdb.py"), &[&rows.to_string()])?.parse()?;
    Ok(format!("{seconds:.3}"))
}

/// The days in order, each with the residue of the row numbers that lie on it.
fn days() -> impl Iterator<Item = (i64, i64)> {
    let residue = |year: i64, month: i64, day: i64| year + month * 3 + day * 36;
    (0..3).flat_map(move |y| {
        (0..12).flat_map(move |m| (0..28).map(move |d| (20_230_000 + y * 10_000 + (m + 1) * 100 + d + 1, residue(y, m, d))))
    })
}

/// Writes `rows` register rows and their cells; seconds a plain scan of them takes.
async fn load(folder: &Path, catalogue: &Catalogue, rows: i64) -> Outcome<f64> {
    // In the order of the key: the tree grows at its end, and a hundred million rows are minutes rather than hours.
    const INSERT: &str = "INSERT INTO entry (bureau_id, register, day, entry_key, since_seq, part, organiser, host, sender, person, until_day, evidence, attrs, known_from, known_to) \
        WITH RECURSIVE n(i) AS (SELECT $1 UNION ALL SELECT i + 1008 FROM n WHERE i + 1008 < $2) \
        SELECT 150600, 'training.attendance', $3, printf('%012d', i), 0, 0, \
        printf('/150600/u%02d/', i % 20), NULL, NULL, NULL, NULL, 0, '{\"category\":\"drill\"}', 0, 9223372036854775807 FROM n";
    const SCAN: &str = "SELECT count(*) FROM entry WHERE bureau_id = 150600 AND register = 'training.attendance' AND day BETWEEN 20230101 AND 20251231 AND organiser >= '/150600/' AND organiser < '/1506000'";
    let url = DatabaseUrl::sqlite_file(&folder.join("ledger.db"));
    let WriteConn::Sqlite(mut conn) = url.connect_writer().await? else { return Err("this measurement is for SQLite".into()) };
    // Only for loading: nobody reads meanwhile, and a broken load is thrown away.
    sqlx::raw_sql("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144").execute(&mut conn).await?;
    let mut written = 0;
    for chunk in days().collect::<Vec<_>>().chunks(28) {
        sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut conn).await?;
        for (day, residue) in chunk {
            if *residue < rows {
                written += sqlx::query(INSERT).bind(residue).bind(rows).bind(day).execute(&mut conn).await?.rows_affected();
            }
        }
        sqlx::raw_sql("COMMIT").execute(&mut conn).await?;
        eprint!("\r{written} of {rows} rows");
    }
    eprintln!();
    write_cells(&mut conn, catalogue, rows).await?;
    sqlx::raw_sql("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL").execute(&mut conn).await?;
    let start = Instant::now();
    let (n,): (i64,) = sqlx::query_as(SCAN).fetch_one(&mut conn).await?;
    if n != rows {
        return Err(format!("the scan counts {n} of {rows} rows").into());
    }
    let scan = start.elapsed().as_secs_f64();
    sqlx::Connection::close(conn).await?;
    Ok(scan)
}

async fn write_cells(conn: &mut sqlx::SqliteConnection, catalogue: &Catalogue, rows: i64) -> Outcome<()> {
    let registers = registry::registers();
    let mut accumulator = Accumulator::for_catalogue(catalogue, &registers)?;
    for (day, residue) in days() {
        let day = Day::from_key(day)?;
        let changes = (0..UNITS).map(|unit| attendance(day, unit)).collect::<Outcome<Vec<_>>>()?;
        let mut i = residue;
        while i < rows {
            if let Some(change) = usize::try_from(i % UNITS).ok().and_then(|unit| changes.get(unit)) {
                accumulator.take(change, |_| None);
            }
            i += DAYS;
        }
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

/// Asks for the bureau and its units, for all years and for each; milliseconds: median, 99 of 100, and the most.
async fn ask(bureau: &Bureau, rows: i64) -> Outcome<[f64; 3]> {
    let catalogue = bureau.store.published().catalogue();
    let definition = catalogue.latest("training.attendances").ok_or("the figure is not defined")?.clone();
    let scope = bureau.store.allow(&bureau.actor, Action::ReadFigures, &bureau.unit)?;
    let mut questions = Vec::new();
    for unit in 0..=UNITS {
        let (unit, share) = if unit == UNITS { (bureau.unit.clone(), 1) } else { (bureau.unit.child(&format!("u{unit:02}"))?, UNITS) };
        for (from, to, years) in [(2023, 2025, 3), (2023, 2023, 1), (2024, 2024, 1), (2025, 2025, 1)] {
            let period = Period::new(Day::from_key(from * 10_000 + 101)?, Day::from_key(to * 10_000 + 1_231)?);
            questions
                .push((Question { definition: definition.clone(), unit: unit.clone(), period, known_on: None }, rows / share * years / 3));
        }
    }
    let mut times = Vec::with_capacity(QUESTIONS);
    for (n, (question, expected)) in questions.iter().cycle().take(QUESTIONS * 2).enumerate() {
        let start = Instant::now();
        let value = bureau.store.value(&scope, question).await?;
        let took = start.elapsed();
        if value.worth != nc_figures::Worth::Count(*expected) {
            return Err(format!("the figure of {} says {:?} instead of {expected}", question.unit, value.worth).into());
        }
        if n >= QUESTIONS {
            times.push(took);
        }
    }
    times.sort_unstable();
    let at =
        |per_mille: usize| times.get((times.len() * per_mille / 1_000).min(times.len() - 1)).map_or(0.0, |t| t.as_secs_f64() * 1_000.0);
    Ok([at(500), at(990), at(1_000)])
}
