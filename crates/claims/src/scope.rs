//! Scopes: which organisation a claim is about.

use std::sync::LazyLock;

use crate::claim::Context;
use crate::clause::Layout;
use crate::cue::{Cues, Sort};
use crate::dictionary::Dictionary;
use crate::measure;
use crate::numeral::Numeral;
use crate::period::Mention;
use crate::text::{Text, is_han};

/// 主语机构: an organisation that a clause begins with.
#[derive(Debug, Clone)]
struct Subject {
    clause: usize,
    start: usize,
    end: usize,
    name: String,
}

/// Who speaks in each clause.
pub(crate) struct Scopes {
    subjects: Vec<Subject>,
    publisher: String,
}

static FRONT: LazyLock<Dictionary<()>> = LazyLock::new(|| {
    Dictionary::of(&[("同时 此外 另外 其中 目前 由 据悉 据统计 今年以来 截至目前 全年 去年 今年 对此 为此 近日 日前 近期 随后", ())])
});
const POINTING: &[&str] = &[
    "该局",
    "我局",
    "本局",
    "市局",
    "该院",
    "我院",
    "本院",
    "该所",
    "我所",
    "该支队",
    "我支队",
    "该大队",
    "该中队",
    "该站",
    "该队",
    "我队",
    "该中心",
    "该分局",
    "该总队",
    "县局",
    "旗局",
    "区局",
    "全局",
    "全院",
    "全支队",
    "全所",
];
/// Where a word that points at an organisation ends.
fn pointing(text: &Text<'_>, i: usize) -> Option<usize> {
    matches!(text.at(i), '该' | '我' | '本' | '市' | '县' | '旗' | '区' | '全').then(|| text.any(i, POINTING)).flatten()
}

/// What makes 全局 a word of its own: 全局意识, 全局性.
const NOT_POINTING: &[&str] = &["意识", "性", "观", "出发", "谋划", "高度", "视野", "角度", "上"];
/// What a person or a thing of an organisation is called by: the organisation is named, and is not who did it alone.
const OF_IT: &[&str] = &[
    "副",
    "支队长",
    "大队长",
    "队长",
    "局长",
    "所长",
    "主任",
    "政委",
    "教导员",
    "负责人",
    "相关负责人",
    "民警",
    "辅警",
    "牵头",
    "联合",
    "会同",
];
/// 国家反诈中心APP is a thing.
const PRODUCTS: &[&str] = &["APP", "App", "app", "客户端", "小程序", "公众号", "微信", "微博", "平台", "网站", "热线", "系统"];
const WHOLE: &[&str] = &["全市", "全区", "全省", "全县", "全旗", "全州", "全盟"];

impl Scopes {
    /// Finds the subject of every clause that has one.
    pub(crate) fn of(text: &Text<'_>, layout: &Layout, cues: &Cues, periods: &[Mention], context: &Context) -> Self {
        let mut scopes = Self { subjects: Vec::new(), publisher: context.publisher.clone().unwrap_or_default() };
        for (number, clause) in layout.clauses.iter().enumerate() {
            let Some((start, end)) = subject(text, cues, periods, clause.start, clause.end) else { continue };
            if text.any(end, PRODUCTS).is_some() {
                continue;
            }
            let name = scopes.resolve(&text.words(start, end));
            scopes.subjects.push(Subject { clause: number, start, end, name });
        }
        scopes
    }

    /// The name a word like 该局 or 全市公安机关 stands for.
    fn resolve(&self, written: &str) -> String {
        // 市局党委 leads the bureau and speaks for it.
        if let Some(led) = written.strip_suffix("党委").filter(|led| led.ends_with(['局', '厅', '院', '所']) || led.ends_with("支队"))
        {
            return self.resolve(if led == "局" { "该局" } else { led });
        }
        let full = |wanted: &str| self.recent().map(String::as_str).find(|n| ends_like(n, wanted)).map(str::to_owned);
        if POINTING.contains(&written) {
            let kind: String = written.chars().skip(1).collect();
            let kind = if kind == "局" { "公安局".to_owned() } else { kind };
            return full(&kind)
                .or_else(|| full(kind.trim_start_matches("公安")))
                .or_else(|| (!self.publisher.is_empty()).then(|| self.publisher.clone()))
                .or_else(|| self.city().map(|c| format!("{c}公安局")).filter(|_| kind == "公安局"))
                .unwrap_or_else(|| written.to_owned());
        }
        if let Some((whole, rest)) = WHOLE.iter().find_map(|w| written.strip_prefix(w).map(|rest| (*w, rest))) {
            // 全市 alone are those the text has called 全市公安交管部门 before.
            if rest.is_empty()
                && let Some(named) = self.recent().find(|n| is_all_organs(n))
            {
                return named.clone();
            }
            let rest = if rest.is_empty() { "公安机关" } else { rest };
            return self.city().map_or_else(|| format!("{whole}{rest}"), |city| format!("{city}{rest}"));
        }
        // 分局刑侦大队, 市局政务服务中心: a part of what has been named.
        if let Some((short, part)) = ["分局", "支队", "市局", "县局", "区局", "旗局"]
            .iter()
            .find_map(|short| written.strip_prefix(short).filter(|part| !part.is_empty()).map(|part| (*short, part)))
        {
            let whole = if POINTING.contains(&short) { self.resolve(short) } else { full(short).unwrap_or_else(|| short.to_owned()) };
            return format!("{whole}{part}");
        }
        // 市公安局 after 鄂尔多斯市公安局 is the same.
        if written.starts_with(['市', '县', '旗', '区'])
            && let Some(city) = self.city()
            && let Some(rest) = written.strip_prefix(|c| city.ends_with(c))
        {
            return format!("{city}{rest}");
        }
        // 车管所 after 鄂尔多斯市车管所.
        if !written.contains(['市', '县', '旗', '区', '省', '州'])
            && let Some(found) = self.recent().find(|n| n.len() > written.len() && n.ends_with(written))
        {
            return found.clone();
        }
        written.to_owned()
    }

