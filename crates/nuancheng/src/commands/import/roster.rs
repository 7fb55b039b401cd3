//! `import roster`: read, find the people, judge every row, then all or nothing.

use std::path::PathBuf;

use nc_intake::{Area, Judged, Sheet, Wanted, cell};
use nc_kernel::Actor;
use nc_office::{CellFault, Note, Table, fault_sheet};
use nc_store::Receipt;
use nc_store::tokens::{TokenBearer, TokenLimits};
use serde::Serialize;

use crate::commands::record;
use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::output::written_at;
use crate::progress::Bar;
use crate::progress::Spinner;
use crate::roster_file;
use crate::session::{self, Session, fresh_key};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "整份导入：有一处错误就一行也不写；错误按单元格列出。同一文件再次导入不会重复。
All or nothing: with a single fault no row is written, and every fault is named by its cell. The same file again adds nothing.

示例 / Examples:
  nuancheng import roster 名册.xlsx --dry-run
  nuancheng import roster 名册.xlsx --class 2026-东胜-017 --errors 待改.xlsx
  nuancheng import roster 轮训.xlsx --into study
  nuancheng import roster 实习生.xlsx --batch SX-2026-春 --dry-run")]
pub struct Args {
    /// 名册（xlsx 或 csv）/ The roster, xlsx or csv
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 只核对不写入 / Judge everything, write nothing
    #[arg(long)]
    dry_run: bool,
    /// 全部行属于此培训班 / All rows are of this training class
    #[arg(long, value_name = "SERIAL", conflicts_with_all = ["run", "batch", "into"])]
    class: Option<String>,
    /// 全部行属于此学习期次 / All rows are of this study run
    #[arg(long, value_name = "SERIAL", conflicts_with_all = ["batch", "into"])]
    run: Option<String>,
    /// 全部行属于此实习批次 / All rows are of this batch of interns
    #[arg(long, value_name = "SERIAL", conflicts_with = "into")]
    batch: Option<String>,
    /// 编号列所指 / What the serials in the sheet name
    #[arg(long, value_enum, default_value = "training")]
    into: Into,
    /// 带错误列的同一张表 / The same sheet back with a column of errors
    #[arg(long, value_name = "OUT.xlsx")]
    errors: Option<PathBuf>,
}

/// What the serials of a file name.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum Into {
    /// 培训班 / training classes
    Training,
    /// 学习期次 / study runs
    Study,
    /// 实习批次 / batches of interns
    Internship,
}

impl Into {
    /// As the rest of the program knows it.
    pub fn area(self) -> Area {
        match self {
            Self::Training => Area::Training,
            Self::Study => Area::Study,
            Self::Internship => Area::Internship,
        }
    }
}

#[derive(Serialize)]
struct Outcome {
    dry_run: bool,
    lines: u32,
    rows: usize,
    added: u64,
    repeated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<Receipt>,
    faults: Vec<CellFault>,
    notes: Vec<Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors_file: Option<PathBuf>,
}

/// Imports a roster.
///
/// # Errors
/// When the file cannot be read, or the store fails.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let area = args.area();
        let actor = s.actor(area.action(), None).await?;
        let table = roster_file::table(global, &args.file, &area.columns(args.fixed().is_some()))?;
        let sheet = Sheet::parse(&table, area, args.fixed().map(str::to_owned));
        let mut bar = Bar::new(global, "核对人员", "finding people");
        let scopes = s.people_scopes(&actor)?;
        let wanted = sheet.find(&s.store, &scopes, &mut |done, all| bar.set(done, all)).await?;
        drop(bar);
        let outcome = judge(s, &actor, args, &sheet, wanted).await?;
        finish(s, args, &table, outcome)
    })
    .await
}

impl Args {
    fn area(&self) -> Area {
        match (&self.class, &self.run, &self.batch) {
            (Some(_), ..) => Area::Training,
            (None, Some(_), _) => Area::Study,
            (None, None, Some(_)) => Area::Internship,
            (None, None, None) => self.into.area(),
        }
    }

    fn fixed(&self) -> Option<&str> {
        self.class.as_deref().or(self.run.as_deref()).or(self.batch.as_deref())
    }
}

async fn judge(s: &Session<'_>, actor: &Actor, args: &Args, sheet: &Sheet, wanted: Wanted) -> Result<Outcome, Failure> {
    let _spinner = Spinner::start(s.global, "核对规则并写入", "judging and writing");
    let bearer = TokenBearer { user: actor.user, limits: TokenLimits::NONE };
    let Judged { rows, added, receipt, faults, .. } = nc_intake::judge(&s.store, &bearer, sheet, wanted, args.dry_run, fresh_key).await?;
    let receipt = receipt.map(|(receipt, _)| receipt);
    Ok(Outcome {
        dry_run: args.dry_run,
        lines: sheet.lines(),
        rows,
        added,
        repeated: receipt.as_ref().is_some_and(|receipt| receipt.repeated),
        receipt,
        faults,
        notes: sheet.notes().to_vec(),
        errors_file: None,
    })
}

fn finish(s: &Session<'_>, args: &Args, table: &Table, mut outcome: Outcome) -> Result<Exit, Failure> {
    let faulty = !outcome.faults.is_empty();
    if let Some(path) = args.errors.as_ref().filter(|_| faulty) {
        files::write(path, &fault_sheet(table, &outcome.faults, s.lang().office(), written_at())?)?;
        outcome.errors_file = Some(path.clone());
    }
    s.out.answer(&outcome, &lines(s, args, &outcome))?;
    Ok(if faulty { Exit::Refused } else { Exit::Done })
}

fn lines(s: &Session<'_>, args: &Args, outcome: &Outcome) -> Vec<String> {
    let lang = s.lang();
    let (rows, added) = (outcome.lines, outcome.added);
    let mut lines: Vec<String> = outcome.notes.iter().map(|n| format!("· {}: {}", n.cell, lang.pick(&n.zh, &n.en))).collect();
    if !outcome.faults.is_empty() {
        let count = outcome.faults.len();
        lines.extend(outcome.faults.iter().map(|f| format!("{}: {} [{}]", cell(f), lang.pick(&f.zh, &f.en), f.code)));
        lines.push(lang.say(
            || format!("{rows} 行中有 {count} 处错误，未写入任何内容"),
            || format!("{count} faults in {rows} rows; nothing was written"),
        ));
        lines.push(match &outcome.errors_file {
            Some(path) => lang.say(
                || format!("带错误列的表：{}；改好后可直接导入", path.display()),
                || format!("the sheet with its errors: {}; mend it and import it", path.display()),
            ),
            None => lang
                .pick("加 --errors 待改.xlsx 可得到带错误列的同一张表", "add --errors OUT.xlsx for the same sheet with a column of errors")
                .to_owned(),
        });
    } else if args.dry_run {
        lines.push(lang.say(
            || format!("试运行通过：{rows} 行，将新增 {added} 条事实；未写入"),
            || format!("the trial run passed: {rows} rows, {added} facts would be added; nothing was written"),
        ));
    } else if let Some(receipt) = &outcome.receipt {
        lines.push(lang.say(|| format!("{rows} 行，新增 {added} 条事实"), || format!("{rows} rows, {added} facts added")));
        lines.extend(record::lines(s, receipt));
    }
    lines
}
