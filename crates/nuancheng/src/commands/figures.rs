//! `figures`: every figure in use, or those named.

use nc_figures::{Definition, Value, Worth};
use nc_people::access::Action;
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::figure_text;
use crate::global::Global;
use crate::output::{Cell, Column, List, ListFile};
use crate::progress::Bar;
use crate::question::{About, period_words};
use crate::session::{self, Session};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Examples:
  nuancheng figures --period 2024
  nuancheng figures training.runs study.rotation.runs --unit 东胜区公安分局 --period 3年来
  nuancheng figures --period 2025 --as-known-on 2026-01-15 --format json
  nuancheng figures --format xlsx -o 数字.xlsx")]
pub struct Args {
    /// 指标 / Figures, `training.runs` or `training.runs@1` [default: all in use]
    #[arg(value_name = "FIGURE")]
    pub figures: Vec<String>,
    #[command(flatten)]
    about: About,
    #[command(flatten)]
    file: ListFile,
}

impl Args {
    /// Every figure in use for `period`, of the whole bureau.
    pub fn over(period: &str) -> Self {
        Self { figures: Vec::new(), about: About { period: Some(period.to_owned()), ..About::default() }, file: ListFile::default() }
    }
}

/// A figure as JSON has it.
#[derive(Serialize)]
struct Line {
    zh: String,
    en: String,
    shown: String,
    contained_in: Vec<String>,
    #[serde(flatten)]
    value: Value,
}

#[derive(Serialize)]
struct Figures {
    synthetic: bool,
    figures: Vec<Line>,
}

/// Computes and prints.
///
/// # Errors
/// When a figure is unknown or may not be read.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let actor = s.actor(Action::ReadFigures, None).await?;
        let asked = s.asked(&actor, &args.about)?;
        let definitions = s.definitions(&args.figures)?;
        let mut bar = Bar::new(global, "计算", "computing");
        let mut lines = Vec::with_capacity(definitions.len());
        for (done, definition) in (1_u64..).zip(&definitions) {
            let value = s.store.value(&asked.scope, &asked.about(definition)).await?;
            lines.push(Line {
                zh: definition.zh.clone(),
                en: definition.en.clone(),
                shown: figure_text::shown(&value, s.lang()),
                contained_in: definition.contained_in.clone(),
                value,
            });
            bar.set(done, definitions.len() as u64);
        }
        drop(bar);
        let mut notes = vec![format!("{}  {}", s.unit_name(&asked.unit), period_words(asked.period, s.lang()))];
        notes.extend(asked.known_on.map(|day| s.lang().say(|| format!("按 {day} 所知"), || format!("as known on {day}"))));
        if let Some(line) = lines.first() {
            let (size, root) = (line.value.ledger_size, &line.value.ledger_root);
            notes.push(s.lang().say(|| format!("账本规模 {size}  根 {root}"), || format!("ledger size {size}  root {root}")));
        }
        notes.extend(s.synthetic_note());
        let list = List {
            title: s.lang().pick("数字", "Figures").to_owned(),
            notes,
            columns: COLUMNS.to_vec(),
            rows: definitions.iter().zip(&lines).map(|(d, l)| row(s, d, l)).collect(),
        };
        s.out.list(&list, &Figures { synthetic: s.config.synthetic, figures: lines }, &args.file)
    })
    .await?;
    Ok(Exit::Done)
}

const COLUMNS: [Column; 10] = [
    Column::text("名称", "name", 30.0),
    Column::number("数值", "value", 28.0),
    Column::number("n", "n", 12.0).in_sheets(),
    Column::number("N", "N", 12.0).in_sheets(),
    Column::text("计量单位", "measure", 10.0).in_sheets(),
    Column::text("期间", "period", 26.0).in_sheets(),
    Column::text("口径单位", "scope", 20.0).in_sheets(),
    Column::text("指标@版本", "figure@version", 36.0),
    Column::number("账本规模", "ledger size", 12.0).in_sheets(),
    Column::text("说明", "note", 40.0),
];

fn row(s: &Session<'_>, definition: &Definition, line: &Line) -> Vec<Cell> {
    let (n, of) = match line.value.worth {
        Worth::Count(n) => (n, Cell::Empty),
        Worth::Ratio { n, of } => (n, Cell::Int(of)),
    };
    vec![
        Cell::text(s.lang().pick(&line.zh, &line.en)),
        Cell::text(&line.shown),
        Cell::Int(n),
        of,
        Cell::text(&line.value.unit),
        Cell::text(period_words(line.value.period, s.lang())),
        Cell::text(&line.value.scope),
        Cell::text(definition.key()),
        Cell::count(line.value.ledger_size),
        Cell::text(figure_text::contained(definition, s.lang())),
    ]
}

impl Session<'_> {
    /// The definitions named, or all in use.
    ///
    /// # Errors
    /// Naming those that are not on the ledger.
    pub fn definitions(&self, names: &[String]) -> Result<Vec<Definition>, Failure> {
        let catalogue = self.store.published().catalogue();
        if names.is_empty() {
            return Ok(catalogue.in_use().cloned().collect());
        }
        names
            .iter()
            .map(|name| {
                catalogue.find(name).cloned().ok_or_else(|| {
                    Failure::unreadable(
                        format!("没有指标 {name}；用 nuancheng figures 查看有哪些"),
                        format!("there is no figure {name}; `nuancheng figures` lists them"),
                    )
                })
            })
            .collect()
    }

    /// The one definition named.
    ///
    /// # Errors
    /// When it is not on the ledger.
    pub fn definition(&self, name: &str) -> Result<Definition, Failure> {
        self.definitions(&[name.to_owned()])?.into_iter().next().ok_or_else(|| Failure::unreadable("缺少指标", "no figure is named"))
    }
}
