//! `record study`: a run of study that was held, in five answers.

use nc_intake::study_status;
use nc_kernel::Day;
use nc_organisation::study::{ClassHours, Line, RecordHeld, RowSource, RunKind};
use nc_people::access::Action;

use super::{minutes, print};
use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::question::day;
use crate::roster_file::roster;
use crate::session::{self, fresh_key};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Examples:
  nuancheng record study --title 春季政治轮训 --on 2026-03-01 --to 2026-03-03 --unit 政治部 --roster 名册.xlsx --hours 24
  nuancheng record study --kind featured_lesson --title 田间党课 --on 2026-05-04 --unit /150600/150602/ --roster 100001,100002 --hours 90m")]
pub struct Args {
    /// 名称 / What it was called
    #[arg(long)]
    title: String,
    /// 日期 / When; the first day of several
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Day,
    /// 末日 / The last day of several
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Option<Day>,
    /// 主办单位，可多个，首个牵头 / Who held it; the first of several leads
    #[arg(long, value_name = "UNIT", required = true)]
    unit: Vec<String>,
    /// 名册文件（xlsx、csv），或以逗号分隔的警号 / A roster file, or police numbers with commas between
    #[arg(long, value_name = "FILE|NUMBERS", required = true)]
    roster: Vec<String>,
    /// 学时 / Hours: 8, 1.5 or 90m
    #[arg(long, value_parser = minutes)]
    hours: u32,
    /// 类别 / rotation 政治轮训, featured_lesson 特色党课, centre_group 中心组, special 专题
    #[arg(long, default_value = "rotation", value_parser = kind)]
    kind: RunKind,
    /// 编号 / Serial number [default: made of unit, kind, day and title]
    #[arg(long)]
    serial: Option<String>,
    /// 幂等键 / Idempotency key [default: a new one, printed]
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
}

fn kind(text: &str) -> Result<RunKind, String> {
    RunKind::ALL.iter().copied().find(|k| k.word() == text).ok_or_else(|| {
        let words = RunKind::ALL.iter().map(|k| k.word()).collect::<Vec<_>>().join(", ");
        format!("应为其中之一 / one of: {words}")
    })
}

/// Records the run.
///
/// # Errors
/// When somebody on the roster is unknown, or the rules say no.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let organisers = args.unit.iter().map(|text| s.unit(text)).collect::<Result<Vec<_>, _>>()?;
        let actor = s.actor(Action::RecordStudy, organisers.first()).await?;
        let mut lines = Vec::new();
        for row in roster(s, &actor, &args.roster).await? {
            let Some((status, leave)) = study_status(row.status) else {
                return Err(Failure::refused(
                    "学习名册没有“早退”；请改为出勤、迟到、公假、病假、缺勤或补训",
                    "a study roster knows no early leave: use present, late, official leave, sick leave, absent or make-up",
                )
                .at("--roster"));
            };
            let mut line = Line::of(row.person, status);
            line.leave = leave;
            line.credit_minutes = row.credit_minutes.map(i64::from);
            lines.push(line);
        }
        let command = RecordHeld {
            kind: args.kind,
            title: args.title.clone(),
            starts_on: args.on,
            ends_on: args.to,
            organisers,
            roster: lines,
            hours: ClassHours::Minutes(args.hours),
            cites: Vec::new(),
            host: None,
            reason: None,
            serial: args.serial.clone(),
            sittings: Vec::new(),
            source: RowSource::Recorder,
        };
        let receipt = s.store.execute(&actor, args.key.clone().unwrap_or_else(fresh_key), command).await?;
        print(s, &receipt)
    })
    .await?;
    Ok(Exit::Done)
}
