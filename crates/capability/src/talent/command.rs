//! What can be asked of talent work.

use nc_kernel::id::PersonId;
use nc_kernel::money::Money;
use nc_kernel::{Day, Document, UnitPath};

use super::model::{Finding, FundId, StudioId};
use super::people::ProfileId;
use super::policy::PolicyId;

use crate::declare::commands;

commands! {
    /// 申报工作室. Its id is [`StudioId::of_serial`].
    ProposeStudio {
        /// Serial number.
        serial: String,
        /// What it is called.
        name: String,
        /// The field it works in.
        domain: String,
        /// The unit it belongs to.
        unit: UnitPath,
        /// Who leads it.
        lead: PersonId,
        /// When.
        proposed_on: Day,
    }
    /// 评审工作室: by another person than who proposed it.
    JudgeStudio {
        /// The studio.
        studio: StudioId,
        /// Whether it goes on.
        fit: bool,
        /// Why.
        reason: String,
        /// When.
        judged_on: Day,
    }
    /// 命名挂牌.
    NameStudio {
        /// The studio.
        studio: StudioId,
        /// The document that names it.
        document: Document,
        /// When.
        named_on: Day,
    }
    /// 成员加入.
    JoinStudio {
        /// The studio.
        studio: StudioId,
        /// Who.
        people: Vec<PersonId>,
        /// When.
        joined_on: Day,
    }
    /// 成员退出.
    LeaveStudio {
        /// The studio.
        studio: StudioId,
        /// Who.
        person: PersonId,
        /// When.
        left_on: Day,
    }
    /// 下达年度任务.
    SetStudioTask {
        /// The studio.
        studio: StudioId,
        /// What is to come of it.
        text: String,
        /// Last day.
        due: Day,
    }
    /// 登记任务完成.
    CompleteStudioTask {
        /// The studio.
        studio: StudioId,
        /// Which task, from 1.
        task: u32,
        /// What came of it.
        output: String,
        /// When.
        done_on: Day,
    }
    /// 年度评议.
    LookAtStudio {
        /// The studio.
        studio: StudioId,
        /// The year looked at.
        year: u16,
        /// What was found.
        finding: Finding,
        /// Why, or what is to be put right.
        reason: String,
        /// Last day to put it right; needed where rectification is asked, and only there.
        until: Option<Day>,
        /// When.
        looked_on: Day,
    }
    /// 撤销工作室.
    WithdrawStudio {
        /// The studio.
        studio: StudioId,
        /// Why.
        reason: String,
        /// By which document or whose order.
        authority: String,
        /// First day without it.
        withdrawn_on: Day,
    }
    /// 立账. Its id is [`FundId::of_serial`].
    OpenFund {
        /// Serial number.
        serial: String,
        /// What it is called.
        title: String,
        /// Whose money it is.
        unit: UnitPath,
        /// The budget year.
        year: u16,
        /// Where the money comes from.
        source: String,
        /// The policy or document it rests on.
        basis: String,
        /// When.
        opened_on: Day,
    }
    /// 下达预算.
    AllotBudget {
        /// The fund.
        fund: FundId,
        /// Fen.
        amount: Money,
        /// The document that allots it.
        basis: String,
        /// When.
        allotted_on: Day,
    }
    /// 奖补认定.
    AwardSubsidy {
        /// The fund.
        fund: FundId,
        /// Who gets it.
        person: PersonId,
        /// Fen.
        amount: Money,
        /// Serial of the policy it keeps to.
        policy: String,
        /// The article of the policy, or what it is for.
        clause: String,
        /// Serial of the person's profile; needed where the policy is for a level or field.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        profile: Option<String>,
        /// When.
        awarded_on: Day,
    }
    /// 审批奖补: by another person than who proposed it.
    ApproveSubsidy {
        /// The fund.
        fund: FundId,
        /// Which award, from 1.
        award: u32,
        /// When.
        approved_on: Day,
    }
    /// 支付: by another person than who approved it.
    PaySubsidy {
        /// The fund.
        fund: FundId,
        /// Which award, from 1.
        award: u32,
        /// Fen.
        amount: Money,
        /// 凭证号.
        voucher: String,
        /// When.
        paid_on: Day,
    }
    /// 退回.
    ReturnSubsidy {
        /// The fund.
        fund: FundId,
        /// Which award, from 1.
        award: u32,
        /// Fen.
        amount: Money,
        /// 凭证号.
        voucher: String,
        /// Why.
        reason: String,
        /// When.
        returned_on: Day,
    }
    /// 结账: what was not awarded goes back; nothing is awarded or paid any more.
    CloseFund {
        /// The fund.
        fund: FundId,
        /// The document that closes it.
        basis: String,
        /// When.
        closed_on: Day,
    }
    /// 冲销: takes an operation back by its exact opposite.
    ReverseOperation {
        /// The fund.
        fund: FundId,
        /// Position of the fact that posted it.
        reverses: u64,
        /// Why.
        reason: String,
        /// By which document or whose order.
        authority: String,
    }
}

impl AwardSubsidy {
    /// The policy it keeps to.
    #[must_use]
    pub fn policy(&self) -> PolicyId {
        PolicyId::of_serial(&self.policy)
    }

    /// The person's profile.
    #[must_use]
    pub fn profile(&self) -> Option<ProfileId> {
        self.profile.as_deref().map(ProfileId::of_serial)
    }
}
