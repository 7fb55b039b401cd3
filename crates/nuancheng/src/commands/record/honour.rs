//! `record honour`: an award that was received, with its paper.

use std::path::{Path, PathBuf};

use nc_honour::roll::{AwardForm, ClaimWord, HonourKind, Level, Project, ProjectKind, RecordHonour, WorkId};
use nc_kernel::{Day, Document};
use nc_people::access::Action;

use super::print;
use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::question::day;
use crate::session::{self, Session, fresh_key};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "荣誉经另一人核验后才计数。 / It counts once somebody else has confirmed it:
  nuancheng record honour.confirm --json '{\"honour\":\"…\"}' --as LOGIN

示例 / Examples:
  nuancheng record honour --title 全国一等所 --issuer 公安部交通管理局 --level 部级 --kind grade --place 1 \\
      --on 2025-06-01 --unit 车辆管理所 --document 通报.pdf --document-number 公交管〔2025〕1号
  nuancheng record honour --title 最美警察 --issuer 自治区公安厅 --level 自治区级 --on 2025-05-01 --person 100001,100002 --document 决定.pdf")]
pub struct Args {
    /// 名称 / What it is called
    #[arg(long)]
    title: String,
    /// 授予机关 / Who gave it
    #[arg(long)]
    issuer: String,
    /// 级别：国家级、部级、自治区级、市级、旗县级 / national, ministry, region, city, county
    #[arg(long, value_parser = level)]
    level: Level,
    /// 授予日期 / When it was awarded
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Day,
    /// 证书、通报等文件 / The certificate or notice
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
    /// 文件名称，不得含人名 / What the paper is called; it must name nobody
    #[arg(long, default_value = "证明文件")]
    document_name: String,
    /// 文号 / Its number
    #[arg(long)]
    document_number: Option<String>,
    /// 类别 / rank 名次, prize 奖次, grade 等级, title 称号, batch 批次, recognition 认定推广, first_or_only 首家唯一, nomination 推荐提名
    #[arg(long, default_value = "title", value_parser = kind)]
    kind: HonourKind,
    /// 第几名、几等奖、几级、第几批 / Which rank, prize, grade or batch
    #[arg(long)]
    place: Option<i64>,
    /// 获奖单位，可多个 / The units it was given to
    #[arg(long, value_name = "UNIT")]
    unit: Vec<String>,
    /// 获奖人员：警号，以逗号分隔 / The people it was given to: police numbers, commas between
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',')]
    person: Vec<String>,
    /// 获奖作品（入库编号或名称）/ The work it was given for, by serial or title
    #[arg(long, value_name = "WORK")]
    work: Option<String>,
    /// 获奖项目 / The project it was given for
    #[arg(long)]
    project: Option<String>,
    /// 项目类别 / innovation 科创项目, model 数据模型
    #[arg(long, default_value = "innovation", value_parser = project_kind)]
    project_kind: ProjectKind,
    /// 赛事、评选或活动 / The contest, assessment or drive
    #[arg(long)]
    contest: Option<String>,
    /// 第几届 / Which edition
    #[arg(long)]
    edition: Option<i64>,
    /// 年度 / For which year [default: that of the day]
    #[arg(long)]
    year: Option<i64>,
    /// 系列，连续几届按它算 / What successive editions have in common [default: the title]
    #[arg(long)]
    series: Option<String>,
    /// 首创表述：首家、唯一、率先、首创 / first, only, leading, original
    #[arg(long, value_parser = claim)]
    claim: Option<ClaimWord>,
    /// 备注 / Anything to add
    #[arg(long)]
    remark: Option<String>,
    /// 编号 / Serial [default: made of what tells it from others]
    #[arg(long)]
    serial: Option<String>,
    /// 幂等键 / Idempotency key [default: a new one, printed]
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
}

/// Reads a word of a closed list.
///
/// # Errors
/// Naming the words there are.
pub(super) fn word<T: Copy>(text: &str, all: &[T], names: impl Fn(T) -> (&'static str, &'static str)) -> Result<T, String> {
    let found = all.iter().copied().find(|w| names(*w).0 == text || names(*w).1 == text);
    found.ok_or_else(|| {
        let words = all.iter().map(|w| format!("{} {}", names(*w).0, names(*w).1)).collect::<Vec<_>>().join(", ");
        format!("应为其中之一 / one of: {words}")
    })
}

fn level(text: &str) -> Result<Level, String> {
    word(text, Level::ALL, |w| (w.word(), w.zh()))
}

fn kind(text: &str) -> Result<HonourKind, String> {
    word(text, HonourKind::ALL, |w| (w.word(), w.zh()))
}

fn claim(text: &str) -> Result<ClaimWord, String> {
    word(text, ClaimWord::ALL, |w| (w.word(), w.zh()))
}

fn project_kind(text: &str) -> Result<ProjectKind, String> {
    word(text, ProjectKind::ALL, |w| (w.word(), w.zh()))
}

/// Records the honour.
///
/// # Errors
/// When the paper cannot be read or is not taken, somebody is unknown, or the rules say no.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let units = args.unit.iter().map(|text| s.unit(text)).collect::<Result<Vec<_>, _>>()?;
        let actor = s.actor(Action::RecordHonour, units.first()).await?;
        let people = s.people(&actor, &args.person).await.map_err(|f| f.at("--person"))?;
        let document = match &args.document {
            Some(path) => Some(keep(s, path, &args.document_name, args.document_number.clone()).await?),
            None => None,
        };
        let mut award = AwardForm::new(args.kind, &args.issuer, &args.title, args.level, args.on, document.clone());
        award.units = units;
        award.people = people;
        award.work = args.work.as_deref().map(WorkId::of_serial);
        award.project = args.project.clone().map(|title| Project { kind: args.project_kind, title });
        award.contest.clone_from(&args.contest);
        award.series.clone_from(&args.series);
        award.remark.clone_from(&args.remark);
        (award.place, award.edition, award.year, award.claim) = (args.place, args.edition, args.year, args.claim);
        let command = RecordHonour { award, serial: args.serial.clone() };
        let done = s.store.execute(&actor, args.key.clone().unwrap_or_else(fresh_key), command).await;
        if let (Err(_), Some(document)) = (&done, &document) {
            // A paper that no record came to name would stay for ever, and nobody could erase it with whom it names.
            s.store.give_up_document(&document.sha256).await?;
        }
        print(s, &done?)
    })
    .await?;
    Ok(Exit::Done)
}

/// Takes a paper into the store.
///
/// # Errors
/// When it cannot be read, or is not taken.
async fn keep(s: &Session<'_>, path: &Path, name: &str, number: Option<String>) -> Result<Document, Failure> {
    let bytes = files::read(path)?;
    let kept = s.store.keep_document(&bytes).await.map_err(|e| Failure::from(e).at("--document"))?;
    Ok(kept.called(name, number))
}
