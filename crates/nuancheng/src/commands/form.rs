//! `form`: a workbook a higher body designed, filled from figures by a mapping.

use std::path::PathBuf;

use nc_figures::{Definition, Value, Worth};
use nc_office::{CellAt, FormCell, fill_form};
use nc_people::access::Action;
use nc_store::Question;
use serde::{Deserialize, Serialize};

use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::output::{Cell, Column, List, ListFile};
use crate::question::{About, period};
use crate::session;

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "映射文件（TOML），一格一项；未映射的格保持空白并列出。
The mapping (TOML), one entry a cell; what is not mapped stays empty and is listed.

  [[cell]]
  sheet = \"报表\"
  at = \"C5\"
  figure = \"training.runs\"
  period = \"2024\"            # 缺省用 --period / default: --period
  unit = \"东胜区公安分局\"      # 缺省用 --unit / default: --unit
  part = \"n\"                 # 率的分子 n、分母 N；缺省为值 / of a ratio: n, N; default: the value

示例 / Examples:
  nuancheng form 报表.xlsx --map 报表.toml --period 2025 -o 已填.xlsx")]
pub struct Args {
    /// 上级报表 / The workbook
    #[arg(value_name = "TEMPLATE")]
    template: PathBuf,
    /// 映射文件 / The mapping
    #[arg(long, value_name = "FILE")]
    map: PathBuf,
    /// 填好的报表 / Where the filled workbook goes
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    about: About,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mapping {
    cell: Vec<Mapped>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mapped {
    sheet: String,
    at: String,
    figure: String,
    period: Option<String>,
    unit: Option<String>,
    part: Option<Part>,
}

#[derive(Clone, Copy, Deserialize)]
enum Part {
    #[serde(rename = "n")]
    Above,
    #[serde(rename = "N")]
    Below,
}

#[derive(Serialize)]
struct Filled {
    file: PathBuf,
    synthetic: bool,
    filled: Vec<Line>,
    empty: Vec<String>,
}

#[derive(Serialize)]
struct Line {
    cell: String,
    number: String,
    #[serde(flatten)]
    value: Value,
}

/// Computes every mapped figure and writes the workbook.
///
/// # Errors
/// Naming the entry of the mapping, or the cell, that cannot be used; nothing is written then.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    let template = files::read(&args.template)?;
    let place = args.map.display().to_string();
    let mapping: Mapping = toml::from_str(&files::read_text(&args.map)?)
        .map_err(|e| Failure::unreadable(format!("映射文件有误：{e}"), format!("the mapping cannot be used: {e}")).at(place.clone()))?;
    session::with(global, async |s| {
        let actor = s.actor(Action::ReadFigures, None).await?;
        let asked = s.asked(&actor, &args.about)?;
        let mut lines = Vec::with_capacity(mapping.cell.len());
        let mut cells = Vec::with_capacity(mapping.cell.len());
        for mapped in &mapping.cell {
            let cell = format!("{}!{}", mapped.sheet, mapped.at);
            let here = |f: Failure| f.at(format!("{place}: {cell}"));
            let at = CellAt::parse(&mapped.at).ok_or_else(|| {
                here(Failure::unreadable(format!("{} 不是单元格，应如 C5", mapped.at), format!("{} is no cell; write C5", mapped.at)))
            })?;
            let definition = s.definition(&mapped.figure).map_err(here)?;
            let unit = mapped.unit.as_deref().map_or_else(|| Ok(asked.unit.clone()), |text| s.unit(text)).map_err(here)?;
            let scope = s.store.allow(&actor, Action::ReadFigures, &unit).map_err(|e| here(Failure::from(e)))?;
            let period = mapped.period.as_deref().map_or_else(|| Ok(asked.period), |words| period(words, asked.period.to)).map_err(here)?;
            let question = Question { definition: definition.clone(), unit, period, known_on: asked.known_on };
            let value = s.store.value(&scope, &question).await?;
            let number = number(&definition, &value, mapped.part).map_err(here)?;
            cells.push(FormCell { sheet: mapped.sheet.clone(), at, number: number.clone() });
            lines.push(Line { cell, number, value });
        }
        let form = fill_form(&template, &cells).map_err(Failure::from)?;
        files::write(&args.output, &form.bytes)?;
        let lang = s.lang();
        let mut notes = vec![args.output.display().to_string()];
        if !form.empty.is_empty() {
            let list = form.empty.join(" ");
            notes.push(lang.say(|| format!("未映射，保持空白：{list}"), || format!("not mapped, left empty: {list}")));
        }
        notes.extend(s.synthetic_note());
        let list = List {
            title: lang.pick("已填报表", "Form filled").to_owned(),
            notes,
            columns: vec![
                Column::text("格", "cell", 16.0),
                Column::number("数值", "number", 16.0),
                Column::text("指标", "figure", 36.0),
                Column::text("口径单位", "scope", 20.0),
            ],
            rows: lines
                .iter()
                .map(|l| {
                    let figure = format!("{}@{}", l.value.figure, l.value.version);
                    vec![Cell::text(&l.cell), Cell::text(&l.number), Cell::text(figure), Cell::text(&l.value.scope)]
                })
                .collect(),
        };
        let filled = Filled { file: args.output.clone(), synthetic: s.config.synthetic, filled: lines, empty: form.empty };
        s.out.list(&list, &filled, &ListFile::default())
    })
    .await?;
    Ok(Exit::Done)
}

/// The number of a cell: exact for counts and sums, of a ratio its parts, or the quotient to six places.
fn number(definition: &Definition, value: &Value, part: Option<Part>) -> Result<String, Failure> {
    match (&value.worth, part) {
        (Worth::Ratio { n, .. }, Some(Part::Above)) => Ok(n.to_string()),
        (Worth::Ratio { of, .. }, Some(Part::Below)) => Ok(of.to_string()),
        (Worth::Count(_), Some(_)) => {
            Err(Failure::unreadable("只有率才有 n 和 N；请去掉 part", "only a ratio has n and N: leave `part` out"))
        }
        (worth, None) => nc_figures::check::worth_as_printed(definition, worth)
            .map(|exact| exact.decimal().round_dp(6).normalize().to_string())
            .ok_or_else(|| Failure::refused("分母为零，无法填率", "the denominator is zero, so there is no rate to fill in")),
    }
}
