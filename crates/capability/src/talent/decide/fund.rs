//! Rules of the money: who may move it, how far, and what may be taken back.

use nc_kernel::money::Money;
use nc_kernel::{Aggregate as _, Day, Need, Refused, States, StreamId, UnitPath, UserId};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::directory::Directory;
use nc_people::judge::{Judge, REASON, TITLE, ask, ask_of};

use crate::declare::of_known;
use crate::talent::command::{AllotBudget, ApproveSubsidy, AwardSubsidy, CloseFund, OpenFund, PaySubsidy, ReturnSubsidy, ReverseOperation};
use crate::talent::fact::{Approved, Awarded, Budgeted, FundClosed, FundFact, FundOpened, Paid, Returned, Reversed};
use crate::talent::model::FundId;
use crate::talent::money::{Journal, Operation};
use crate::talent::people::Profile;
use crate::talent::policy::{SubsidyPolicy, keeps_to};
use crate::talent::rules;
use crate::talent::state::{Award, Fund, Posted};

fn stream(id: FundId) -> StreamId {
    StreamId::new(Fund::FAMILY, id)
}

fn needs(id: FundId) -> Vec<Need> {
    vec![Need::of::<Fund>(id)]
}

/// Whom to ask: whose money it is; of a fund nobody opened, the bureau.
fn asks(states: &States, action: Action, id: FundId) -> Vec<(Action, UnitPath)> {
    let unit = states.get::<Fund>(id).and_then(Fund::unit).cloned();
    ask_of(states, action, unit)
}

/// Whether two accounts are one person: a second account is no second pair of eyes.
fn same(directory: &Directory, a: UserId, b: UserId) -> bool {
    let person = |user| directory.user(user).and_then(|user| user.person);
    a == b || person(a).is_some_and(|one| person(b) == Some(one))
}

/// An opened fund with its unit; `day` has come and is not before it was opened.
fn opened<'a>(
    states: &'a States,
    judge: &mut Judge<'_>,
    id: FundId,
    (place, day): (&str, Day),
) -> Result<(&'a Fund, &'a UnitPath), Refused> {
    let known = states.get::<Fund>(id).and_then(|fund| Some((fund, fund.unit()?)));
    let (fund, unit) = known.ok_or_else(|| Refused::from(rules::NO_FUND.refuse().at("fund")))?;
    judge.come(place, day);
    not_before(judge, place, day, fund.opened_on());
    Ok((fund, unit))
}

/// As [`opened`], of a fund that is not closed.
fn running<'a>(states: &'a States, judge: &mut Judge<'_>, id: FundId, day: (&str, Day)) -> Result<(&'a Fund, &'a UnitPath), Refused> {
    let known = opened(states, judge, id, day)?;
    if known.0.closed_on().is_some() {
        judge.no(rules::CLOSED.refuse().at("fund"));
    }
    Ok(known)
}

fn not_before(judge: &mut Judge<'_>, place: &str, day: Day, first: Option<Day>) {
    if let Some(first) = first.filter(|first| day < *first) {
        judge.no(rules::EARLIER.refuse().with("day", first).at(place));
    }
}

/// More than nothing, and no more than the accounts can bear.
fn bearable(judge: &mut Judge<'_>, fund: &Fund, operation: Operation, amount: Money) {
    if amount <= Money::ZERO {
        judge.no(rules::AMOUNT.refuse().at("amount"));
    } else if let Some((_, held)) = fund.balances().short(&Journal::of(operation, amount)) {
        judge.no(rules::SHORT.refuse().with("held", held).with("amount", amount).at("amount"));
    }
}

/// A sum that the award still has.
fn within(judge: &mut Judge<'_>, amount: Money, most: Money) {
    if amount > most {
        judge.no(rules::ABOVE.refuse().with("most", most).with("amount", amount).at("amount"));
    }
}

/// An award that stands; a fault when there is none.
fn standing<'a>(judge: &mut Judge<'_>, fund: &'a Fund, number: u32) -> Option<&'a Award> {
    let award = fund.award(number).filter(|award| !award.reversed);
    if award.is_none() {
        judge.no(rules::AWARD.refuse().at("award"));
    }
    award
}

fn voucher(judge: &mut Judge<'_>, fund: &Fund, voucher: &str) {
    judge.serial("voucher", voucher);
    if fund.posted().iter().any(|posted| posted.voucher == voucher) {
        judge.no(rules::VOUCHER.refuse().with("voucher", voucher).at("voucher"));
    }
}

