//! `check`: a text against the ledger.

mod page;
mod say;

use std::path::PathBuf;

use nc_figures::check::{PrintedFinding, Verdict};
use nc_kernel::Day;
use nc_people::access::Action;
use nc_store::{Checked, Draft, Line};

use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::lang::Lang;
use crate::output::{Cell, Column, Format, List, ListFile};
use crate::prose;
use crate::question::{day, period, period_words};
use crate::session::{self, Session};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "逐条核对文稿中的数字：有据、不符、未记录、无法核对、需人工。
Every number of a text against the ledger: supported, contradicted, not recorded, not checkable, needs a person.

退出码 / Exit codes:
  0  没有不符的 / nothing is contradicted
  1  有不符的 / something is contradicted
  2  读不懂文稿 / the text could not be read

示例 / Examples:
  nuancheng check 综述.txt
  nuancheng check 综述.docx --as-of 2025-12-31 --format json
  nuancheng check 综述.md --format html -o 核稿.html
  cat 综述.txt | nuancheng check - --period 2024")]
pub struct Args {
    /// 文稿：txt、md、docx、html；- 为标准输入 / Text; - is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 文中未写明期间的数字按此期间核对 / Time of the numbers that state none [default: everything through the as-of day]
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    /// 文稿所述截止日（“今年”“3年来”按它算）/ The day the text was written for [default: the end of --period, else the last day of which anything is recorded]
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
    /// 文中未写明单位的数字属于 / The unit where the text names none [default: the bureau]
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    #[command(flatten)]
    output: ListFile,
}

/// Checks and prints.
///
/// # Errors
/// When the text cannot be read, or figures may not.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    let text = prose::read(&args.file)?;
    session::with(global, async |s| {
        let actor = s.actor(Action::ReadFigures, None).await?;
        let unit = match &args.unit {
            Some(text) => s.unit(text)?,
            None => s.store.bureau_path()?,
        };
        let scope = s.store.allow(&actor, Action::ReadFigures, &unit).map_err(|e| Failure::from(e).at("--unit"))?;
        let as_known = args.as_of.unwrap_or_else(|| s.store.now().day());
        let asked = args.period.as_deref().map(|words| period(words, as_known)).transpose()?;
        let draft = Draft { text: &text, period: asked, as_of: args.as_of, unit, campaigns: crate::seed::campaigns()? };
        let checked = s.store.check(&scope, &draft).await?;
        print(s, args, &text, &checked)?;
        Ok(if checked.count(Verdict::Contradicted) > 0 { Exit::Refused } else { Exit::Done })
    })
    .await
}

fn print(s: &Session<'_>, args: &Args, text: &str, checked: &Checked) -> Result<(), Failure> {
    let notes = notes(s, checked);
    if s.global.format == Format::Html {
        let page = page::page(&notes, text, checked, s.lang());
        return match &args.output.output {
            Some(path) => files::write(path, page.as_bytes()),
            None => crate::output::print(page.as_bytes()),
        };
    }
    let printed: Vec<PrintedFinding<'_>> =
        checked.lines.iter().map(|line| PrintedFinding::new(&line.claim, &line.matched, &line.finding)).collect();
    let list = List {
        title: s.lang().pick("核稿", "Article check").to_owned(),
        notes,
        columns: COLUMNS.to_vec(),
        rows: checked.lines.iter().map(|line| row(s, line)).collect(),
    };
    s.out.list(&list, &printed, &args.output)
}

/// What must be known to read the result.
fn notes(s: &Session<'_>, checked: &Checked) -> Vec<String> {
    let lang = s.lang();
    let counts = Verdict::ALL.iter().map(|v| format!("{} {}", say::verdict(*v, lang), checked.count(*v))).collect::<Vec<_>>();
    let mut notes = vec![
        counts.join(lang.pick("，", ", ")),
        lang.say(
            || format!("文稿截止日按 {} 计；未写明期间的按{}", checked.as_of, period_words(checked.period, lang)),
            || format!("written for {}; numbers without a period are taken for {}", checked.as_of, period_words(checked.period, lang)),
        ),
        lang.say(
            || format!("账本规模 {}  根 {}", checked.ledger_size, checked.ledger_root),
            || format!("ledger size {}  root {}", checked.ledger_size, checked.ledger_root),
        ),
    ];
    let untagged = checked.article.untagged.len();
    if untagged > 0 {
        notes.push(lang.say(
            || format!("另有 {untagged} 处数字不是统计数字（电话、文号、术语等），见 nuancheng claims --untagged"),
            || format!("{untagged} more numbers are no figures (telephones, document numbers, terms): `nuancheng claims --untagged`"),
        ));
    }
    let broken = checked.article.sums.iter().filter(|sum| !sum.holds).count();
    if broken > 0 {
        notes.push(lang.say(|| format!("文内 {broken} 处合计与分项不符"), || format!("{broken} sums the text states do not add up")));
    }
    notes.extend(s.synthetic_note());
    notes
}

const COLUMNS: [Column; 8] = [
    Column::number("位置", "at", 8.0),
    Column::text("原文", "text", 24.0),
    Column::text("结论", "verdict", 12.0),
    Column::text("账本数值", "ledger", 18.0),
    Column::text("理由", "reason", 40.0),
    Column::text("指标", "figure", 30.0),
    Column::text("期间", "period", 28.0),
    Column::text("口径", "scope", 24.0),
];

fn row(s: &Session<'_>, line: &Line) -> Vec<Cell> {
    let lang: Lang = s.lang();
    let figure = line.finding.value.as_ref().map(|v| format!("{}@{}", v.figure, v.version));
    let time = match &line.finding.value {
        Some(value) => {
            period_words(value.period, lang) + if line.matched.period_assumed { lang.pick("（未写明）", " (assumed)") } else { "" }
        }
        None => line.claim.period.words.clone(),
    };
    vec![
        Cell::count(line.claim.start),
        Cell::text(&line.claim.text),
        Cell::text(say::verdict(line.finding.verdict, lang)),
        Cell::text(line.finding.ledger_value.map(|v| v.normalize().to_string()).unwrap_or_default()),
        Cell::text(say::reason(line, lang)),
        Cell::text(figure.unwrap_or_default()),
        Cell::text(time),
        Cell::text(&line.claim.scope),
    ]
}
