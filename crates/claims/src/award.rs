//! Honours: ranks, levels, titles, tiers and recognitions, most of them without a numeral; what was won, in which
//! field, in which edition, by whom.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::claim::{Award, Kind, Qualifier};
use crate::clause::{Clause, Inside, Layout};
use crate::cue::{Cue, Cues, Sort};
use crate::dictionary::Dictionary;
use crate::draft::Draft;
use crate::measure;
use crate::numeral::{self, Numeral};
use crate::scope::Scopes;
use crate::text::{Text, is_han};

/// Finds and fills honours.
pub(crate) struct Honours<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// Its clauses and quotes.
    pub layout: &'a Layout,
    /// Its grammar words.
    pub cues: &'a Cues,
}

const PERSONS: &[&str] = &[
    "民警",
    "警察",
    "辅警",
    "青年",
    "标兵",
    "楷模",
    "能手",
    "模范",
    "先进个人",
    "英雄",
    "卫士",
    "个人",
    "工作者",
    "党员",
    "法官",
    "检察官",
    "消防员",
    "队员",
    "榜样",
    "好人",
    "志愿者",
    "警官",
    "之星",
    "明星",
    "尖兵",
    "人物",
    "奖章",
    "书记",
    "指战员",
    "干警",
    "教官",
    "巾帼",
];
static TITLES: LazyLock<Dictionary<()>> = LazyLock::new(|| {
    Dictionary::of(&[(
        "先进集体 先进单位 优秀集体 优秀单位 示范单位 模范集体 文明单位 先进个人 优秀公安局 优秀基层单位 青年文明号 \
    荣誉称号 示范窗口 示范点 示范所 示范集体 优秀案例 精品案例 十佳 标杆 典型案例 示范项目 工人先锋号 巾帼文明岗 \
    先进党组织 先进基层党组织 优秀人民警察 人民满意的公务员集体 枫桥式公安派出所 五一劳动奖状 五一劳动奖章 平安单位 \
    红旗单位 先锋集体 标兵单位 最佳案例 创新案例 示范城市 优秀等次 优秀等级",
        (),
    )])
});
const NAMING: &[&str] = &[
    "被评为",
    "被评选为",
    "获评",
    "荣获",
    "被授予",
    "授予",
    "荣膺",
    "被命名为",
    "命名为",
    "入选",
    "获得",
    "获",
    "当选",
    "被认定为",
    "认定为",
    "被确定为",
    "被列为",
    "评为",
    "获颁",
    "获授",
    "荣登",
    "喜获",
    "被表彰为",
    "斩获",
    "评选为",
    "被评定为",
    "创成",
    "跻身",
];
static SELECTING: LazyLock<Dictionary<()>> = LazyLock::new(|| Dictionary::of(&[("推选 涌现 选树 评选 选出 产生 推荐 培树 培育", ())]));

