//! `record work`: a work of integrity or police culture that was made.

use nc_honour::roll::{EnterWork, Measure, Theme};
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
#[command(after_help = "同一作品只入库一次：新版本用 honour.add_work_version，联合创作用 honour.share_work，发布用 honour.publish_work。
A work is entered once: versions, co-makers and its publishing are recorded on it.

示例 / Example:
  nuancheng record work --title 《警戒》 --measure 部 --theme 廉洁文化 --on 2024-03-01 --unit 政治部")]
pub struct Args {
    /// 名称 / What it is called
    #[arg(long)]
    title: String,
    /// 量词：部、幅 / bu for film, text, stage, song; fu for painting, calligraphy, poster
    #[arg(long, value_parser = measure)]
    measure: Measure,
    /// 类别：廉洁文化、警营文化 / integrity, police_culture
    #[arg(long, value_parser = theme)]
    theme: Theme,
    /// 创作日期 / When it was made
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Day,
    /// 创作单位，可多个 / The units that made it
    #[arg(long, value_name = "UNIT", required = true)]
    unit: Vec<String>,
    /// 作者：警号，以逗号分隔 / Its makers: police numbers, commas between
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',')]
    author: Vec<String>,
    /// 编号 / Serial [default: the title]
    #[arg(long)]
    serial: Option<String>,
    /// 幂等键 / Idempotency key [default: a new one, printed]
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
}

fn measure(text: &str) -> Result<Measure, String> {
    word(text, Measure::ALL, |w| (w.word(), w.zh()))
}

fn theme(text: &str) -> Result<Theme, String> {
    word(text, Theme::ALL, |w| (w.word(), w.zh()))
}

/// Records the work.
///
/// # Errors
/// When somebody is unknown, or the rules say no.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let units = args.unit.iter().map(|text| s.unit(text)).collect::<Result<Vec<_>, _>>()?;
        let actor = s.actor(Action::RecordHonour, units.first()).await?;
        let command = EnterWork {
            title: args.title.clone(),
            measure: args.measure,
            theme: args.theme,
            created_on: args.on,
            units,
            authors: s.people(&actor, &args.author).await.map_err(|f| f.at("--author"))?,
            serial: args.serial.clone(),
            remark: None,
        };
        let receipt = s.store.execute(&actor, args.key.clone().unwrap_or_else(fresh_key), command).await?;
        print(s, &receipt)
    })
    .await?;
    Ok(Exit::Done)
}
