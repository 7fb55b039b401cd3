//! What the bureau's own article says it was awarded. Titles, contests and issuers are as the article has them, or as such
//! papers usually are; days, recipients and papers are invented, and every record says so in its remark.

use nc_honour::roll::{ClaimWord, HonourKind, Level, ProjectKind};

/// Who received a line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum To {
    /// A unit, by its path below the bureau; the bureau itself where it is empty.
    Unit(&'static str),
    /// So many officers who serve throughout.
    Officers(usize),
    /// So many auxiliaries who serve throughout.
    Auxiliaries(usize),
}

/// One honour of the list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub on: (i16, i8, i8),
    pub kind: HonourKind,
    pub level: Level,
    pub issuer: &'static str,
    pub title: &'static str,
    pub contest: Option<&'static str>,
    pub place: Option<i64>,
    pub edition: Option<i64>,
    pub year: Option<i64>,
    pub claim: Option<ClaimWord>,
    pub project: Option<(&'static str, ProjectKind)>,
    pub to: To,
}

const MINISTRY: &str = "公安部";
const TRAFFIC: &str = "公安部交通管理局";
const REGION: &str = "内蒙古自治区公安厅";
const PILOT: &str = "公安部科技兴警战略先导支撑创建单位";
const LABORATORY: &str = "全国公安机关重点司法鉴定实验室";
const FIRST_CLASS: &str = "全国一等所";
const TALENT: &str = "全市人才工作专项考核优秀单位";
const INNOVATION: &str = "公安部技术革新大赛";
const SCIENCE: &str = "全区科创大赛";

const fn line(on: (i16, i8, i8), kind: HonourKind, level: Level, issuer: &'static str, title: &'static str, to: To) -> Line {
    Line { on, kind, level, issuer, title, contest: None, place: None, edition: None, year: None, claim: None, project: None, to }
}

const fn placed(line: Line, contest: Option<&'static str>, place: i64) -> Line {
    Line { contest, place: Some(place), ..line }
}

const fn claimed(line: Line, word: ClaimWord) -> Line {
    Line { claim: Some(word), ..line }
}

const fn of_project(line: Line, title: &'static str, kind: ProjectKind) -> Line {
    Line { project: Some((title, kind)), ..line }
}

const fn for_year(line: Line, year: i64) -> Line {
    Line { year: Some(year), ..line }
}

use ClaimWord::{First, Leading, Only, Original};
use HonourKind::{Batch, FirstOrOnly, Grade, Nomination, Prize, Rank, Recognition, Title};
use Level::{City, Ministry, National, Region};
use ProjectKind::{Innovation, Model};
use To::{Auxiliaries, Officers, Unit};

