//! Records talent work: one proposes, another approves, a third pays.

use nc_capability::talent::command::{
    AllotBudget, ApproveSubsidy, AwardSubsidy, CloseFund, CompleteStudioTask, JoinStudio, JudgeStudio, LookAtStudio, NameStudio, OpenFund,
    PaySubsidy, ProposeStudio, ReturnSubsidy, ReverseOperation, SetStudioTask, WithdrawStudio,
};
use nc_capability::talent::policy::AmountRule;
use nc_capability::talent::policy::command::AdoptPolicy;
use nc_capability::talent::{Finding, FundId, StudioId};
use nc_kernel::Day;
use nc_kernel::money::Money;

use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::honour_desk::paper;
use crate::places::zh_labelled;
use crate::talent::{Desk, Drawn, Grant, Task};
use crate::world::World;

/// Fields the studios work in.
pub(crate) const FIELDS: [&str; 15] = [
    "视频侦查",
    "电子数据取证",
    "情报研判",
    "法医物证",
    "警务实战教学",
    "社区警务",
    "公安大数据建模",
    "舆论引导",
    "交通事故处理",
    "禁毒检验",
    "警犬技术",
    "无人机应用",
    "执法规范化",
    "心理健康服务",
    "网络安全",
];

/// Records what is due that day.
pub(crate) async fn work(desk: &mut Desk, day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    let today = world.days.day(day);
    for task in desk.agenda.take(day) {
        match task {
            Task::Propose(n)
            | Task::Judge(n)
            | Task::Name(n)
            | Task::Join(n)
            | Task::Assign(n)
            | Task::Complete(n, _)
            | Task::Look(n)
            | Task::Again(n)
            | Task::GiveUp(n) => {
                let drawn = desk.studios.get(n).ok_or(DemoError::Lost("a studio"))?;
                studio(n, drawn, task, today, world, clerk).await?;
            }
            _ => money(desk, task, today, world, clerk).await?,
        }
    }
    Ok(())
}

async fn studio(n: usize, drawn: &Drawn, task: Task, today: Day, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    let (talent, political) = (&world.actors.talent, &world.actors.political);
    let serial = format!("YS-GZS-{:02}", n + 1);
    let studio = StudioId::of_serial(&serial);
    let field = FIELDS.get(n % FIELDS.len()).copied().unwrap_or_default();
    match task {
        Task::Propose(_) => {
            let command = ProposeStudio {
                serial,
                name: zh_labelled(&format!("{field}工作室")),
                domain: field.to_owned(),
                unit: world.places.get(drawn.unit)?.path.clone(),
                lead: world.id(drawn.lead)?,
                proposed_on: today,
            };
            clerk.send(talent, 1, command).await?;
        }
        Task::Judge(_) => {
            // The fourteenth is the one that was not fit.
            let fit = n != 13;
            let reason = if fit { "条件具备，同意命名（演示）" } else { "成员不足，暂不命名（演示）" }.to_owned();
            clerk.send(political, 1, JudgeStudio { studio, fit, reason, judged_on: today }).await?;
        }
        Task::Name(_) => {
            let document =
                paper(clerk, &format!("人才工作室命名通报 {}", n + 1), Some(format!("演示〔{}〕{}号", today.year(), n + 1))).await?;
            clerk.send(talent, 1, NameStudio { studio, document, named_on: today }).await?;
        }
        Task::Join(_) => {
            let people = drawn.members.iter().map(|person| world.id(*person)).collect::<Result<_, _>>()?;
            clerk.send(talent, drawn.members.len(), JoinStudio { studio, people, joined_on: today }).await?;
        }
        Task::Assign(_) => {
            let text = format!("形成{field}教程或战法一项（演示）");
            clerk.send(talent, 1, SetStudioTask { studio, text, due: today.plus_days(240) }).await?;
        }
        Task::Complete(_, task) => {
            let output = format!("{field}战法一项，存训练处（演示）");
            clerk.send(talent, 1, CompleteStudioTask { studio, task, output, done_on: today }).await?;
        }
        Task::Look(_) | Task::Again(_) => {
            let again = matches!(task, Task::Again(_));
            let (finding, reason) = match n {
                4 if !again => (Finding::Rectify, "活动记录不全，限期补正（演示）"),
                n if n % 5 == 0 => (Finding::Excellent, "成果已推广（演示）"),
                _ => (Finding::Pass, "完成年度任务（演示）"),
            };
            let until = (finding == Finding::Rectify).then(|| today.plus_days(60));
            let year = u16::try_from(today.year()).unwrap_or_default();
            clerk.send(political, 1, LookAtStudio { studio, year, finding, reason: reason.to_owned(), until, looked_on: today }).await?;
        }
        _ => {
            let (reason, authority) = ("领衔人调离（演示）".to_owned(), "局党委会纪要（演示）".to_owned());
            clerk.send(political, 1, WithdrawStudio { studio, reason, authority, withdrawn_on: today }).await?;
        }
    }
    Ok(())
}

