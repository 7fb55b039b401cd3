//! Measure words: what follows a numeral and says what kind of thing it counts.

use std::sync::LazyLock;

use crate::claim::Kind;
use crate::dictionary::Dictionary;
use crate::text::{Text, is_han};

/// 量词: a measure word and what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Measure {
    /// First character after it.
    pub end: usize,
    /// What kind of thing is counted, as [`crate::Claim::dimension`] says it.
    pub dimension: &'static str,
    /// What sort of claim a number with it is.
    pub kind: Kind,
    /// The word as the table has it.
    pub word: &'static str,
}

use Kind::{
    AwardStreak as Streak, CountAttendances as Attend, CountCases as Cases, CountItems as Items, CountPersons as Persons,
    CountSessions as Sessions, CountUnits as Units, Money, Quantity,
};

/// Longest first within one first character; looked up by it.
const MEASURES: &[Entry] = &[
    ("期", "session", Sessions),
    ("班次", "session", Sessions),
    ("场次", "event", Sessions),
    ("场", "event", Sessions),
    ("人次", "attendance", Attend),
    ("人份", "portion", Items),
    ("艘次", "vessel_trip", Sessions),
    ("架次", "flight", Sessions),
    ("例次", "handling", Sessions),
    ("回", "time", Sessions),
    ("趟", "time", Sessions),
    ("遍", "time", Sessions),
    ("版", "edition_of_page", Items),
    ("则", "article", Items),
    ("帧", "work", Items),
    ("尊", "piece", Items),
    ("桶", "piece", Items),
    ("公分", "cm", Quantity),
    ("公升", "l", Quantity),
    ("GB", "GB", Quantity),
    ("TB", "TB", Quantity),
    ("兆瓦", "MW", Quantity),
    ("千瓦", "kW", Quantity),
    ("辆次", "vehicle_trip", Sessions),
    ("车次", "vehicle_trip", Sessions),
    ("件次", "handling", Sessions),
    ("户次", "household_visit", Sessions),
    ("家次", "unit_visit", Sessions),
    ("批次", "batch", Sessions),
    ("轮次", "round", Sessions),
    ("次", "time", Sessions),
    ("批", "batch", Sessions),
    ("轮", "round", Sessions),
    ("堂", "lesson", Sessions),
    ("讲", "lesson", Sessions),
    ("课时", "class_hour", Quantity),
    ("学时", "class_hour", Quantity),
    ("人口", "person", Persons),
    ("人", "person", Persons),
    ("名", "person", Persons),
    ("位", "person", Persons),
    ("户", "household", Persons),
    ("起", "case", Cases),
    ("宗", "case", Cases),
    ("例", "case", Cases),
    ("案", "case", Cases),
    ("件", "item", Items),
    ("家", "unit_org", Units),
    ("所", "unit_org", Units),
    ("省", "region", Units),
    ("市", "region", Units),
    ("县", "region", Units),
    ("旗", "region", Units),
    ("乡镇", "region", Units),
    ("街道", "region", Units),
    ("部门", "unit_org", Units),
    ("单位", "unit_org", Units),
    ("项目", "project", Items),
    ("项", "item", Items),
    ("处", "point", Items),
    ("部", "work", Items),
    ("幅", "work", Items),
    ("首", "work", Items),
    ("篇", "article", Items),
    ("条", "clause", Items),
    ("份", "document", Items),
    ("册", "document", Items),
    ("本", "document", Items),
    ("张", "sheet", Items),
    ("枚", "piece", Items),
    ("枝", "piece", Items),
    ("支", "piece", Items),
    ("把", "piece", Items),
    ("块", "piece", Items),
    ("只", "piece", Items),
    ("头", "animal", Items),
    ("匹", "animal", Items),
    ("发", "round_of_ammunition", Items),
    ("台次", "device_trip", Sessions),
    ("台", "device", Items),
    ("架", "aircraft", Items),
    ("套", "set", Items),
    ("辆", "vehicle", Items),
    ("艘", "vessel", Items),
    ("面", "banner", Items),
    ("封", "letter", Items),
    ("通", "call", Items),
    ("笔", "transaction", Items),
    ("单", "order", Items),
    ("类", "type", Items),
    ("种", "type", Items),
    ("门", "course", Items),
    ("间", "room", Items),
    ("座", "building", Items),
    ("栋", "building", Items),
    ("幢", "building", Items),
    ("组", "group", Items),
    ("对", "pair", Items),
    ("集", "episode", Items),
    ("袋", "piece", Items),
    ("瓶", "piece", Items),
    ("箱", "piece", Items),
    ("盒", "piece", Items),
    ("包", "piece", Items),
    ("粒", "piece", Items),
    ("株", "plant", Items),
    ("棵", "plant", Items),
    ("根", "piece", Items),
    ("具", "piece", Items),
    ("副", "piece", Items),
    ("票", "vote", Items),
    ("路", "channel", Items),
    ("顶", "piece", Items),
    ("件套", "set", Items),
    ("个工作日", "working_day", Quantity),
    ("个自然日", "day", Quantity),
    ("个多小时", "hour", Quantity),
    ("个小时", "hour", Quantity),
    ("个百分点", "ratio_change", Kind::Change),
    ("个多月", "month", Quantity),
    ("个月", "month", Quantity),
    ("个季度", "quarter", Quantity),
    ("个年头", "year", Quantity),
    ("个", "item", Items),
    ("工作日", "working_day", Quantity),
    ("小时", "hour", Quantity),
    ("分钟", "minute", Quantity),
    ("秒钟", "second", Quantity),
    ("秒", "second", Quantity),
    ("天", "day", Quantity),
    ("周年", "year", Quantity),
    ("公里", "km", Quantity),
    ("千米", "km", Quantity),
    ("海里", "nautical_mile", Quantity),
    ("平方公里", "km2", Quantity),
    ("平方米", "m2", Quantity),
    ("平米", "m2", Quantity),
    ("立方米", "m3", Quantity),
    ("米", "m", Quantity),
    ("厘米", "cm", Quantity),
    ("毫米", "mm", Quantity),
    ("公斤", "kg", Quantity),
    ("千克", "kg", Quantity),
    ("毫克", "mg", Quantity),
    ("克", "g", Quantity),
    ("斤", "jin", Quantity),
    ("吨", "t", Quantity),
    ("毫升", "ml", Quantity),
    ("升", "l", Quantity),
    ("公顷", "ha", Quantity),
    ("亩", "mu", Quantity),
    ("度电", "kwh", Quantity),
    ("kg", "kg", Quantity),
    ("km", "km", Quantity),
    ("m²", "m2", Quantity),
    ("㎡", "m2", Quantity),
    ("分", "score", Quantity),
    ("届", "consecutive_editions", Streak),
    ("倍", "multiple", Kind::Change),
    ("美元", "USD", Money),
    ("欧元", "EUR", Money),
    ("港元", "HKD", Money),
    ("港币", "HKD", Money),
    ("日元", "JPY", Money),
    ("英镑", "GBP", Money),
    ("人民币元", "CNY", Money),
    ("人民币", "CNY", Money),
    ("元", "CNY", Money),
];

