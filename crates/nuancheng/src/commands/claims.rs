//! `claims`: the numbers of a text, without any database.

use std::path::PathBuf;

use nc_claims::{Article, Context};
use nc_figures::check::PrintedClaim;
use nc_kernel::Day;
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::output::{Cell, Column, List, ListFile, Output};
use crate::prose;
use crate::question::day;

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Examples:
  nuancheng claims 综述.txt
  nuancheng claims 综述.docx --as-of 2025-12-31 --format json
  cat 综述.md | nuancheng claims - --untagged")]
pub struct Args {
    /// 文稿：txt、md、docx、html；- 为标准输入 / Text; - is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 文稿所述截止日（“今年”“3年来”按它算）/ The day the text was written for
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
    /// 发布单位（“该局”“我局”所指）/ Who publishes it
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// 也列出未标为数字的数（电话、文号、术语）及缘由 / Also numbers that are no figures, with the reason (JSON: an object with both)
    #[arg(long)]
    untagged: bool,
    #[command(flatten)]
    output: ListFile,
}

#[derive(Serialize)]
struct Whole<'a> {
    claims: Vec<PrintedClaim<'a>>,
    untagged: &'a [nc_claims::Untagged],
    sums: &'a [nc_claims::StatedSum],
}

/// Reads the text and prints its claims.
///
/// # Errors
/// When the file cannot be read as text.
pub fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    let text = prose::read(&args.file)?;
    let context = Context { as_of: args.as_of, campaigns: crate::seed::campaigns()?, publisher: args.publisher.clone() };
    let article = nc_claims::read(&text, &context);
    let out = Output::new(global);
    let claims: Vec<PrintedClaim<'_>> = article.claims.iter().map(PrintedClaim::from).collect();
    let list = List {
        title: out.lang().say(|| format!("{} 条", claims.len()), || format!("{} claims", claims.len())),
        notes: Vec::new(),
        columns: COLUMNS.to_vec(),
        rows: rows(&claims, &article, args.untagged),
    };
    if args.untagged {
        out.list(&list, &Whole { claims, untagged: &article.untagged, sums: &article.sums }, &args.output)?;
    } else {
        out.list(&list, &claims, &args.output)?;
    }
    Ok(Exit::Done)
}

const COLUMNS: [Column; 9] = [
    Column::number("位置", "at", 8.0),
    Column::text("原文", "text", 30.0),
    Column::number("数值", "value", 16.0),
    Column::text("限定", "qualifier", 8.0),
    Column::text("范围", "bounds", 26.0),
    Column::text("计量", "counts", 16.0),
    Column::text("种类", "kind", 18.0),
    Column::text("期间", "period", 24.0),
    Column::text("口径", "scope", 24.0),
];

fn rows(claims: &[PrintedClaim<'_>], article: &Article, untagged: bool) -> Vec<Vec<Cell>> {
    let mut rows: Vec<(usize, Vec<Cell>)> = claims.iter().map(|claim| (claim.start, row(claim))).collect();
    if untagged {
        rows.extend(article.untagged.iter().map(|number| {
            let mut row = vec![Cell::count(number.start), Cell::text(&number.text)];
            row.resize(6, Cell::Empty);
            row.extend([Cell::text(format!("— {}", number.why)), Cell::Empty, Cell::Empty]);
            (number.start, row)
        }));
    }
    rows.sort_by_key(|(at, _)| *at);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn row(claim: &PrintedClaim<'_>) -> Vec<Cell> {
    vec![
        Cell::count(claim.start),
        Cell::text(claim.text),
        Cell::text(claim.value.as_deref().unwrap_or_default()),
        Cell::text(word(&claim.qualifier)),
        Cell::text(bounds(claim)),
        Cell::text(claim.dimension),
        Cell::text(word(&claim.kind)),
        Cell::text(format!("{} ({})", claim.period.words, word(&claim.period.origin))),
        Cell::text(claim.scope),
    ]
}

/// The interval as mathematicians write it; nothing where it is one value.
fn bounds(claim: &PrintedClaim<'_>) -> String {
    if claim.low == claim.high && claim.low_included {
        return String::new();
    }
    let open = "∞".to_owned();
    format!(
        "{}{}, {}{}",
        if claim.low_included { '[' } else { '(' },
        claim.low.as_ref().map_or_else(|| format!("-{open}"), Clone::clone),
        claim.high.as_ref().unwrap_or(&open),
        if claim.high_included { ']' } else { ')' }
    )
}

/// A word of a closed list, as JSON has it.
pub fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