fn fund_serial(year: i16) -> String {
    format!("YS-RC-{year}")
}

/// Opens the account of a year and allots its money.
async fn open(desk: &Desk, n: usize, today: Day, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    let (year, allotted) = desk.funds.get(n).copied().ok_or(DemoError::Lost("a fund"))?;
    let talent = &world.actors.talent;
    if n == 0 {
        adopt(desk, today, world, clerk).await?;
    }
    let command = OpenFund {
        serial: fund_serial(year),
        title: zh_labelled(&format!("{year}年人才专项经费")),
        unit: world.places.bureau()?.clone(),
        year: u16::try_from(year).unwrap_or_default(),
        source: "市级财政（演示）".to_owned(),
        basis: "人才奖补办法（演示）".to_owned(),
        opened_on: today,
    };
    clerk.send(talent, 1, command).await?;
    let basis = format!("预算下达通知（演示）{year}");
    let fund = FundId::of_serial(&fund_serial(year));
    clerk.send(talent, 1, AllotBudget { fund, amount: Money(allotted), basis, allotted_on: today }).await?;
    Ok(())
}

/// Serial of the policy every award keeps to.
const POLICY: &str = "YS-ZC-01";
/// Fen of ten thousand yuan.
const WAN: i64 = 1_000_000;

/// Enters the policy the money is paid by, before there is any.
async fn adopt(desk: &Desk, today: Day, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    let most = desk.grants.iter().map(|grant| grant.fen).max().unwrap_or(WAN);
    let command = AdoptPolicy {
        serial: POLICY.to_owned(),
        name: zh_labelled("人才奖补办法"),
        unit: world.places.bureau()?.clone(),
        basis: paper(clerk, "人才奖补办法", Some("演示人才〔2023〕1号".to_owned())).await?,
        rule: AmountRule::Cap,
        amount: Money((most + WAN - 1) / WAN * WAN),
        level: None,
        domain: None,
        from: today,
        until: None,
    };
    clerk.send(&world.actors.talent, 1, command).await?;
    Ok(())
}