/// Words that begin like a measure word and are none: 处理, 人民, 起来.
const NOT_MEASURES: &[(char, &str)] = &[
    ('省', "级厅委份直会道内外际部"),
    ('市', "级局委场直民区县政域长内外属旗值容"),
    ('县', "级局委域直城长区旗"),
    ('旗', "级舰帜县下局委"),
    ('回', "访收复应头到归落报流升顾馈来家国"),
    ('版', "块本图权面"),
    ('则', "是为有"),
    ('人', "民大类才工格员口均事文身"),
    ('名', "列义气誉录称"),
    ('位', "居于列置数"),
    ('起', "来到点草步诉因于源底"),
    ('例', "如行会"),
    ('案', "件例发情"),
    ('件', "均"),
    ('家', "庭园长乡属喻"),
    ('所', "有在以谓属需得"),
    ('项', "链"),
    ('处', "理置罚于分在长"),
    ('部', "署队分级长委属"),
    ('首', "创家次先届批要个都府任席"),
    ('条', "件例"),
    ('份', "额"),
    ('本', "人地级市着次部身局院"),
    ('支', "持撑部付队出援"),
    ('把', "握关手控"),
    ('头', "条版"),
    ('发', "布放展现生挥动起出案送"),
    ('台', "账阶"),
    ('面', "向对临积貌上"),
    ('通', "过报知道办行"),
    ('单', "位一独"),
    ('类', "似型别"),
    ('种', "植类"),
    ('门', "户口槛"),
    ('间', "接隔"),
    ('组', "织建成长"),
    ('对', "于外接口标照比象策全"),
    ('集', "中体合群成团"),
    ('包', "括联保"),
    ('根', "据本治"),
    ('具', "有体备"),
    ('副', "局支所书"),
    ('路', "口段面线由政"),
    ('期', "间望盼待"),
    ('场', "所地景馆"),
    ('次', "要日生级"),
    ('轮', "训换岗流值胎渡"),
    ('批', "准评示捕复"),
    ('户', "籍口外主"),
    ('分', "别局获管之类析工布组享发配级队期校会子批"),
    ('秒', "级批办"),
    ('天', "网眼然平津气"),
    ('元', "旦素宵"),
    ('米', "粮"),
    ('升', "级降华格"),
    ('克', "服难"),
    ('票', "据"),
    ('届', "满时中"),
    ('堂', "皇"),
    ('讲', "话解述授堂座师"),
    ('块', "链"),
    ('只', "要有能是为"),
    ('套', "路牌取"),
    ('封', "闭存"),
    ('笔', "录试误"),
    ('架', "构"),
    ('顶', "层"),
    ('张', "家贴"),
    ('度', "过"),
];