impl Command for OpenFund {
    const NAME: &'static str = "talent.open_fund";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Fund>(FundId::of_serial(&self.serial))]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::ManageTalent, std::slice::from_ref(&self.unit))
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let fund = FundId::of_serial(&self.serial);
        judge.serial("serial", &self.serial);
        judge.text("title", &self.title, TITLE);
        judge.text("source", &self.source, TITLE);
        judge.text("basis", &self.basis, REASON);
        judge.come("opened_on", self.opened_on);
        judge.unit("unit", &self.unit, self.opened_on);
        if !(2000..=2100).contains(&self.year) {
            judge.no(rules::YEAR.refuse().at("year"));
        }
        if states.get::<Fund>(fund).is_some_and(|known| known.head().is_some()) {
            judge.no(rules::TAKEN.refuse().with("serial", &self.serial).at("serial"));
        }
        let body = FundOpened {
            basis: self.basis.clone(),
            fund,
            serial: self.serial.clone(),
            source: self.source.clone(),
            title: self.title.clone(),
            year: self.year,
        };
        judge.fact::<FundFact>(&stream(fund), &self.unit, self.opened_on, body);
        judge.done()
    }
}

impl Command for AllotBudget {
    const NAME: &'static str = "talent.allot_budget";
    of_known!(fund, ManageTalent);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (fund, unit) = running(states, &mut judge, self.fund, ("allotted_on", self.allotted_on))?;
        judge.text("basis", &self.basis, REASON);
        bearable(&mut judge, fund, Operation::Budgeted, self.amount);
        // Every balance is a sum of parts of what was allotted: while that can be held, all of them can.
        if fund.allotted().checked_add(self.amount).is_none() {
            judge.no(rules::TOO_MUCH.refuse().at("amount"));
        }
        let body = Budgeted { amount: self.amount, basis: self.basis.clone(), fund: self.fund };
        judge.fact::<FundFact>(&stream(self.fund), unit, self.allotted_on, body);
        judge.done()
    }
}

impl Command for AwardSubsidy {
    const NAME: &'static str = "talent.award_subsidy";

    fn needs(&self) -> Vec<Need> {
        let known = [Need::of::<Fund>(self.fund), Need::of::<SubsidyPolicy>(self.policy())];
        known.into_iter().chain(self.profile().map(Need::of::<Profile>)).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, Action::ManageTalent, self.fund)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (fund, unit) = running(states, &mut judge, self.fund, ("awarded_on", self.awarded_on))?;
        judge.text("clause", &self.clause, REASON);
        bearable(&mut judge, fund, Operation::Awarded, self.amount);
        keeps_to(&mut judge, states, self, unit, self.awarded_on);
        if let Some(member) = judge.member("person", self.person, &[self.awarded_on]) {
            let body = Awarded {
                amount: self.amount,
                award: u32::try_from(fund.awards().len() + 1).unwrap_or(u32::MAX),
                clause: self.clause.clone(),
                fund: self.fund,
                member: member.kind,
                person: self.person,
                policy: self.policy(),
                profile: self.profile(),
                sender: member.unit.clone(),
            };
            judge.fact::<FundFact>(&stream(self.fund), unit, self.awarded_on, body);
        }
        judge.done()
    }
}

impl Command for ApproveSubsidy {
    const NAME: &'static str = "talent.approve_subsidy";
    of_known!(fund, ManageTalent);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (fund, unit) = running(states, &mut judge, self.fund, ("approved_on", self.approved_on))?;
        if let Some(award) = standing(&mut judge, fund, self.award) {
            not_before(&mut judge, "approved_on", self.approved_on, Some(award.on));
            if award.approved.is_some() {
                judge.no(rules::APPROVAL.refuse().at("award"));
            } else {
                bearable(&mut judge, fund, Operation::Approved(award.body.person), award.body.amount);
            }
            if same(ctx.directory, award.by, ctx.actor.user) || judge.acting == Some(award.body.person) {
                judge.no(rules::OWN.refuse());
            }
        }
        judge.fact::<FundFact>(&stream(self.fund), unit, self.approved_on, Approved { award: self.award, fund: self.fund });
        judge.done()
    }
}

impl Command for PaySubsidy {
    const NAME: &'static str = "talent.pay_subsidy";
    of_known!(fund, PayTalent);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (fund, unit) = running(states, &mut judge, self.fund, ("paid_on", self.paid_on))?;
        voucher(&mut judge, fund, &self.voucher);
        if let Some(award) = standing(&mut judge, fund, self.award) {
            match award.approved {
                None => judge.no(rules::APPROVAL.refuse().at("award")),
                Some((approver, on)) => {
                    not_before(&mut judge, "paid_on", self.paid_on, Some(on));
                    within(&mut judge, self.amount, award.owed);
                    bearable(&mut judge, fund, Operation::Paid(award.body.person), self.amount);
                    if same(ctx.directory, approver, ctx.actor.user) || judge.acting == Some(award.body.person) {
                        judge.no(rules::OWN.refuse());
                    }
                }
            }
        }
        let body = Paid { amount: self.amount, award: self.award, fund: self.fund, voucher: self.voucher.clone() };
        judge.fact::<FundFact>(&stream(self.fund), unit, self.paid_on, body);
        judge.done()
    }
}