/// Every honour of the article but for those of works.
pub(crate) const LIST: &[Line] = &[
    line((2024, 6, 20), Recognition, City, "鄂尔多斯市直属机关工委", "党员包联制经验获肯定并推广", Unit("14/")),
    placed(line((2024, 7, 1), Batch, City, "鄂尔多斯市直属机关工委", "创建北疆模范机关先进单位", Unit("")), None, 1),
    Line {
        edition: Some(1),
        ..placed(line((2024, 9, 12), Rank, Region, REGION, "第一名", Unit("")), Some("全区公安首届舆论引导大比武"), 1)
    },
    of_project(
        placed(line((2024, 10, 18), Prize, National, MINISTRY, "三等奖", Unit("04/")), Some("全国比武竞赛"), 3),
        "校园多风险智能预警与干预模型",
        Model,
    ),
    of_project(
        placed(line((2024, 10, 18), Prize, National, MINISTRY, "三等奖", Unit("05/")), Some("全国比武竞赛"), 3),
        "涉枪爆个人极端风险预警模型",
        Model,
    ),
    of_project(
        placed(line((2024, 11, 8), Prize, Ministry, MINISTRY, "二等奖", Unit("09/")), Some(INNOVATION), 2),
        "科创项目甲",
        Innovation,
    ),
    of_project(
        placed(line((2024, 11, 8), Prize, Ministry, MINISTRY, "三等奖", Unit("05/")), Some(INNOVATION), 3),
        "科创项目乙",
        Innovation,
    ),
    of_project(placed(line((2025, 3, 14), Prize, Region, REGION, "一等奖", Unit("09/")), Some(SCIENCE), 1), "科创项目甲", Innovation),
    of_project(placed(line((2025, 3, 14), Prize, Region, REGION, "二等奖", Unit("04/")), Some(SCIENCE), 2), "科创项目丙", Innovation),
    line((2025, 4, 2), Nomination, Ministry, REGION, PILOT, Unit("04/")),
    line((2025, 4, 2), Nomination, Ministry, REGION, PILOT, Unit("05/")),
    line((2025, 4, 2), Nomination, Ministry, REGION, PILOT, Unit("09/")),
    line((2024, 4, 16), Recognition, Ministry, MINISTRY, "公安部警用无人驾驶航空器培训基地", Unit("13/")),
    line((2024, 12, 6), Recognition, National, MINISTRY, LABORATORY, Unit("05/")),
    line((2024, 12, 6), Recognition, National, MINISTRY, LABORATORY, Unit("15/")),
    placed(line((2025, 1, 10), Grade, Ministry, MINISTRY, "二级毒品实验室", Unit("15/")), None, 2),
    claimed(line((2025, 1, 10), FirstOrOnly, Region, MINISTRY, "全区唯一的地市级二级毒品实验室", Unit("15/")), Only),
    placed(line((2025, 5, 23), Rank, Region, REGION, "第一名", Unit("04/")), Some("110接处警全区比武竞赛"), 1),
    placed(line((2025, 5, 23), Rank, Region, REGION, "第二名", Unit("05/")), Some("刑事技术全区比武竞赛"), 2),
    for_year(line((2024, 2, 5), Title, City, "鄂尔多斯市委人才工作领导小组", TALENT, Unit("")), 2023),
    for_year(line((2025, 2, 10), Title, City, "鄂尔多斯市委人才工作领导小组", TALENT, Unit("")), 2024),
    claimed(line((2024, 8, 9), FirstOrOnly, Region, REGION, "全区率先实现102项户籍业务“全域通办”", Unit("")), Leading),
    claimed(line((2025, 6, 6), FirstOrOnly, Region, MINISTRY, "全区唯一“电子居民身份证”试点测试", Unit("")), Only),
    claimed(line((2024, 5, 17), FirstOrOnly, National, TRAFFIC, "全国首家沉浸式“数智车管所”", Unit("07/01/")), First),
    claimed(line((2025, 7, 11), FirstOrOnly, National, TRAFFIC, "大型车辆年检AI审核全国首创", Unit("07/01/")), Original),
    line((2024, 3, 22), Title, Region, "内蒙古自治区人民政府办公厅", "全区推进政务服务工作先进集体", Unit("16/")),
    placed(line((2023, 11, 30), Grade, National, TRAFFIC, FIRST_CLASS, Unit("07/01/")), Some("车辆管理所等级评定"), 1),
    placed(line((2024, 11, 29), Grade, National, TRAFFIC, FIRST_CLASS, Unit("07/01/")), Some("车辆管理所等级评定"), 1),
    placed(line((2025, 11, 14), Grade, National, TRAFFIC, FIRST_CLASS, Unit("07/01/")), Some("车辆管理所等级评定"), 1),
    for_year(
        placed(
            line((2025, 1, 20), Rank, City, "鄂尔多斯市三评议活动领导小组", "市直部门综合评议第一名", Unit("07/01/")),
            Some("向市民报告、听市民意见、请市民评议"),
            1,
        ),
        2024,
    ),
    line((2024, 12, 20), Title, National, "中央宣传部、公安部", "最美基层民警", Officers(1)),
    line((2025, 5, 4), Title, Ministry, MINISTRY, "全国公安机关成绩突出青年民警", Officers(1)),
    line((2024, 6, 14), Title, Region, REGION, "最美警察", Officers(5)),
    line((2025, 6, 13), Title, Region, REGION, "最美辅警", Auxiliaries(3)),
];

/// The two titles for which people are nominated, public and then named; both stand in [`LIST`].
pub(crate) const NOMINATED: [&str; 2] = ["最美警察", "最美辅警"];
/// The programme to which deeds are put forward.
pub(crate) const PROGRAMME: &str = "读懂暖城·德润北疆";
/// The bulletin in which deeds are told.
pub(crate) const BULLETIN: &str = "典型风采录";
/// The film the article names, and the contest it won.
pub(crate) const FILM: (&str, &str) = ("《警戒》", "全区廉洁文化新媒体作品");
/// The song the article names.
pub(crate) const SONG: &str = "《警花》";