/// The measure word that stands at `i`.
pub(crate) fn find(text: &Text<'_>, i: usize) -> Option<Measure> {
    let first = text.at(i);
    let found = match HAN_MEASURES.word(text, i) {
        Some(f) => Measure { end: f.end, dimension: f.what.0, kind: f.what.1, word: f.word },
        // kg, m²
        None if !is_han(first) && !first.is_ascii_digit() => {
            let (word, dimension, kind) = *MEASURES.iter().find(|(word, ..)| word.starts_with(first) && text.starts(i, word))?;
            Measure { end: i + word.chars().count(), dimension, kind, word }
        }
        None => return None,
    };
    let next = text.at(found.end);
    let single = found.end == i + 1;
    // 5部门 and 3项目 are measures of two characters; 12处理 is none.
    if single && NOT_MEASURES.iter().any(|(c, tails)| *c == first && tails.contains(next)) {
        return None;
    }
    Some(found)
}

/// Word, dimension, kind.
type Entry = (&'static str, &'static str, Kind);

static HAN_MEASURES: LazyLock<Dictionary<(&'static str, Kind)>> = LazyLock::new(|| {
    let words: Vec<(&str, (&str, Kind))> = MEASURES.iter().map(|(word, dimension, kind)| (*word, (*dimension, *kind))).collect();
    Dictionary::of(&words)
});

/// What 个, 件, 支 and their like count, by the noun: (measure words, noun, dimension, kind).
const NOUNS: &[Entry] = &[
    ("工作室", "studio", Items),
    ("实验室", "lab", Items),
    ("项目", "project", Items),
    ("课题", "project", Items),
    ("党支部", "unit_org", Units),
    ("支部", "unit_org", Units),
    ("党组织", "unit_org", Units),
    ("党委", "unit_org", Units),
    ("党总支", "unit_org", Units),
    ("所队", "unit_org", Units),
    ("派出所", "unit_org", Units),
    ("公安局", "unit_org", Units),
    ("检察院", "unit_org", Units),
    ("法院", "unit_org", Units),
    ("法庭", "unit_org", Units),
    ("消防站", "unit_org", Units),
    ("单位", "unit_org", Units),
    ("部门", "unit_org", Units),
    ("警种", "unit_org", Units),
    ("机关", "unit_org", Units),
    ("机构", "unit_org", Units),
    ("集体", "unit_org", Units),
    ("分局", "unit_org", Units),
    ("支队", "unit_org", Units),
    ("大队", "unit_org", Units),
    ("中队", "unit_org", Units),
    ("总队", "unit_org", Units),
    ("企业", "unit_org", Units),
    ("公司", "unit_org", Units),
    ("学校", "unit_org", Units),
    ("医院", "unit_org", Units),
    ("车管所", "unit_org", Units),
    ("警务站", "station", Items),
    ("警务室", "station", Items),
    ("服务站", "station", Items),
    ("工作站", "station", Items),
    ("服务点", "station", Items),
    ("窗口", "window", Items),
    ("社区", "community", Items),
    ("村", "community", Items),
    ("小区", "community", Items),
    ("团伙", "gang", Items),
    ("犯罪集团", "gang", Items),
    ("犯罪组织", "gang", Items),
    ("涉黑组织", "gang", Items),
    ("涉恶组织", "gang", Items),
    ("恶势力", "gang", Items),
    ("黑社会性质组织", "gang", Items),
    ("据点", "den", Items),
    ("案件", "case", Cases),
    ("警情", "case", Cases),
    ("嫌疑人", "person", Persons),
    ("逃犯", "person", Persons),
    ("骨干", "person", Persons),
    ("专家", "person", Persons),
    ("群众", "person", Persons),
    ("居民", "person", Persons),
    ("网点", "unit_org", Units),
    ("银行", "unit_org", Units),
    ("网吧", "unit_org", Units),
    ("宾馆", "unit_org", Units),
    ("场所", "place", Items),
    ("路口", "place", Items),
    ("窝点", "den", Items),
    ("民警", "person", Persons),
    ("辅警", "person", Persons),
    ("同志", "person", Persons),
    ("家庭", "household", Persons),
    ("风险点", "point", Items),
    ("隐患点", "point", Items),
    ("点位", "point", Items),
    ("监控", "device", Items),
    ("摄像头", "device", Items),
];