async fn money(desk: &mut Desk, task: Task, today: Day, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    let actors = &world.actors;
    let (reason, authority) = ("录入有误（演示）".to_owned(), "政治部核对单（演示）".to_owned());
    let n = match task {
        Task::Open(n) => return open(desk, n, today, world, clerk).await,
        Task::Refuse(fund) => {
            let (year, allotted) = desk.funds.get(fund).copied().ok_or(DemoError::Lost("a fund"))?;
            let person = world.id(desk.grants.first().ok_or(DemoError::Lost("an award"))?.person)?;
            let (policy, clause) = (POLICY.to_owned(), "超出预算的奖补（演示）".to_owned());
            let (fund, amount) = (FundId::of_serial(&fund_serial(year)), Money(allotted + 1));
            let command = AwardSubsidy { fund, person, amount, policy, clause, profile: None, awarded_on: today };
            return clerk.send_refused(&actors.talent, ("奖补超出预算余额", "an award above the budget"), command).await;
        }
        Task::Close(fund) => {
            let (year, _) = desk.funds.get(fund).copied().ok_or(DemoError::Lost("a fund"))?;
            let (fund, basis) = (FundId::of_serial(&fund_serial(year)), format!("{year}年度决算（演示）"));
            clerk.send(&actors.talent, 1, CloseFund { fund, basis, closed_on: today }).await?;
            return Ok(());
        }
        Task::Award(n)
        | Task::Drop(n)
        | Task::Approve(n)
        | Task::Pay(n)
        | Task::PayHalf(n, _)
        | Task::PayWrong(n)
        | Task::PayRight(n)
        | Task::GiveBack(n) => n,
        _ => return Ok(()),
    };
    let grant: Grant = desk.grants.get(n).copied().ok_or(DemoError::Lost("an award"))?;
    let (year, _) = desk.funds.get(grant.fund).copied().ok_or(DemoError::Lost("a fund"))?;
    let (fund, award) = (FundId::of_serial(&fund_serial(year)), grant.number);
    let mut voucher = || {
        desk.vouchers += 1;
        format!("演示凭{:04}", desk.vouchers)
    };
    let mut pay = |fen: i64| PaySubsidy { fund, award, amount: Money(fen), voucher: voucher(), paid_on: today };
    let half = grant.fen / 2;
    match task {
        Task::Award(_) => {
            let (policy, clause) = (POLICY.to_owned(), format!("第{}条（演示）", n % 6 + 3));
            let (person, amount) = (world.id(grant.person)?, Money(grant.fen));
            let command = AwardSubsidy { fund, person, amount, policy, clause, profile: None, awarded_on: today };
            let ticket = clerk.send(&actors.talent, 1, command).await?;
            let before = desk.grants.iter().filter(|other| other.fund == grant.fund && other.number > 0).count();
            let seq = clerk.first_seq(ticket).await?;
            if let Some(grant) = desk.grants.get_mut(n) {
                grant.number = u32::try_from(before + 1).unwrap_or(u32::MAX);
                grant.seq = seq;
            }
        }
        Task::Drop(_) => {
            clerk.send(&actors.talent, 1, ReverseOperation { fund, reverses: grant.seq, reason, authority }).await?;
        }
        Task::Approve(_) => {
            clerk.send(&actors.political, 1, ApproveSubsidy { fund, award, approved_on: today }).await?;
        }
        Task::Pay(_) => {
            clerk.send(&actors.treasurer, 1, pay(grant.fen)).await?;
        }
        Task::PayHalf(_, part) => {
            let fen = if part == 1 { half } else { grant.fen - half };
            clerk.send(&actors.treasurer, 1, pay(fen)).await?;
        }
        Task::PayWrong(_) => {
            let ticket = clerk.send(&actors.treasurer, 1, pay(half)).await?;
            let seq = clerk.first_seq(ticket).await?;
            if let Some(grant) = desk.grants.get_mut(n) {
                grant.seq = seq;
            }
        }
        Task::PayRight(_) => {
            clerk.send(&actors.treasurer, 1, ReverseOperation { fund, reverses: grant.seq, reason, authority }).await?;
            clerk.send(&actors.treasurer, 1, pay(grant.fen)).await?;
        }
        _ => {
            let amount = Money(Desk::returned());
            let reason = "服务期未满调出，按办法退回（演示）".to_owned();
            let voucher = format!("演示退{:04}", n + 1);
            clerk.send(&actors.treasurer, 1, ReturnSubsidy { fund, award, amount, voucher, reason, returned_on: today }).await?;
        }
    }
    Ok(())
}
