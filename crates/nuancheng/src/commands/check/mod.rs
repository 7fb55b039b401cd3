//! `check`: a text against the ledger.

use std::path::PathBuf;

use nc_figures::check::Verdict;
use nc_intake::{CHECK_COLUMNS, CheckColumn, check_findings, check_notes, check_page, check_row};
use nc_kernel::Day;
use nc_people::access::Action;
use nc_store::{Checked, Draft, Line};

use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::lang::Lang;
use crate::output::{Cell, Column, Format, List, ListFile};
use crate::prose;
use crate::question::{day, period};
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
    let lang = s.lang();
    let notes = notes(s, checked);
    if s.global.format == Format::Html {
        let page = check_page(notes, text, checked, lang.office());
        return match &args.output.output {
            Some(path) => files::write(path, page.as_bytes()),
            None => crate::output::print(page.as_bytes()),
        };
    }
    let list = List {
        title: lang.pick("核稿", "Article check").to_owned(),
        notes,
        columns: columns(),
        rows: checked.lines.iter().map(|line| row(line, lang)).collect(),
    };
    s.out.list(&list, &check_findings(checked), &args.output)
}

/// What must be known to read the result.
fn notes(s: &Session<'_>, checked: &Checked) -> Vec<String> {
    let lang = s.lang();
    let mut notes = check_notes(checked, lang.office());
    if !checked.article.untagged.is_empty() {
        notes.push(lang.pick("逐处列出：nuancheng claims --untagged", "each of them: `nuancheng claims --untagged`").to_owned());
    }
    notes.extend(s.synthetic_note());
    notes
}

fn columns() -> Vec<Column> {
    let column = |(at, column): (usize, &CheckColumn)| match at {
        0 => Column::number(column.zh, column.en, column.width),
        _ => Column::text(column.zh, column.en, column.width),
    };
    CHECK_COLUMNS.iter().enumerate().map(column).collect()
}

fn row(line: &Line, lang: Lang) -> Vec<Cell> {
    std::iter::once(Cell::count(line.claim.start)).chain(check_row(line, lang.office()).map(Cell::Text)).collect()
}
