//! `recount`: rows drawn at random behind a figure, looked at by a person, and what they found.

use nc_figures::recounts::{Doubt, ROWS};
use nc_kernel::Day;
use nc_people::access::Action;
use nc_store::RecordRecount;
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::figure_text;
use crate::global::Global;
use crate::output::{Cell, Column, List, ListFile};
use crate::progress::Spinner;
use crate::question::{About, period_words};
use crate::session::{self, fresh_key};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "随机抽行由账本的根决定：不能挑选，人人可重抽出同样的行。
Which rows are drawn is decided by the ledger's root: nobody chooses them, everybody can draw the same again.

示例 / Examples:
  nuancheng recount training.attendances --period 2024
  nuancheng recount training.attendances --period 2024 --record
  nuancheng recount training.runs --record --doubt \"1234=签到表缺失\"")]
pub struct Args {
    /// 指标 / Figure
    #[arg(value_name = "FIGURE")]
    figure: String,
    #[command(flatten)]
    about: About,
    /// 抽多少行 / How many rows
    #[arg(long, default_value_t = ROWS, value_name = "N")]
    rows: usize,
    /// 登记复核结果 / Record what was found
    #[arg(long)]
    record: bool,
    /// 有疑问的行：键=缘由，可重复 / A row that does not hold: KEY=WHY, may be repeated
    #[arg(long, value_name = "KEY=WHY", requires = "record", value_parser = doubt)]
    doubt: Vec<Doubt>,
    #[command(flatten)]
    file: ListFile,
}

fn doubt(text: &str) -> Result<Doubt, String> {
    match text.split_once('=') {
        Some((key, why)) if !key.is_empty() && !why.trim().is_empty() => Ok(Doubt { key: key.to_owned(), why: why.trim().to_owned() }),
        _ => Err("应为 键=缘由 / write it as KEY=WHY".to_owned()),
    }
}

#[derive(Serialize)]
struct Drawn {
    figure: String,
    synthetic: bool,
    shown: String,
    rows: u64,
    hidden: u64,
    ledger_size: u64,
    ledger_root: String,
    drawn: Vec<Row>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_as: Option<u64>,
}

#[derive(Serialize)]
struct Row {
    key: String,
    day: Day,
    seq: u64,
    units: Vec<String>,
    doubted: Option<String>,
}

/// Draws, prints and, if asked, records.
///
/// # Errors
/// When the figure or its rows may not be read, or a doubted row was not drawn.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let actor = s.actor(if args.record { Action::RecordRecount } else { Action::ReadRows }, None).await?;
        let asked = s.asked(&actor, &args.about)?;
        let definition = s.definition(&args.figure)?;
        let visible = s.store.scopes(&actor, Action::ReadRows);
        let spinner = Spinner::start(global, "抽取", "drawing");
        let sample = s.store.sample(&asked.scope, &visible, &asked.about(&definition), args.rows.max(1)).await?;
        let recorded = match args.record {
            true => Some(s.store.execute(&actor, fresh_key(), RecordRecount::of(&sample, args.doubt.clone())).await?),
            false => None,
        };
        drop(spinner);
        let why = |key: &str| args.doubt.iter().find(|d| d.key == key).map(|d| d.why.clone());
        let drawn = Drawn {
            figure: definition.key().to_string(),
            synthetic: s.config.synthetic,
            shown: figure_text::shown(&sample.value, s.lang()),
            rows: sample.rows,
            hidden: sample.hidden,
            ledger_size: sample.value.ledger_size,
            ledger_root: sample.value.ledger_root.clone(),
            drawn: sample
                .drawn
                .iter()
                .map(|entry| Row {
                    key: entry.key.clone(),
                    day: entry.day,
                    seq: entry.evidence,
                    units: entry.facets.organisers.iter().map(ToString::to_string).collect(),
                    doubted: why(&entry.key),
                })
                .collect(),
            recorded_as: recorded.map(|receipt| receipt.first_seq),
        };
        let lang = s.lang();
        let mut notes = vec![
            format!("{}  {}  {}", drawn.shown, s.unit_name(&asked.unit), period_words(asked.period, lang)),
            lang.say(
                || format!("共 {} 行，抽 {} 行；另有 {} 行无权查看", drawn.rows, drawn.drawn.len(), drawn.hidden),
                || format!("{} rows, {} drawn; {} more you may not see", drawn.rows, drawn.drawn.len(), drawn.hidden),
            ),
            lang.say(
                || format!("账本规模 {}  根 {}", drawn.ledger_size, drawn.ledger_root),
                || format!("ledger size {}  root {}", drawn.ledger_size, drawn.ledger_root),
            ),
        ];
        if let Some(seq) = drawn.recorded_as {
            notes.push(lang.say(|| format!("复核已入账，第 {seq} 条"), || format!("recorded as fact {seq}")));
        }
        notes.extend(s.synthetic_note());
        let list = List {
            title: lang.pick("抽查复核", "Recount").to_owned(),
            notes,
            columns: COLUMNS.to_vec(),
            rows: drawn
                .drawn
                .iter()
                .map(|row| {
                    vec![
                        Cell::Day(row.day),
                        Cell::text(&row.key),
                        Cell::text(row.units.join(" ")),
                        Cell::count(row.seq),
                        Cell::text(row.doubted.as_deref().unwrap_or_default()),
                    ]
                })
                .collect(),
        };
        s.out.list(&list, &drawn, &args.file)
    })
    .await?;
    Ok(Exit::Done)
}

const COLUMNS: [Column; 5] = [
    Column::text("日期", "day", 12.0),
    Column::text("键", "key", 40.0),
    Column::text("单位", "units", 30.0),
    Column::number("事实", "fact", 10.0),
    Column::text("存疑", "doubted", 30.0),
];