    /// The names before, nearest first, as far back as a reader remembers.
    fn recent(&self) -> impl Iterator<Item = &String> {
        self.subjects.iter().rev().take(256).map(|s| &s.name)
    }

    /// The place the organisations of the text belong to.
    fn city(&self) -> Option<String> {
        let place = |name: &str| {
            let at = name
                .char_indices()
                .find(|(i, c)| *i > 3 && matches!(c, '市' | '县' | '旗' | '州' | '盟' | '省'))
                .map(|(i, c)| i + c.len_utf8())?;
            name.get(..at).map(str::to_owned)
        };
        self.recent().find_map(|name| place(name)).or_else(|| place(&self.publisher))
    }

    /// The organisation a claim at `at` is about, and whether the clause itself names it.
    pub(crate) fn at(&self, layout: &Layout, at: usize) -> (String, bool) {
        let number = layout.clause_at(at);
        let clause = layout.clause(at);
        let upto = self.subjects.partition_point(|s| s.clause <= number);
        let earlier = self.subjects.get(..upto).unwrap_or_default();
        if let Some(own) = earlier.last().filter(|s| s.clause == number && s.start < at) {
            return (own.name.clone(), true);
        }
        let clause_of = |s: &Subject| layout.clauses.get(s.clause).copied();
        let same_sentence = |s: &&Subject| clause_of(s).is_some_and(|c| c.sentence == clause.sentence);
        let sentence = earlier.iter().rev().skip_while(|s| s.clause >= number).take_while(same_sentence).next();
        let topic = || {
            let mut of_paragraph = earlier
                .iter()
                .rev()
                .skip_while(|s| s.clause >= number)
                .take_while(|s| clause_of(s).is_some_and(|c| c.paragraph == clause.paragraph));
            of_paragraph.next().map(|nearest| {
                // The paragraph's topic is what it begins with, until a wider body speaks: 大队, then 市公安局, then 全市公安机关.
                let paragraph = clause_of(nearest).map(|c| c.paragraph);
                let first = self.subjects.partition_point(|s| clause_of(s).map(|c| c.paragraph) < paragraph);
                let own = self.subjects.get(first..earlier.len()).unwrap_or_default();
                own.iter().rev().filter(|s| s.clause < number).max_by_key(|s| width(&s.name)).unwrap_or(nearest)
            })
        };
        let before = || earlier.last();
        let found = sentence.or_else(topic).map(|s| s.name.clone());
        let found = found.or_else(|| (!self.publisher.is_empty()).then(|| self.publisher.clone()));
        (found.or_else(|| before().map(|s| s.name.clone())).unwrap_or_default(), false)
    }

    /// Where the subject of the clause around `at` ends, if it has one before `at`.
    pub(crate) fn subject_end(&self, layout: &Layout, at: usize) -> Option<usize> {
        let number = layout.clause_at(at);
        let i = self.subjects.partition_point(|s| s.clause < number);
        self.subjects.get(i).filter(|s| s.clause == number && s.end <= at).map(|s| s.end)
    }
}

/// How wide a body is: all organs of a place, one whole organ, or a part of one.
fn width(name: &str) -> u8 {
    const WHOLE: &[&str] = &["公安局", "公安厅", "法院", "检察院", "司法局", "应急管理局"];
    if is_all_organs(name) { 2 } else { u8::from(WHOLE.iter().any(|end| name.ends_with(end))) }
}