impl Honours<'_> {
    /// Honours said without a numeral. `numbers` are the figures already found.
    pub(crate) fn without_numeral(&self, numbers: &[Draft]) -> Vec<Draft> {
        let mut out: Vec<Draft> = Vec::new();
        for clause in &self.layout.clauses {
            for cue in self.cues.within(clause.start, clause.end) {
                if self.layout.inside(cue.start) != Inside::Prose {
                    continue;
                }
                match cue.sort {
                    Sort::Claim => out.extend(self.word_claim(cue, clause)),
                    Sort::Field if cue.word.ends_with('级') => out.extend(self.tier(cue, clause)),
                    _ => {}
                }
            }
            self.recognised(clause, &mut out);
        }
        out.extend(self.vague());
        out.sort_by_key(|d| d.start);
        let mut all_titles = Vec::new();
        for clause in &self.layout.clauses {
            let range = numbers.partition_point(|d| d.start < clause.start)..numbers.partition_point(|d| d.start < clause.end);
            let own = numbers.get(range).unwrap_or_default();
            let range = out.partition_point(|d| d.start < clause.start)..out.partition_point(|d| d.start < clause.end);
            self.titles(clause, own, out.get(range).unwrap_or_default(), &mut all_titles);
        }
        out.extend(all_titles);
        out
    }

    fn wins(&self, clause: &Clause, before: usize) -> bool {
        self.cues.within(clause.start, before).any(|c| c.sort == Sort::Wins)
    }

    /// 金奖, 冠军, 唯一, 首家, 率先, 首批, 首创, 三连冠.
    fn word_claim(&self, cue: &Cue, clause: &Clause) -> Option<Draft> {
        let text = self.text;
        let level = |kind, dimension, value: Option<i64>| {
            let d = Draft::words(cue.start, cue.end, kind, dimension);
            let mut d = match value {
                Some(v) => d.ordinal(Decimal::from(v), cue.word),
                None => d,
            };
            d.unit = cue.word.to_owned();
            d.award = Some(Award::default());
            d
        };
        let won = self.wins(clause, cue.start);
        let field = self.cues.last(clause.start.max(cue.start.saturating_sub(14)), cue.start, Sort::Field).copied();
        match cue.word {
            "冠军" | "团体冠军" | "榜首" if won || text.before(cue.start) == '得' => Some(level(Kind::Rank, "rank", Some(1))),
            "亚军" if won => Some(level(Kind::Rank, "rank", Some(2))),
            "季军" if won => Some(level(Kind::Rank, "rank", Some(3))),
            "金奖" | "金牌" if won => Some(level(Kind::AwardLevel, "award_level", Some(1))),
            "银奖" | "银牌" if won => Some(level(Kind::AwardLevel, "award_level", Some(2))),
            "铜奖" | "铜牌" if won => Some(level(Kind::AwardLevel, "award_level", Some(3))),
            word if word.ends_with('奖') && won => Some(level(Kind::AwardLevel, "award_level", None)),
            word if word.ends_with("连冠") => {
                let n = Numeral::read(text, cue.start)?;
                let mut d = level(Kind::AwardStreak, "consecutive_editions", None).ordinal(n.value, "连冠");
                d.number = cue.start;
                Some(d)
            }
            "首批" => (won || field.is_some()).then(|| level(Kind::AwardLevel, "batch_ordinal", Some(1))),
            "唯一" => self.about_others(cue, clause, field, "uniqueness", 10),
            "首创" if text.at(cue.end) == '精' || field.is_none_or(|f| f.end != cue.start) => None,
            "首创"
                if numeral::begins(text.before(field.map_or(0, |f| f.start.saturating_sub(1))))
                    || self.vague_before(field.map_or(0, |f| f.start)) =>
            {
                None
            }
            "首创" => self.about_others(cue, clause, field, "first_in_scope", 4),
            "率先" if text.any(cue.end, &["垂范", "示范", "士卒"]).is_some() => None,
            "率先" => {
                let after = self.cues.first(cue.end, clause.end.min(cue.end + 6), Sort::Field).copied();
                self.about_others(cue, clause, field.or(after), "first_in_scope", 10)
            }
            word if word.starts_with('首') => self.about_others(cue, clause, field, "first_in_scope", 10),
            _ => None,
        }
    }

    fn vague_before(&self, at: usize) -> bool {
        at >= 2 && self.text.at(at - 2) == '多' && measure::find(self.text, at - 1).is_some()
    }

    /// 全区唯一, 全国首家, 在全区率先: a claim about everybody else in the field.
    fn about_others(&self, cue: &Cue, clause: &Clause, field: Option<Cue>, dimension: &'static str, reach: usize) -> Option<Draft> {
        let field = field?;
        let start = field.start.min(cue.start);
        if field.end < cue.start && cue.start - field.end > reach {
            return None;
        }
        if start < clause.start {
            return None;
        }
        let mut d = Draft::words(start, cue.end.max(field.end), Kind::Rank, dimension).ordinal(Decimal::ONE, cue.word);
        d.unit = format!("({})", cue.word);
        d.number = cue.start;
        d.after = cue.end;
        d.award = Some(Award { field: field.word.to_owned(), about_others: true, ..Award::default() });
        Some(d)
    }

    /// 获国家级奖项: a tier without a level.
    fn tier(&self, cue: &Cue, clause: &Clause) -> Option<Draft> {
        let text = self.text;
        let stop = text.any(
            cue.end,
            &[
                "奖项",
                "荣誉",
                "表彰",
                "奖励",
                "以上奖项",
                "以上荣誉",
                "以上表彰",
                "大奖",
                "及以上奖项",
                "及以上表彰",
                "集体荣誉",
                "先进",
                "资质",
                "认证",
                "以上奖励",
                "及以上奖励",
            ],
        )?;
        let given =
            self.wins(clause, cue.start) || self.cues.within(clause.start, cue.start).any(|c| matches!(c.word, "受到" | "得到" | "通过"));
        if !given {
            return None;
        }
        let mut d = Draft::words(cue.start, stop, Kind::AwardLevel, "award_tier");
        d.unit = "级".to_owned();
        if text.any(cue.end, &["以上", "及以上"]).is_some() {
            d.qualifier = Qualifier::AtLeast;
        }
        d.award = Some(Award { field: cue.word.to_owned(), title: text.words(cue.start, stop), ..Award::default() });
        Some(d)
    }

    /// Titles, in quotes or ending like one, that no number of the clause stands for.
    fn titles(&self, clause: &Clause, numbers: &[Draft], words: &[Draft], out: &mut Vec<Draft>) {
        let text = self.text;
        if self.persons(clause, out) {
            return;
        }
        let Some(verb) = self
            .cues
            .within(clause.start, clause.end)
            .rfind(|c| c.sort == Sort::Wins && NAMING.contains(&c.word) && self.layout.inside(c.start) == Inside::Prose)
        else {
            return;
        };
        let counted = numbers.iter().any(|d| {
            let honour = matches!(d.kind, Kind::Rank | Kind::AwardLevel | Kind::AwardStreak);
            honour
                || (matches!(d.kind, Kind::CountPersons | Kind::CountUnits | Kind::CountItems | Kind::CountSessions)
                    && d.start < verb.start)
        });
        let worded = words
            .iter()
            .any(|d| d.start >= verb.start && (matches!(d.kind, Kind::AwardLevel | Kind::Recognition) || d.dimension == "uniqueness"));
        if counted || worded {
            return;
        }
        let lead = text.words(clause.start, verb.start);
        let person = names_person(&lead)
            || PERSONS.iter().any(|p| lead.contains(p)) && !lead.contains(['局', '队', '所', '院'])
            || ["民警", "同志", "辅警", "法官"].iter().any(|p| lead.contains(p));
        let make = |start: usize, end: usize, title: String| {
            const OF_ONE: &[&str] = &["警察", "民警", "辅警", "个人", "标兵", "工作者", "党员", "卫士", "奖章", "能手", "之星"];
            let person = person || OF_ONE.iter().any(|p| title.ends_with(p));
            let mut d = Draft::words(start, end, Kind::AwardLevel, if person { "person" } else { "award_title" });
            if person {
                d = d.ordinal(Decimal::ONE, "");
            }
            d.after = end;
            let field = self.cues.first(verb.end, end, Sort::Field).map(|c| c.word.to_owned()).unwrap_or_default();
            d.subject = Some(title.clone());
            d.award = Some(Award { title, field, ..Award::default() });
            d
        };
        let from = self.layout.enclosed.partition_point(|(start, ..)| *start <= verb.end);
        let quoted = self.layout.enclosed.get(from..).unwrap_or_default().iter().take_while(|(start, ..)| *start < clause.end);
        let mut last = verb.end;
        for (start, end, inside) in quoted {
            if *inside != Inside::Quote || start - last > 26 || *end > clause.end {
                break;
            }
            // “优秀党支部”3个: the number stands for it.
            if numbers.iter().any(|d| d.start == end + 1) {
                last = end + 1;
                continue;
            }
            last = end + 1;
            // 入选“百佳”候选名单: not won yet.
            if text.any(last, &["候选", "提名", "培育", "创建", "推荐"]).is_none() {
                out.push(make(start - 1, end + 1, text.words(*start, *end)));
            }
        }
        if last > verb.end {
            return;
        }
        // 获评全国公安机关先进集体
        let limit = clause.end.min(verb.end + 40);
        let found = (verb.end..limit).filter_map(|i| TITLES.end(text, i).filter(|end| *end <= limit)).max();
        // 获评全省优秀政务服务窗口: a field and a word of praise, to the end of the clause.
        let praised = || {
            let field = self.cues.first(verb.end, limit, Sort::Field).filter(|c| c.start == verb.end)?;
            let praise = ["优秀", "先进", "示范", "文明", "模范", "最美", "标兵", "十佳", "百佳"];
            let plain = clause.end <= verb.end + 24 && text.slice(verb.end, clause.end).iter().all(|c| is_han(*c));
            (plain && text.any(field.end, &praise).is_some() && !text.holds(field.end, clause.end, &["候选", "提名"])).then_some(clause.end)
        };
        if let Some(end) = found.or_else(praised) {
            out.push(make(verb.end, end, text.words(verb.end, end)));
        }
    }

    /// 推选全国“最美基层民警”某某: a title followed by a name. The name is read over and kept nowhere.
    fn persons(&self, clause: &Clause, out: &mut Vec<Draft>) -> bool {
        let text = self.text;
        let from = self.layout.enclosed.partition_point(|(start, ..)| *start < clause.start);
        let quoted = self.layout.enclosed.get(from).is_some_and(|(start, ..)| *start < clause.end);
        if !quoted || !(clause.start..clause.end).any(|i| SELECTING.end(text, i).is_some()) {
            return false;
        }
        let mut any = false;
        for (start, end, inside) in
            self.layout.enclosed.get(from..).unwrap_or_default().iter().take_while(|(start, ..)| *start < clause.end)
        {
            let title = text.words(*start, *end);
            if *inside != Inside::Quote || !PERSONS.iter().any(|p| title.ends_with(p)) {
                continue;
            }
            let mut k = end + 1;
            while is_han(text.at(k)) && !matches!(text.at(k), '等' | '和' | '荣' | '获' | '及' | '同') && k < end + 7 {
                k += 1;
            }
            let name = k - end - 1;
            let delimited = matches!(text.at(k), '、' | ',' | '。' | ';' | '等' | '和' | '及' | '\n' | '\0' | '(');
            let noun = ["称号", "荣誉", "评选", "活动", "候选", "先进", "典型", "人选"].iter().any(|w| text.starts(end + 1, w));
            if !(2..=6).contains(&name) || !delimited || noun {
                continue;
            }
            let mut d = Draft::words(start - 1, end + 1, Kind::AwardLevel, "person").ordinal(Decimal::ONE, "");
            let field = self
                .cues
                .last(clause.start.max(start.saturating_sub(8)), *start, Sort::Field)
                .or_else(|| self.cues.first(*start, *end, Sort::Field));
            d.subject = Some(title.clone());
            d.award = Some(Award { title, field: field.map(|c| c.word.to_owned()).unwrap_or_default(), ..Award::default() });
            out.push(d);
            any = true;
        }
        any
    }

    /// Says for every honour what was won, in which field and edition, and by whom.
    pub(crate) fn fill(&self, drafts: &mut [Draft], scopes: &Scopes) {
        // Title and end of the honour before, for lists whose later members leave the contest out.
        let mut previous: Option<(usize, usize, String)> = None;
        let mut through_count = false;
        for d in drafts.iter_mut() {
            let number = self.layout.clause_at(d.start);
            let Some(mut award) = d.award.take() else {
                // 一等奖1个、二等奖3个: the count belongs to the list.
                if let Some(p) = previous.as_mut().filter(|(clause, end, _)| *clause == number && d.start <= *end + 1) {
                    p.1 = d.end;
                    through_count = true;
                }
                continue;
            };
            let clause = self.layout.clause(d.start);
            let verb = self.cues.within(clause.start, d.start).rfind(|c| c.sort == Sort::Wins).copied();
            if d.unit == "等功" && award.title.is_empty() {
                let from = previous.as_ref().filter(|(clause, ..)| *clause == number).map(|(_, end, _)| *end).or(verb.map(|v| v.end));
                let lead = self.text.words(from.unwrap_or(d.start), d.start);
                award.title = format!("{}{}", lead.trim_matches(['、', '和', '及', '了']), self.text.words(d.start, d.end));
            }
            if award.title.is_empty() && d.kind != Kind::CountItems {
                let listed =
                    previous.as_ref().filter(|(clause, end, _)| *clause == number && *end <= d.start).and_then(|(_, end, title)| {
                        let between = self.text.words(*end, d.start);
                        let own = between.strip_prefix(['、', '和', '及', '与']).or(through_count.then_some(between.as_str()))?;
                        Some(if own.chars().count() > 2 { own.to_owned() } else { title.clone() })
                    });
                award.title = listed.unwrap_or_else(|| self.title_of(d, &clause, verb.as_ref()));
            }
            if award.field.is_empty() {
                let from = verb.map_or(clause.start, |v| v.start).min(d.start);
                let named =
                    self.cues.last(from, d.start, Sort::Field).or_else(|| self.cues.first(d.end, clause.end.min(d.end + 12), Sort::Field));
                let named = named.or_else(|| self.cues.last(clause.start, d.start, Sort::Field));
                award.field = named.map(|c| c.word.to_owned()).unwrap_or_default();
            }
            if award.field.is_empty() {
                let named = ["全国", "自治区", "全区", "全省", "全市", "公安部"].into_iter().find(|f| award.title.contains(f));
                award.field = named.unwrap_or_default().to_owned();
            }
            if award.edition.is_none() {
                award.edition = edition(&award.title);
            }
            if award.recipient.is_empty() && d.dimension != "person" {
                award.recipient = self.recipient(&clause, verb.map_or(d.start, |v| v.start), scopes);
            }
            previous = Some((number, d.end, award.title.clone()));
            through_count = false;
            d.award = Some(award);
        }
    }

    fn title_of(&self, d: &Draft, clause: &Clause, verb: Option<&Cue>) -> String {
        let text = self.text;
        let strip =
            |t: String| t.replace(['“', '”', '《', '》'], "").trim_matches(['了', '的', '、', '在', '中', ' ', '被', '和']).to_owned();
        // The quoted title after 连续两年被评为 or 第一批.
        let quoted = |from: usize| {
            let i = self.layout.enclosed.partition_point(|(start, ..)| *start < from);
            self.layout
                .enclosed
                .get(i)
                .filter(|(start, end, inside)| *inside == Inside::Quote && *start <= from + 24 && *end <= clause.end)
                .map(|(start, end, _)| text.words(*start, *end))
        };
        if matches!(d.dimension, "batch_ordinal" | "uniqueness" | "first_in_scope") || d.kind == Kind::AwardStreak {
            let after = text.words(d.after.max(d.end), clause.end.min(d.end + 30));
            let after = NAMING.iter().find_map(|v| after.strip_prefix(v)).map(str::to_owned).unwrap_or(after);
            return quoted(d.end).unwrap_or_else(|| strip(after));
        }
        if d.dimension == "grade" {
            let end = self.cues.phrase_end(d.end, clause.end.min(d.end + 12));
            return strip(text.words(verb.map_or(d.start, |v| v.end), end));
        }
        let start = verb.map_or(clause.start, |v| v.end);
        let between = strip(text.words(start, d.start));
        if d.unit == "等功" {
            return format!("{between}{}", text.words(d.start, d.end));
        }
        if between.ends_with(['至', '到']) {
            return String::new();
        }
        if between.chars().count() >= 3 {
            return between;
        }
        // 在全区首届大比武活动中取得了第一名: the contest stands before the verb.
        let lead = text.words(clause.start, verb.map_or(d.start, |v| v.start));
        let lead = lead.rsplit_once('在').map_or(lead.as_str(), |(_, contest)| contest);
        // Who won stands there as often as what was contested, and may be a person.
        let contest =
            ["赛", "比武", "评比", "考核", "评选", "竞赛", "测评", "评议", "考评", "会", "活动", "中"].iter().any(|w| lead.contains(w));
        if contest {
            return strip(lead.to_owned()).trim_end_matches("活动").to_owned();
        }
        // 在…大赛中,代表队获得团体第二名: the contest has a clause of its own.
        let before = self.layout.clauses.get(self.layout.clause_at(d.start).wrapping_sub(1)).filter(|c| c.sentence == clause.sentence);
        let named = before.filter(|c| text.at(c.start) == '在' && matches!(text.before(c.end), '中' | '上'));
        named.map(|c| strip(text.words(c.start, c.end)).trim_end_matches(['中', '上']).to_owned()).unwrap_or_default()
    }

    /// An organisation or a work by name; nobody by name.
    fn recipient(&self, clause: &Clause, before: usize, scopes: &Scopes) -> String {
        if scopes.subject_end(self.layout, before).is_some() {
            return scopes.at(self.layout, before).0;
        }
        let i = self.layout.enclosed.partition_point(|(start, ..)| *start < clause.start);
        self.layout
            .enclosed
            .get(i)
            .filter(|(_, end, inside)| *end < before && *inside == Inside::Title)
            .map(|(start, end, _)| self.text.words(*start, *end))
            .unwrap_or_default()
    }
}

/// 首届 is 1, 第三届 is 3.
fn edition(title: &str) -> Option<u32> {
    let (before, _) = title.split_once('届')?;
    if before.ends_with('首') {
        return Some(1);
    }
    let (_, number) = before.rsplit_once('第')?;
    let text = Text::new(number);
    let n = Numeral::read(&text, 0).filter(|n| n.end == text.len())?;
    n.value.try_into().ok()
}

/// Whether words end in somebody's name: 大队长张某, 民警李某某.
pub(crate) fn names_person(words: &str) -> bool {
    const OFFICES: &[&str] = &["长", "书记", "员", "民警", "同志", "政委", "主任", "警官", "辅警", "法官", "科员", "队员"];
    let words = words.trim_end_matches("分别").trim_end_matches(['被', '先', '后', '、']);
    words.ends_with('某')
        || (2..=3).any(|size| {
            let cut = words.char_indices().rev().nth(size - 1).map(|(at, _)| at);
            cut.and_then(|at| words.get(..at)).is_some_and(|lead| lead.chars().count() >= 2 && OFFICES.iter().any(|o| lead.ends_with(o)))
        })
}
