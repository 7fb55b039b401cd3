//! `record`: any command as JSON, or the friendly forms for what is recorded most.

mod event;
mod honour;
mod naming;
mod study;
mod training;
mod work;

use std::path::PathBuf;

use nc_kernel::Actor;
use nc_people::access::Action;
use nc_store::{Receipt, StoreError, dispatch};
use serde::Serialize;
use serde_json::Value;

use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::output::Output;
use crate::session::{self, Session, fresh_key};

/// Options.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "同一幂等键重复提交只记一次，可放心重试。 / Asked again with the same --key, nothing is written twice.
代号可写作 serial:编号（班次、期次、文件、专题、会议、支部、资格、实习批次）或 number:警号（人员）；附件可写作 file:文件。
An id may be written as serial:… (classes, runs, documents, topics, meetings, branches, requirements, batches of interns) or
number:… (people); a document as file:PATH.

示例 / Examples:
  nuancheng record --list
  nuancheng record training.close_class --json '{\"class\":\"serial:2026-东胜-017\"}'
  nuancheng record people.approve_leave --json '{\"person\":\"number:100001\",\"kind\":\"annual\",\"from\":\"2026-03-01\",\"to\":\"2026-03-05\"}'
  nuancheng record people.register_people --file 人员.json --key 2026-03-hr
  nuancheng record training --title 警情处置 --on 2026-03-01 --unit /150600/150602/ --roster 100001,100002 --hours 4
  nuancheng record study --title 春季轮训 --on 2026-03-01 --unit 政治部 --roster 名册.xlsx --hours 8"
)]
pub struct Args {
    #[command(subcommand)]
    form: Option<Form>,
    /// 指令名，见 --list / Command name, see --list
    #[arg(value_name = "COMMAND", required_unless_present = "list")]
    name: Option<String>,
    /// 字段（JSON）/ Its fields
    #[arg(long, value_name = "JSON", conflicts_with = "file")]
    json: Option<String>,
    /// 字段文件，- 为标准输入 / Its fields from a file, - for standard input
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// 幂等键 / Idempotency key [default: a new one, printed]
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// 列出全部指令 / List every command
    #[arg(long)]
    list: bool,
}

#[derive(Debug, clap::Subcommand)]
enum Form {
    /// 补录已办培训班 / A training class that was held
    Training(training::Args),
    /// 补录已办学习 / A study run that was held
    Study(study::Args),
    /// 登记荣誉 / An honour that was received
    Honour(Box<honour::Args>),
    /// 作品入库 / A work that was made
    Work(work::Args),
    /// 登记文化活动 / A cultural event that was held
    Event(event::Args),
}

/// Records.
///
/// # Errors
/// When the input cannot be read or the rules say no.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    match &args.form {
        Some(Form::Training(args)) => return training::run(global, args).await,
        Some(Form::Study(args)) => return study::run(global, args).await,
        Some(Form::Honour(args)) => return honour::run(global, args).await,
        Some(Form::Work(args)) => return work::run(global, args).await,
        Some(Form::Event(args)) => return event::run(global, args).await,
        None => {}
    }
    let name = match &args.name {
        Some(name) if !args.list => name,
        _ => return list(global),
    };
    let names = dispatch::names();
    if !names.contains(&name.as_str()) {
        return Err(Failure::unreadable(
            format!("没有指令 {name}；用 nuancheng record --list 查看全部指令"),
            format!("there is no command {name}; `nuancheng record --list` names them all"),
        ));
    }
    let mut input = input(args)?;
    session::with(global, async |s| {
        let actor = s.recorder(name).await?;
        naming::resolve(s, &actor, &mut input).await?;
        naming::keep(s, &mut input).await?;
        let key = args.key.clone().unwrap_or_else(fresh_key);
        let receipt = s.store.execute_named(&actor, key, name, input).await.map_err(|e| unread(e, name))?;
        print(s, &receipt)
    })
    .await?;
    Ok(Exit::Done)
}

fn list(global: &Global) -> Result<Exit, Failure> {
    let names = dispatch::names();
    let lines: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    Output::new(global).answer(&names, &lines)?;
    Ok(Exit::Done)
}

fn input(args: &Args) -> Result<Value, Failure> {
    let (text, place) = match (&args.json, &args.file) {
        (Some(text), _) => (text.clone(), "--json".to_owned()),
        (None, Some(path)) => (files::read_text(path)?, path.display().to_string()),
        (None, None) => {
            return Err(Failure::unreadable("请用 --json 或 --file 给出字段", "give the fields with --json or --file").at("--json"));
        }
    };
    serde_json::from_str(&text).map_err(|e| Failure::unreadable(format!("不是 JSON：{e}"), format!("is no JSON: {e}")).at(place))
}

/// Fields that do not fit were not understood, which is not a refusal.
fn unread(error: StoreError, name: &str) -> Failure {
    match error {
        StoreError::Unusable(text) if text.starts_with(&format!("{name}: ")) => {
            let why = text.get(name.len() + 2..).unwrap_or(&text).to_owned();
            Failure::unreadable(format!("字段读不懂：{why}"), format!("a field does not fit: {why}")).at(name)
        }
        other => other.into(),
    }
}

impl Session<'_> {
    /// Who records the command `name` where nobody is named: the only account with the role it mostly takes.
    ///
    /// # Errors
    /// As [`Session::actor`].
    pub async fn recorder(&self, name: &str) -> Result<Actor, Failure> {
        self.actor(action_of(name), None).await
    }
}

