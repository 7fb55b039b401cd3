//! `rows`: what stands behind a figure.

use std::collections::BTreeMap;
use std::collections::HashMap;

use nc_kernel::{Attr, Day, PersonId, UnitPath};
use nc_people::access::Action;
use nc_store::{Cursor, KnownEntry, Question, Rows};
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::figure_text;
use crate::global::Global;
use crate::output::{Cell, Column, List, ListFile};
use crate::progress::Spinner;
use crate::question::{About, Asked, period_words};
use crate::session::{self, Session};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Examples:
  nuancheng rows training.runs --period 2024
  nuancheng rows training.attendances --limit 100 --after v1.20240301.512.6b6579
  nuancheng rows training.attendances --names --as neiqin --format xlsx -o 明细.xlsx
  nuancheng rows training.runs --recount        # 逐行重算并与数值核对 / recount from all rows")]
pub struct Args {
    /// 指标 / Figure
    #[arg(value_name = "FIGURE")]
    figure: String,
    #[command(flatten)]
    about: About,
    /// 最多行数 / Rows at most
    #[arg(long, default_value_t = 50, value_name = "N")]
    limit: usize,
    /// 接上一页（上一页给出的 next）/ Go on where a page ended; that page says the cursor
    #[arg(long, value_name = "CURSOR")]
    after: Option<Cursor>,
    /// 率的分母明细 / For a ratio: the rows below the line
    #[arg(long)]
    denominator: bool,
    /// 显示姓名（需查看人员权限）/ Show names; needs a role that may read people
    #[arg(long)]
    names: bool,
    /// 由全部明细重算并核对 / Recount from every row and compare
    #[arg(long)]
    recount: bool,
    #[command(flatten)]
    file: ListFile,
}

#[derive(Serialize)]
struct Line {
    seq: u64,
    since_seq: u64,
    day: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Day>,
    key: String,
    organisers: Vec<UnitPath>,
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<UnitPath>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sender: Option<UnitPath>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    attrs: BTreeMap<&'static str, Attr>,
}

#[derive(Serialize)]
struct Page {
    figure: String,
    synthetic: bool,
    rows: Vec<Line>,
    hidden: u64,
    next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recount: Option<Recounted>,
}

#[derive(Serialize)]
struct Recounted {
    rows: u64,
    shown: String,
    equal: bool,
}

/// Reads and prints a page.
///
/// # Errors
/// When the figure is unknown or may not be read, or a recount differs.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let actor = s.actor(Action::ReadRows, None).await?;
        let asked = s.asked(&actor, &args.about)?;
        let question = question(s, args, &asked)?;
        let visible = s.store.scopes(&actor, Action::ReadRows);
        let spinner = Spinner::start(global, "读取明细", "reading rows");
        let recount = if args.recount { Some(recounted(s, &asked, &question).await?) } else { None };
        let page = s.store.rows(&asked.scope, &visible, &question, args.after.clone(), args.limit.max(1)).await?;
        let names = if args.names { s.names(&actor).await? } else { HashMap::new() };
        drop(spinner);
        print(s, args, &asked, &question, page, &names, recount)
    })
    .await?;
    Ok(Exit::Done)
}

fn question(s: &Session<'_>, args: &Args, asked: &Asked) -> Result<Question, Failure> {
    let definition = s.definition(&args.figure)?;
    if !args.denominator {
        return Ok(asked.about(&definition));
    }
    match &definition.denominator {
        Some(id) => Ok(asked.about(&s.definition(id)?)),
        None => {
            Err(Failure::unreadable("此指标不是率，没有分母", "this figure is no ratio and has nothing below the line").at("--denominator"))
        }
    }
}

async fn recounted(s: &Session<'_>, asked: &Asked, question: &Question) -> Result<Recounted, Failure> {
    // Fails when the recount and the cells differ.
    let evidence = s.store.evidence(&asked.scope, question).await.map_err(|e| Failure::from(e).ending(Exit::Refused))?;
    let rows = evidence.parts.iter().map(|part| part.len() as u64).sum();
    Ok(Recounted { rows, shown: figure_text::shown(&evidence.value, s.lang()), equal: true })
}

