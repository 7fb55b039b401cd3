//! What is played in the exercises with a scenario: all of it invented.

use nc_capability::exercise::{Element, Finding, Kind, Rating};

/// How far a staged exercise has come by the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reached {
    /// The scenario is locked.
    Locked,
    /// It runs, and the clock stands.
    Paused,
    /// The report is drafted.
    Drafted,
    /// The report is issued and what is to be mended is listed.
    Issued,
}

/// What became of something to mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mended {
    /// Verified.
    Verified,
    /// Sent back once, then verified.
    SentBackOnce,
    /// Reported as done.
    Reported,
    /// Not done yet.
    Open,
    /// Not done, and past its day.
    Overdue,
}

/// Something to mend.
pub(crate) struct Mend {
    pub issue: &'static str,
    pub cause: &'static str,
    pub element: Element,
    pub measure: &'static str,
    /// What was done, once it was.
    pub done: &'static str,
    pub became: Mended,
    /// The staged exercise and the number there at which it was found before.
    pub before: Option<(usize, u32)>,
}

/// An exercise with a scenario.
pub(crate) struct Play {
    pub name: &'static str,
    pub kind: Kind,
    /// Days before the last day on which it is held.
    pub back: i32,
    pub reached: Reached,
    pub ratings: [Rating; 3],
    pub mends: &'static [Mend],
}

/// Objective, capability and critical task.
pub(crate) const TASKS: [[&str; 3]; 3] = [
    ["控制现场", "现场处置", "接报后五分钟内到场并划定警戒区"],
    ["控制现场", "现场处置", "按预案分工合围，控制持械人员"],
    ["信息畅通", "应急指挥", "按规定时限逐级报告并通报友邻"],
];

/// Minute, team, from, channel, inject, expected, objective, contingency, by hand, key event.
pub(crate) type Line = (u32, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str, bool, bool);

/// The scenario of all of them.
pub(crate) const SCENARIO: [Line; 8] = [
    (
        1,
        RED,
        "指挥中心",
        "电台",
        "车站广场一人持械追砍，群众四散",
        "派出最近警组并报告",
        "信息畅通",
        "三分钟未派警的，由导调电话催办",
        false,
        true,
    ),
    (3, RED, "围观群众", "当面", "有群众受伤倒地，家属情绪激动", "分出警力救助并安抚", "控制现场", "", false, false),
    (6, BLUE, "导调组", "当面", "扮演同伙自东侧出口逃离", "按脚本机动", "", "被提前拦截的，改由西侧出口逃离", true, false),
    (8, RED, "指挥中心", "电台", "东侧出口发现同伙，携带不明物品", "设卡查控并疏散周边", "控制现场", "", false, true),
    (
        12,
        RED,
        "值班领导",
        "电话",
        "要求一刻钟内书面续报",
        "按时续报，要素齐全",
        "信息畅通",
        "超时的，由导调以值班领导身份追问",
        false,
        false,
    ),
    (18, RED, "网络舆情岗", "政务微信", "现场视频在网上传播", "商宣传部门发布权威信息", "信息畅通", "", true, false),
    (25, BLUE, "导调组", "当面", "同伙弃物混入人群", "按脚本机动", "", "", true, false),
    (30, RED, "指挥中心", "电台", "现场解除警报，转入清场", "有序撤收并清点装备", "控制现场", "", false, true),
];

pub(crate) const RED: &str = "红队";
pub(crate) const BLUE: &str = "蓝队";

/// Task from 1, strength or issue, what was seen, what it rests on.
pub(crate) const SEEN: [(u32, Finding, &str, &str); 3] = [
    (1, Finding::Strength, "首批警力四分钟到场，站位合理", "执法记录仪第二段"),
    (2, Finding::Issue, "两个处置组同时上前，缺少掩护", "评估员现场记录"),
    (3, Finding::Issue, "电台串频，续报迟到三分钟", "电台录音"),
];

/// What was said on the spot.
pub(crate) const HOT_WASH: [&str; 2] = ["到场快，警戒区划得及时", "通信保障不足，分工须练到位"];

const RADIO: &str = "电台串频，指令重复";

/// Every exercise with a scenario, in order of their days.
pub(crate) const PLAYS: [Play; 6] = [
    Play {
        name: "车站广场处突",
        kind: Kind::RedBlue,
        back: 240,
        reached: Reached::Issued,
        ratings: [Rating::Performed, Rating::Some, Rating::Major],
        mends: &[
            Mend {
                issue: RADIO,
                cause: "分组频点未划分",
                element: Element::Equipment,
                measure: "重划频点并写入预案",
                done: "频点划分表已印发，各组试通正常",
                became: Mended::Verified,
                before: None,
            },
            Mend {
                issue: "警戒带不足",
                cause: "未随车配备",
                element: Element::Equipment,
                measure: "每车配两卷警戒带",
                done: "已配发，车辆检查表增列此项",
                became: Mended::SentBackOnce,
                before: None,
            },
        ],
    },
    Play {
        name: "商场反恐处突",
        kind: Kind::RedBlue,
        back: 120,
        reached: Reached::Issued,
        ratings: [Rating::Some, Rating::Major, Rating::Unable],
        mends: &[
            Mend {
                issue: RADIO,
                cause: "新增中继台未登记频点",
                element: Element::Planning,
                measure: "频点变更纳入预案修订",
                done: "",
                became: Mended::Overdue,
                before: Some((0, 1)),
            },
            Mend {
                issue: "书面续报超时",
                cause: "无固定模板",
                element: Element::Organisation,
                measure: "制定续报模板并组织学习",
                done: "模板已印发，组织学习一次",
                became: Mended::Reported,
                before: None,
            },
            Mend {
                issue: "掩护配合生疏",
                cause: "合练次数不够",
                element: Element::Training,
                measure: "每月合练两次",
                done: "",
                became: Mended::Overdue,
                before: None,
            },
        ],
    },
    Play {
        name: "学校周边处突",
        kind: Kind::RedBlue,
        back: 50,
        reached: Reached::Issued,
        ratings: [Rating::Performed, Rating::Performed, Rating::Some],
        mends: &[
            Mend {
                issue: "疏散路线标识不清",
                cause: "预案附图未更新",
                element: Element::Planning,
                measure: "更新附图并张贴",
                done: "",
                became: Mended::Open,
                before: None,
            },
            Mend {
                issue: "掩护配合生疏",
                cause: "新警较多",
                element: Element::Training,
                measure: "新警编组随练",
                done: "新警编组随练四次，有训练记录",
                became: Mended::Reported,
                before: Some((1, 3)),
            },
        ],
    },
    Play {
        name: "重大活动安保综合演练",
        kind: Kind::FullScale,
        back: 12,
        reached: Reached::Drafted,
        ratings: [Rating::Performed, Rating::Some, Rating::Some],
        mends: &[],
    },
    Play { name: "夜间处突", kind: Kind::RedBlue, back: 0, reached: Reached::Paused, ratings: [Rating::Some; 3], mends: &[] },
    Play {
        name: "指挥机构功能演练", kind: Kind::Functional, back: -20, reached: Reached::Locked, ratings: [Rating::Some; 3], mends: &[]
    },
];