impl Command for ReturnSubsidy {
    const NAME: &'static str = "talent.return_subsidy";
    of_known!(fund, PayTalent);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (fund, unit) = opened(states, &mut judge, self.fund, ("returned_on", self.returned_on))?;
        voucher(&mut judge, fund, &self.voucher);
        judge.text("reason", &self.reason, REASON);
        if let Some(award) = standing(&mut judge, fund, self.award) {
            not_before(&mut judge, "returned_on", self.returned_on, fund.first_paid(self.award));
            within(&mut judge, self.amount, award.paid);
            let closed = fund.closed_on().is_some();
            bearable(&mut judge, fund, if closed { Operation::Restored } else { Operation::Returned }, self.amount);
        }
        let body = Returned {
            amount: self.amount,
            award: self.award,
            fund: self.fund,
            reason: self.reason.clone(),
            voucher: self.voucher.clone(),
        };
        judge.fact::<FundFact>(&stream(self.fund), unit, self.returned_on, body);
        judge.done()
    }
}

impl Command for CloseFund {
    const NAME: &'static str = "talent.close_fund";
    of_known!(fund, ManageTalent);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (fund, unit) = running(states, &mut judge, self.fund, ("closed_on", self.closed_on))?;
        judge.text("basis", &self.basis, REASON);
        not_before(&mut judge, "closed_on", self.closed_on, fund.posted().iter().map(|posted| posted.on).max());
        let unsettled = fund.unsettled().count();
        if unsettled > 0 {
            judge.no(rules::UNSETTLED.refuse().with("count", unsettled).at("fund"));
        }
        let body = FundClosed { basis: self.basis.clone(), fund: self.fund };
        judge.fact::<FundFact>(&stream(self.fund), unit, self.closed_on, body);
        judge.done()
    }
}

/// Whether nothing of the same award rests on the operation: an award is taken back before it is approved, an approval
/// before anything is paid, a payment while it was not given back.
fn free(fund: &Fund, posted: &Posted) -> bool {
    let award = posted.award.and_then(|number| fund.award(number));
    match (posted.operation, award) {
        (Operation::Budgeted | Operation::Closed, _) => true,
        (_, None) => false,
        (Operation::Awarded, Some(award)) => award.approved.is_none(),
        (Operation::Approved(_), Some(award)) => award.owed == award.body.amount,
        (Operation::Paid(_), Some(award)) => posted.amount <= award.paid,
        (Operation::Returned | Operation::Restored, Some(_)) => true,
    }
}

impl Command for ReverseOperation {
    const NAME: &'static str = "talent.reverse_operation";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Fund>(self.fund)]
    }

    /// Money that moved is taken back by who pays, all else by who keeps the fund.
    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let operation = states.get::<Fund>(self.fund).and_then(|fund| fund.operation(self.reverses)).map(|posted| posted.operation);
        let moved = matches!(operation, Some(Operation::Paid(_) | Operation::Returned | Operation::Restored));
        asks(states, if moved { Action::PayTalent } else { Action::ManageTalent }, self.fund)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let today = ctx.today();
        let mut judge = Judge::new(ctx);
        let (fund, unit) = opened(states, &mut judge, self.fund, ("fund", today))?;
        judge.because(&self.reason, &self.authority);
        let posted = fund.operation(self.reverses).filter(|posted| !posted.reversed);
        match posted.filter(|posted| free(fund, posted)) {
            None => judge.no(rules::OPERATION.refuse().at("reverses")),
            Some(posted) => {
                if fund.closed_on().is_some() && !matches!(posted.operation, Operation::Closed | Operation::Restored) {
                    judge.no(rules::CLOSED.refuse().at("reverses"));
                }
                if let Some((_, held)) = fund.balances().short(&posted.journal().reversed()) {
                    judge.no(rules::SHORT.refuse().with("held", held).with("amount", posted.amount).at("reverses"));
                }
            }
        }
        let body = Reversed { authority: self.authority.clone(), fund: self.fund, reason: self.reason.clone(), reverses: self.reverses };
        judge.fact::<FundFact>(&stream(self.fund), unit, today, body);
        judge.done()
    }
}
