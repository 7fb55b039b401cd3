//! `record event`: a cultural event that was held, in four answers.

use nc_honour::culture::{EventKind, RecordEvent};
use nc_kernel::Day;
use nc_people::access::Action;

use super::honour::word;
use super::print;
use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::question::day;
use crate::session::{self, fresh_key};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Example:
  nuancheng record event --title 走基层慰问演出 --kind 文艺演出 --on 2025-05-04 --unit 政治部 --unit 特警支队")]
pub struct Args {
    /// 名称 / What it was called
    #[arg(long)]
    title: String,
    /// 日期 / When
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Day,
    /// 举办单位，可多个 / Who held it; held together it is one event
    #[arg(long, value_name = "UNIT", required = true)]
    unit: Vec<String>,
    /// 类别 / performance 文艺演出, exhibition 展览, match 文体赛事, talk 讲座分享, other 其他
    #[arg(long, default_value = "other", value_parser = kind)]
    kind: EventKind,
    /// 编号 / Serial [default: made of day and title]
    #[arg(long)]
    serial: Option<String>,
    /// 幂等键 / Idempotency key [default: a new one, printed]
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
}

fn kind(text: &str) -> Result<EventKind, String> {
    word(text, EventKind::ALL, |w| (w.word(), w.zh()))
}

/// Records the event.
///
/// # Errors
/// When a unit is unknown, or the rules say no.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let units = args.unit.iter().map(|text| s.unit(text)).collect::<Result<Vec<_>, _>>()?;
        let actor = s.actor(Action::RecordHonour, units.first()).await?;
        let (title, serial) = (args.title.clone(), args.serial.clone());
        let command = RecordEvent { title, kind: args.kind, held_on: args.on, units, serial };
        let receipt = s.store.execute(&actor, args.key.clone().unwrap_or_else(fresh_key), command).await?;
        print(s, &receipt)
    })
    .await?;
    Ok(Exit::Done)
}