/// The action a command mostly takes. Only used to find who could be meant; what is allowed, the store decides.
fn action_of(name: &str) -> Action {
    let (area, verb) = name.split_once('.').unwrap_or((name, ""));
    let corrects = verb.starts_with("correct") || verb.starts_with("cancel") || verb.starts_with("withdraw_");
    let plans = ["plan", "draft", "approve", "amend", "publish", "assign", "exempt"].iter().any(|word| verb.starts_with(word));
    match (area, verb) {
        ("people", "erase_person") => Action::ErasePerson,
        ("people", "create_user" | "close_user") => Action::ManageAccounts,
        ("people", "grant_role" | "revoke_role") => Action::ManageGrants,
        ("people", _) if verb.ends_with("_unit") => Action::ManageUnits,
        ("people", _) => Action::ManagePeople,
        ("readiness", "revoke") => Action::CorrectTraining,
        ("readiness", "issue") => Action::RecordTraining,
        ("readiness", _) => Action::PlanTraining,
        ("training", _) if corrects => Action::CorrectTraining,
        ("training", _) if plans => Action::PlanTraining,
        ("training", _) => Action::RecordTraining,
        ("honour", "confirm" | "revoke" | "answer_objection") => Action::ConfirmHonour,
        ("honour", _) if verb.starts_with("withdraw") => Action::ConfirmHonour,
        ("honour", "place_hold" | "lift_hold") => Action::HoldHonour,
        ("honour", _) => Action::RecordHonour,
        (_, _) if corrects => Action::CorrectStudy,
        (_, _) if plans => Action::PlanStudy,
        _ => Action::RecordStudy,
    }
}

#[derive(Serialize)]
struct Printed<'a> {
    receipt: &'a Receipt,
}

/// Prints a receipt.
///
/// # Errors
/// When it cannot be written.
pub fn print(s: &Session<'_>, receipt: &Receipt) -> Result<(), Failure> {
    s.out.answer(&Printed { receipt }, &lines(s, receipt))
}

/// A receipt as people read it.
#[must_use]
pub fn lines(s: &Session<'_>, receipt: &Receipt) -> Vec<String> {
    let lang = s.lang();
    let (facts, first, size, root, key) = (receipt.facts, receipt.first_seq, receipt.size, &receipt.root, &receipt.key);
    let mut lines = Vec::new();
    if receipt.repeated {
        lines.push(lang.say(
            || format!("此前已登记（{facts} 条事实，自第 {first} 条起），这次没有重复写入"),
            || format!("recorded before ({facts} facts from {first}); nothing was written again"),
        ));
    } else if facts == 0 {
        lines.push(lang.pick("没有需要改变的，未新增事实", "there was nothing to change; no fact was added").to_owned());
    } else {
        lines.push(lang.say(|| format!("已登记 {facts} 条事实，自第 {first} 条起"), || format!("recorded {facts} facts from {first}")));
    }
    // A repeated receipt does not say the root again.
    let root = if root.is_empty() { String::new() } else { lang.say(|| format!("  根 {root}"), || format!("  root {root}")) };
    lines.push(lang.say(|| format!("账本规模 {size}{root}"), || format!("ledger size {size}{root}")));
    lines.push(lang.say(|| format!("幂等键 {key}"), || format!("idempotency key {key}")));
    for note in &receipt.notes {
        // Notes are written `中文 / English [code]`.
        let (zh, en) = note.split_once(" / ").unwrap_or((note, note));
        lines.push(format!("· {}", lang.pick(zh, en)));
    }
    lines
}

/// Class hours as the command line takes them, in minutes: `4`, `1.5`, `90m`.
///
/// # Errors
/// When it is neither.
fn minutes(text: &str) -> Result<u32, String> {
    let bad = || "应为学时，如 4、1.5，或分钟，如 90m / write hours as 4 or 1.5, minutes as 90m".to_owned();
    if let Some(minutes) = text.strip_suffix('m') {
        return minutes.parse().map_err(|_| bad());
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let hours: u32 = whole.parse().map_err(|_| bad())?;
    let scale = 10_u32.checked_pow(u32::try_from(part.len()).map_err(|_| bad())?).ok_or_else(bad)?;
    let part = part.parse::<u32>().map_err(|_| bad())?.checked_mul(60).filter(|m| m % scale == 0).ok_or_else(bad)?;
    hours.checked_mul(60).and_then(|m| m.checked_add(part / scale)).ok_or_else(bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_exactly() {
        for (text, wanted) in
            [("4", Some(240)), ("1.5", Some(90)), ("0.25", Some(15)), ("90m", Some(90)), ("1.33", None), ("x", None), ("-1", None)]
        {
            assert_eq!(minutes(text).ok(), wanted, "{text}");
        }
    }

    #[test]
    fn every_command_has_somebody_to_look_for() {
        assert_eq!(action_of("training.record_held"), Action::RecordTraining);
        assert_eq!(action_of("training.correct_mark"), Action::CorrectTraining);
        assert_eq!(action_of("study.plan_run"), Action::PlanStudy);
        assert_eq!(action_of("readiness.bind"), Action::PlanTraining);
        assert_eq!(action_of("readiness.issue"), Action::RecordTraining);
        assert_eq!(action_of("people.establish_unit"), Action::ManageUnits);
        assert_eq!(action_of("people.grant_role"), Action::ManageGrants);
        assert_eq!(action_of("people.erase_person"), Action::ErasePerson);
        assert_eq!(action_of("honour.record"), Action::RecordHonour);
        assert_eq!(action_of("honour.correct"), Action::RecordHonour);
        assert_eq!(action_of("honour.confirm"), Action::ConfirmHonour);
        assert_eq!(action_of("honour.withdraw_work"), Action::ConfirmHonour);
        assert_eq!(action_of("honour.place_hold"), Action::HoldHonour);
    }
}
