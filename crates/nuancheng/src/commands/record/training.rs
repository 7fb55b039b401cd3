//! `record training`: a class that was held, in five answers.

use nc_capability::training::command::{RecordHeld, RosterRow};
use nc_capability::training::model::Category;
use nc_intake::training_status;
use nc_kernel::Day;
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
  nuancheng record training --title 警情处置 --on 2026-03-01 --unit /150600/150602/ --roster 100001,100002 --hours 4
  nuancheng record training --title 夏季大练兵 --category drill --on 2026-07-01 --to 2026-07-03 --unit 特警支队 --roster 名册.xlsx --hours 24")]
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
    /// 学时 / Hours: 4, 1.5 or 90m [default: a full working day for each day]
    #[arg(long, value_parser = minutes)]
    hours: Option<u32>,
    /// 类别 / initial, promotion, professional, development, drill, instructor, other (or 初任, 晋升, 专业, 发展, 大练兵, 教官, 其他)
    #[arg(long, default_value = "professional", value_parser = category)]
    category: Category,
    /// 班次编号 / Serial number [default: a new one]
    #[arg(long)]
    serial: Option<String>,
    /// 幂等键 / Idempotency key [default: a new one, printed]
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
}

fn category(text: &str) -> Result<Category, String> {
    Category::from_word(text).ok_or_else(|| {
        let words = Category::ALL.iter().map(|c| format!("{} {}", c.word(), c.zh())).collect::<Vec<_>>().join(", ");
        format!("应为其中之一 / one of: {words}")
    })
}

/// Records the class.
///
/// # Errors
/// When somebody on the roster is unknown, or the rules say no.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let organisers = args.unit.iter().map(|text| s.unit(text)).collect::<Result<Vec<_>, _>>()?;
        let actor = s.actor(Action::RecordTraining, organisers.first()).await?;
        let mut rows = Vec::new();
        for line in roster(s, &actor, &args.roster).await? {
            let mut row = RosterRow::new(line.person, training_status(line.status));
            row.credit_minutes = line.credit_minutes;
            row.score = line.score;
            rows.push(row);
        }
        let command = RecordHeld {
            title: args.title.clone(),
            category: args.category,
            held_on: args.on,
            organisers,
            roster: rows,
            credit_minutes: args.hours,
            ends_on: args.to,
            serial: args.serial.clone(),
            host: None,
            theme: Vec::new(),
            pass_line: None,
            plan_item: None,
            venue: None,
        };
        let receipt = s.store.execute(&actor, args.key.clone().unwrap_or_else(fresh_key), command).await?;
        print(s, &receipt)
    })
    .await?;
    Ok(Exit::Done)
}
