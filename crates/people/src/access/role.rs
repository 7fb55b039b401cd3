//! Roles, actions, and the table between them.

use serde::{Deserialize, Serialize};

/// 角色: what somebody was asked to be. Held for a unit and everything below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 系统管理员: creates accounts, backs up, restores; grants nothing, reads nobody.
    SystemAdministrator,
    /// 安全管理员: grants and revokes roles; creates no account, reads no person and no audit.
    SecurityAdministrator,
    /// 审计管理员: reads the audit, and does nothing else.
    AuditAdministrator,
    /// 政工干部: units, people, plans, corrections, figures.
    PoliticalOfficer,
    /// 内勤: plans and records what the unit does.
    Recorder,
    /// 班主任: plans and records training.
    ClassHead,
    /// 支部书记: plans and records study.
    BranchSecretary,
    /// 督察、纪检: reads everything, changes nothing; records recounts and says who may not be put up for an honour.
    Supervisor,
    /// 领导: figures and the rows behind them.
    Leader,
    /// 审计、核查人员: figures and the rows behind them, and what a recount of them found, for the whole bureau or one unit.
    Auditor,
    /// 财务人员: pays what others awarded and approved.
    Treasurer,
    /// 民警、辅警: the figures of the unit, and their part in what names them. One's own record needs no role.
    Officer,
}

impl Role {
    /// Every role, in the order of the matrix.
    pub const ALL: &'static [Self] = &[
        Self::SystemAdministrator,
        Self::SecurityAdministrator,
        Self::AuditAdministrator,
        Self::PoliticalOfficer,
        Self::Recorder,
        Self::ClassHead,
        Self::BranchSecretary,
        Self::Supervisor,
        Self::Leader,
        Self::Auditor,
        Self::Treasurer,
        Self::Officer,
    ];

    /// 三员: one of the three administrators, each of whom may hold no other role.
    #[must_use]
    pub fn is_administrator(self) -> bool {
        matches!(self, Self::SystemAdministrator | Self::SecurityAdministrator | Self::AuditAdministrator)
    }

    /// Chinese name.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::SystemAdministrator => "系统管理员",
            Self::SecurityAdministrator => "安全管理员",
            Self::AuditAdministrator => "审计管理员",
            Self::PoliticalOfficer => "政工干部",
            Self::Recorder => "内勤",
            Self::ClassHead => "班主任",
            Self::BranchSecretary => "支部书记",
            Self::Supervisor => "督察纪检",
            Self::Leader => "领导",
            Self::Auditor => "核查人员",
            Self::Treasurer => "财务人员",
            Self::Officer => "民辅警",
        }
    }

    /// English name.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::SystemAdministrator => "system administrator",
            Self::SecurityAdministrator => "security administrator",
            Self::AuditAdministrator => "audit administrator",
            Self::PoliticalOfficer => "political officer",
            Self::Recorder => "recorder",
            Self::ClassHead => "class head",
            Self::BranchSecretary => "branch secretary",
            Self::Supervisor => "supervisor",
            Self::Leader => "leader",
            Self::Auditor => "auditor",
            Self::Treasurer => "treasurer",
            Self::Officer => "officer",
        }
    }
}

/// 操作: what can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 维护单位.
    ManageUnits,
    /// 维护人员.
    ManagePeople,
    /// 删除个人信息.
    ErasePerson,
    /// 管理账户.
    ManageAccounts,
    /// 管理授权.
    ManageGrants,
    /// 查看审计.
    ReadAudit,
    /// 定义数字口径.
    DefineFigures,
    /// 查看数字.
    ReadFigures,
    /// 查看明细.
    ReadRows,
    /// 登记抽查复核.
    RecordRecount,
    /// 查看人员.
    ReadPeople,
    /// 计划培训.
    PlanTraining,
    /// 记录培训.
    RecordTraining,
    /// 更正培训记录.
    CorrectTraining,
    /// 计划学习.
    PlanStudy,
    /// 记录学习.
    RecordStudy,
    /// 更正学习记录.
    CorrectStudy,
    /// 登记荣誉、作品、典型、文化活动.
    RecordHonour,
    /// 核验荣誉.
    ConfirmHonour,
    /// 暂停推选.
    HoldHonour,
    /// 起草报告.
    DraftReport,
    /// 签发报告; the rule that the releaser is another person than the preparer is the report's own.
    ReleaseReport,
    /// 本职参与: what somebody does in a thing that named them: as judge, evaluator, mentor, intern or player. Asked for the unit
    /// they serve in; that they were named, the thing's own rule sees.
    TakePart,
    /// 管理基地、装备与实验室.
    ManageSupport,
    /// 管理人才工作.
    ManageTalent,
    /// 拨付人才经费; the rule that whoever pays is another person than who approved is the ledger's own.
    PayTalent,
    /// 运维: backup, restore, rebuild.
    Operate,
}