fn is_all_organs(name: &str) -> bool {
    name.ends_with("机关") || name.ends_with("部门")
}

fn ends_like(name: &str, kind: &str) -> bool {
    name.ends_with(kind) && name.chars().count() > kind.chars().count()
}

/// The organisation a clause begins with.
fn subject(text: &Text<'_>, cues: &Cues, periods: &[Mention], start: usize, end: usize) -> Option<(usize, usize)> {
    let mut at = start;
    loop {
        let skipped = periods
            .get(periods.partition_point(|m| m.start < at)..)
            .and_then(<[Mention]>::first)
            .filter(|m| m.start == at)
            .map(|m| m.end)
            .or_else(|| FRONT.end(text, at));
        match skipped {
            Some(next) if next > at => at = next,
            _ if matches!(text.at(at), '(' | '“' | ' ' | '、' | '—') => at += 1,
            _ => break,
        }
    }
    if at >= end {
        return None;
    }
    if let Some(done) = pointing(text, at).filter(|done| text.any(*done, NOT_POINTING).is_none()) {
        return Some((at, extended(text, cues, done, end)));
    }
    let whole = text.any(at, WHOLE);
    let named = next_organisation(cues, at, end.min(at + 26));
    match (named, whole) {
        (Some(cue), _) if is_name(text, at, cue.start) => {
            let done = extended(text, cues, cue.end, end);
            (!is_counted(text, periods, done)).then_some((at, done))
        }
        // 全市破案率: the whole city's; 全区率先 is a claim about the others.
        (_, Some(done)) if text.any(done, &["率先", "唯一", "首", "第", "前", "排名", "最", "乃至", "范围", "各"]).is_none() => {
            Some((at, done))
        }
        _ => None,
    }
}

/// Verbs that names are made of: 检验鉴定中心, 便民服务中心.
const IN_NAMES: &[&str] = &[
    "检验", "鉴定", "服务", "培训", "指导", "检查", "巡逻", "宣传", "审查", "审理", "执行", "接待", "受理", "检测", "办理", "审核", "预警",
    "处置", "调解", "救助", "立案", "保障", "打击",
];

/// The first word between `start` and `end` that ends an organisation's name, unless a verb comes before it.
fn next_organisation(cues: &Cues, start: usize, end: usize) -> Option<crate::cue::Cue> {
    for cue in cues.within(start, end) {
        match cue.sort {
            Sort::Organisation => return Some(*cue),
            Sort::Field if cue.word.ends_with(['厅', '部']) => return Some(*cue),
            Sort::Field => {}
            Sort::Verb if IN_NAMES.contains(&cue.word) => {}
            _ => return None,
        }
    }
    None
}

/// 党支部98个, 优秀公安局1个: the organisations are what is counted, not who counts.
fn is_counted(text: &Text<'_>, periods: &[Mention], done: usize) -> bool {
    let at = text.any(done, &["共", "由", "已达", "达"]).unwrap_or(done);
    let timed = periods.get(periods.partition_point(|m| m.start < at)..).and_then(<[Mention]>::first).is_some_and(|m| m.start == at);
    let number = Numeral::read(text, at).filter(|_| !timed);
    number.and_then(|n| measure::find(text, n.end)).is_some_and(|m| !is_han(text.at(m.end)) || at > done)
}

/// 鄂尔多斯市公安局 may go on as 留置看护中心, when a verb, a quote or the end follows.
fn extended(text: &Text<'_>, cues: &Cues, done: usize, end: usize) -> usize {
    let Some(next) = next_organisation(cues, done, end.min(done + 12)) else { return done };
    if !is_name(text, done, next.start) {
        return done;
    }
    let follows = cues.within(next.end, end.min(next.end + 4)).next().is_some_and(|c| c.start == next.end && c.sort != Sort::Organisation);
    if follows
        || text.any(next.end, OF_IT).is_some()
        || next.end == end
        || !is_han(text.at(next.end))
        || cues.within(next.end, end.min(next.end + 4)).any(|c| c.sort == Sort::Verb || c.sort == Sort::Wins)
    {
        extended(text, cues, next.end, end)
    } else {
        done
    }
}

/// Whether the characters up to an organisation's last word can be its name.
fn is_name(text: &Text<'_>, start: usize, end: usize) -> bool {
    let spoken = |i: usize| {
        matches!(text.at(i), '的' | '了' | '等' | '为' | '被' | '对' | '向')
            || text.at(i) == '和' && text.before(i) != '呼' && text.at(i + 1) != '林'
    };
    end - start <= 20
        && (start..end).all(|i| is_han(text.at(i)) && !spoken(i))
        && !text.starts(start, "各")
        && !crate::text::is_numeral(text.at(start))
}