const DEVICES: &[&str] = &["手机", "电话", "电脑", "对讲机", "电梯", "车", "执法记录仪", "设备", "终端"];
const PEOPLE: &[&str] =
    &["人", "人员", "民警", "辅警", "骨干", "人才", "群众", "对象", "逃犯", "员", "学员", "青年", "家属", "专家", "警属"];

/// What an amount without a measure word counts, by its noun: 一批重大案件, 若干问题.
pub(crate) fn of_noun(noun: &str) -> (&'static str, Kind) {
    if CASE_NOUNS.iter().any(|n| noun.ends_with(n)) {
        ("case", Cases)
    } else if let Some(known) = head_at_end(noun) {
        known
    } else if PEOPLE.iter().any(|n| noun.ends_with(n)) {
        ("person", Persons)
    } else {
        ("item", Items)
    }
}

const CASE_NOUNS: &[&str] = &["案件", "案", "警情", "纠纷", "事故", "信访件", "诉讼"];
/// Words around 件 that make it a case where no noun follows.
const IN_COURT: &[&str] = &["案", "毒品", "诉讼", "民事", "刑事", "审结", "执结", "结案", "警情", "纠纷", "信访"];
const ISSUE_NOUNS: &[&str] = &[
    "事迹",
    "简报",
    "专刊",
    "专报",
    "刊物",
    "通讯",
    "专栏",
    "节目",
    "推文",
    "微课",
    "短视频",
    "视频",
    "公众号",
    "通报",
    "内刊",
    "周刊",
    "月报",
    "周报",
    "信息",
    "快报",
    "工作动态",
    "风采录",
    "栏目",
];

/// The dimension and kind a measure word takes from what is counted: `before` ends just before the number, `after`
/// begins just after the measure word; both stop where the noun phrase stops.
pub(crate) fn counted(measure: &Measure, before: &str, after: &str) -> (&'static str, Kind) {
    let given = (measure.dimension, measure.kind);
    let case = |words: &str| CASE_NOUNS.iter().any(|n| words.ends_with(n));
    match measure.word {
        "个" | "家" | "所" | "支" => {
            let noun = head(after).or_else(|| if after.is_empty() { head_at_end(before) } else { None });
            if measure.word == "支" && (after.ends_with("队伍") || after.is_empty() && before.ends_with("队伍")) {
                return ("team", Items);
            }
            match (noun, measure.word) {
                (Some(found), "个") => found,
                (Some((dimension @ "unit_org", kind)), _) => (dimension, kind),
                _ => given,
            }
        }
        // 查扣手机530部; 部 of nothing named is a work.
        "部" if DEVICES.iter().any(|n| after.starts_with(n) || after.is_empty() && before.ends_with(n)) => ("device", Items),
        "件" if CASE_NOUNS.iter().any(|n| after.ends_with(n)) || case(before) => ("case", Cases),
        "件" if after.is_empty() && IN_COURT.iter().any(|n| before.contains(n)) => ("case", Cases),
        "期" if crate::text::holds_any(after, ISSUE_NOUNS) || ISSUE_NOUNS.iter().any(|n| before.ends_with(n)) => ("issue", Sessions),
        "条" if ["线索", "信息", "建议", "意见", "警情", "消息", "数据"]
            .iter()
            .any(|n| after.starts_with(n) || after.is_empty() && before.ends_with(n)) =>
        {
            ("lead", Items)
        }
        "批" if after.starts_with("次") => ("batch", Sessions),
        _ => given,
    }
}

/// The noun that stands last in the phrase is its head.
fn head(phrase: &str) -> Option<(&'static str, Kind)> {
    let ends = phrase.char_indices().rev().map(|(at, c)| at + c.len_utf8());
    ends.filter_map(|end| phrase.get(..end)).find_map(head_at_end)
}

fn head_at_end(phrase: &str) -> Option<(&'static str, Kind)> {
    NOUNS
        .iter()
        .filter(|(noun, ..)| phrase.ends_with(noun))
        .max_by_key(|(noun, ..)| noun.len())
        .map(|(_, dimension, kind)| (*dimension, *kind))
}