impl Action {
    /// Every action, in the order of the matrix.
    pub const ALL: &'static [Self] = &[
        Self::ManageUnits,
        Self::ManagePeople,
        Self::ErasePerson,
        Self::ManageAccounts,
        Self::ManageGrants,
        Self::ReadAudit,
        Self::DefineFigures,
        Self::ReadFigures,
        Self::ReadRows,
        Self::RecordRecount,
        Self::ReadPeople,
        Self::PlanTraining,
        Self::RecordTraining,
        Self::CorrectTraining,
        Self::PlanStudy,
        Self::RecordStudy,
        Self::CorrectStudy,
        Self::RecordHonour,
        Self::ConfirmHonour,
        Self::HoldHonour,
        Self::DraftReport,
        Self::ReleaseReport,
        Self::TakePart,
        Self::ManageSupport,
        Self::ManageTalent,
        Self::PayTalent,
        Self::Operate,
    ];

    /// Chinese name.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::ManageUnits => "维护单位",
            Self::ManagePeople => "维护人员",
            Self::ErasePerson => "删除个人信息",
            Self::ManageAccounts => "管理账户",
            Self::ManageGrants => "管理授权",
            Self::ReadAudit => "查看审计",
            Self::DefineFigures => "定义数字口径",
            Self::ReadFigures => "查看数字",
            Self::ReadRows => "查看明细",
            Self::RecordRecount => "登记抽查复核",
            Self::ReadPeople => "查看人员",
            Self::PlanTraining => "计划培训",
            Self::RecordTraining => "记录培训",
            Self::CorrectTraining => "更正培训记录",
            Self::PlanStudy => "计划学习",
            Self::RecordStudy => "记录学习",
            Self::CorrectStudy => "更正学习记录",
            Self::RecordHonour => "登记荣誉",
            Self::ConfirmHonour => "核验荣誉",
            Self::HoldHonour => "暂停推选",
            Self::DraftReport => "起草报告",
            Self::ReleaseReport => "签发报告",
            Self::TakePart => "本职参与",
            Self::ManageSupport => "管理基地、装备与实验室",
            Self::ManageTalent => "管理人才工作",
            Self::PayTalent => "拨付人才经费",
            Self::Operate => "运维",
        }
    }

    /// English name.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::ManageUnits => "manage units",
            Self::ManagePeople => "manage people",
            Self::ErasePerson => "erase a person's data",
            Self::ManageAccounts => "manage accounts",
            Self::ManageGrants => "manage grants",
            Self::ReadAudit => "read the audit",
            Self::DefineFigures => "define figures",
            Self::ReadFigures => "read figures",
            Self::ReadRows => "read rows",
            Self::RecordRecount => "record a recount",
            Self::ReadPeople => "read people",
            Self::PlanTraining => "plan training",
            Self::RecordTraining => "record training",
            Self::CorrectTraining => "correct training records",
            Self::PlanStudy => "plan study",
            Self::RecordStudy => "record study",
            Self::CorrectStudy => "correct study records",
            Self::RecordHonour => "record honours",
            Self::ConfirmHonour => "confirm honours",
            Self::HoldHonour => "put a nomination on hold",
            Self::DraftReport => "draft reports",
            Self::ReleaseReport => "release reports",
            Self::TakePart => "take part where named",
            Self::ManageSupport => "manage bases, equipment and laboratories",
            Self::ManageTalent => "manage talent work",
            Self::PayTalent => "pay talent subsidies",
            Self::Operate => "operate the system",
        }
    }
}

/// How far a role carries an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Not at all.
    None,
    /// The unit the role was granted for, and everything below it.
    Subtree,
    /// The whole bureau, and only when the role was granted for the bureau itself: acts that cannot be done for a part.
    Bureau,
}

/// The policy: how far `role` carries `action`.
#[must_use]
pub fn reach(role: Role, action: Action) -> Reach {
    use Action as A;
    use Reach::{Bureau, None, Subtree};
    match role {
        Role::SystemAdministrator => match action {
            A::ManageAccounts | A::Operate => Bureau,
            _ => None,
        },
        Role::SecurityAdministrator => match action {
            A::ManageGrants => Bureau,
            _ => None,
        },
        Role::AuditAdministrator => match action {
            A::ReadAudit => Bureau,
            _ => None,
        },
        Role::PoliticalOfficer => match action {
            A::ErasePerson | A::DefineFigures => Bureau,
            A::ManageUnits | A::ManagePeople | A::ReadFigures | A::ReadRows | A::RecordRecount | A::ReadPeople => Subtree,
            A::PlanTraining | A::RecordTraining | A::CorrectTraining | A::PlanStudy | A::RecordStudy | A::CorrectStudy => Subtree,
            A::RecordHonour | A::ConfirmHonour | A::DraftReport | A::ReleaseReport => Subtree,
            A::TakePart | A::ManageSupport | A::ManageTalent => Subtree,
            A::ManageAccounts | A::ManageGrants | A::ReadAudit | A::HoldHonour | A::PayTalent | A::Operate => None,
        },
        // Who records does not correct a closed record: that takes the political department's authority.
        Role::Recorder => match action {
            A::ReadFigures | A::ReadRows | A::ReadPeople | A::PlanTraining | A::RecordTraining | A::PlanStudy | A::RecordStudy => Subtree,
            A::RecordHonour | A::TakePart | A::ManageSupport => Subtree,
            _ => None,
        },
        Role::ClassHead => match action {
            A::ReadFigures | A::ReadRows | A::ReadPeople | A::PlanTraining | A::RecordTraining | A::TakePart => Subtree,
            _ => None,
        },
        Role::BranchSecretary => match action {
            A::ReadFigures | A::ReadRows | A::ReadPeople | A::PlanStudy | A::RecordStudy | A::TakePart => Subtree,
            _ => None,
        },
        Role::Supervisor => match action {
            A::ReadFigures | A::ReadRows | A::RecordRecount | A::ReadPeople | A::HoldHonour | A::TakePart => Subtree,
            _ => None,
        },
        Role::Leader => match action {
            A::ReadFigures | A::ReadRows | A::ReleaseReport | A::TakePart => Subtree,
            _ => None,
        },
        Role::Auditor => match action {
            A::ReadFigures | A::ReadRows | A::RecordRecount | A::TakePart => Subtree,
            _ => None,
        },
        Role::Treasurer => match action {
            A::ReadFigures | A::ReadRows | A::PayTalent | A::TakePart => Subtree,
            _ => None,
        },
        Role::Officer => match action {
            A::ReadFigures | A::TakePart => Subtree,
            _ => None,
        },
    }
}