const COLUMNS: [Column; 10] = [
    Column::number("事实", "fact", 9.0),
    Column::text("日期", "day", 12.0),
    Column::text("主办", "organisers", 24.0),
    Column::text("承办", "host", 18.0),
    Column::text("派员", "sender", 18.0),
    Column::text("人员", "person", 16.0),
    Column::text("姓名", "name", 12.0),
    Column::text("止", "until", 12.0),
    Column::text("属性", "attributes", 60.0),
    Column::text("键", "key", 40.0).in_sheets(),
];

fn print(
    s: &Session<'_>,
    args: &Args,
    asked: &Asked,
    question: &Question,
    page: Rows,
    names: &HashMap<PersonId, String>,
    recount: Option<Recounted>,
) -> Result<(), Failure> {
    let lang = s.lang();
    let next = page.next.as_ref().map(ToString::to_string);
    let lines: Vec<Line> = page.rows.into_iter().map(|known| line(known, names)).collect();
    let mut notes = vec![format!("{}  {}", s.unit_name(&asked.unit), period_words(asked.period, lang))];
    notes.extend(s.synthetic_note());
    if let Some(r) = &recount {
        notes.push(lang.say(
            || format!("由 {} 行重算得 {}，与数值一致", r.rows, r.shown),
            || format!("recounted from {} rows: {}, equal to the figure", r.rows, r.shown),
        ));
    }
    if page.hidden > 0 {
        let hidden = page.hidden;
        notes.push(lang.say(|| format!("{hidden} 行因权限未显示"), || format!("{hidden} rows hidden: your role may not open them")));
    }
    if let Some(next) = &next {
        notes.push(lang.say(|| format!("还有明细：加 --after {next}"), || format!("there are more rows: add --after {next}")));
    }
    let definition = &question.definition;
    let list = List {
        title: format!("{} {}", lang.pick(&definition.zh, &definition.en), definition.key()),
        notes,
        columns: COLUMNS.to_vec(),
        rows: lines.iter().map(cells).collect(),
    };
    let json =
        Page { figure: definition.key().to_string(), synthetic: s.config.synthetic, rows: lines, hidden: page.hidden, next, recount };
    s.out.list(&list, &json, &args.file)
}

fn line(known: KnownEntry, names: &HashMap<PersonId, String>) -> Line {
    let KnownEntry { entry, since_seq, .. } = known;
    Line {
        seq: entry.evidence,
        since_seq,
        day: entry.day,
        until: entry.until,
        key: entry.key,
        organisers: entry.facets.organisers,
        host: entry.facets.host,
        sender: entry.facets.sender,
        name: entry.person.and_then(|p| names.get(&p).cloned()),
        person: entry.person,
        attrs: entry.attrs,
    }
}

fn cells(line: &Line) -> Vec<Cell> {
    let unit = |unit: &Option<UnitPath>| unit.as_ref().map_or(Cell::Empty, Cell::text);
    let attrs = line.attrs.iter().map(|(name, value)| format!("{name}={}", attr(value))).collect::<Vec<_>>().join(" ");
    vec![
        Cell::count(line.seq),
        Cell::Day(line.day),
        Cell::text(line.organisers.iter().map(UnitPath::as_str).collect::<Vec<_>>().join(" ")),
        unit(&line.host),
        unit(&line.sender),
        line.person.map_or(Cell::Empty, Cell::text),
        line.name.as_ref().map_or(Cell::Empty, Cell::text),
        line.until.map_or(Cell::Empty, Cell::Day),
        Cell::text(attrs),
        Cell::text(&line.key),
    ]
}

fn attr(value: &Attr) -> String {
    match value {
        Attr::Int(n) => n.to_string(),
        Attr::Text(text) => text.clone(),
        Attr::Bool(yes) => yes.to_string(),
    }
}
