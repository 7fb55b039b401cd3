//! 人名检查: no name of the bureau's people, no identity number and no mobile number enters the text of a report.
//!
//! A text is read as it was written, before anything else reads it, so that no other refusal repeats what stands there. A
//! refusal names the place and the remedy and never the value.
//!
//! A name of three characters or more counts wherever it stands. One of two characters is often a word or lies across two
//! words (高峰, 全明 in 安全明显), so it counts only beside a title, beside what only people do, or beside punctuation; one
//! that is an ordinary word, or begins with a word of grammar, only with a title behind it or between a title and
//! punctuation. What is found and is no person can be kept by [`NotNames`], which is recorded with its reason.

use std::collections::BTreeSet;
use std::fmt;

use aho_corasick::{AhoCorasick, BuildError};
use nc_kernel::Refusal;
use nc_kernel::identifiers::CitizenNumber;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::rules;
use super::template::at;

/// Titles and what is said of people, as they stand behind a name.
const BEHIND: &str = "同志 警官 先生 女士 局长 副局长 政委 副政委 主任 副主任 所长 副所长 队长 副队长 大队长 支队长 中队长 书记 副书记 科长 处长 \
    教导员 指导员 教官 警长 组长 班长 老师 等人 等同志 主讲 授课 领学 主持 带队 带领 率队 牵头 荣获 获评 获得 被评 被授予 当选 牺牲 \
    因公 表示 介绍说 作报告 作交流 发言 讲话 传达";
/// Titles as they stand before a name.
const BEFORE: &str = "民警 辅警 警官 同志 党员 干部 局长 政委 主任 所长 队长 书记 科长 处长 教导员 指导员 教官 警长 组长 班长 学员 模范 标兵 英雄 \
    英模 烈士 代表 讲师 主讲人 授课人 负责人 联系人 姓名";
/// Names that are ordinary words of such texts.
const WORDS: &str = "高峰 高度 高效 高新 高兴 高原 高速 和平 和谐 建设 文明 文化 光明 安全 平安 平台 方向 方法 方式 方案 方便 方面 马上 江山 江河 黄河 \
    长江 长城 金融 金属 常规 常务 常态 成功 成立 成果 成效 成员 成绩 解决 解放 支持 支部 支队 安排 安保 安定 时间 时代 时期 时刻 项目 向前 任务 \
    任何 任期 温暖 水平 白云 应用 应对 应急 关键 关心 关系 关注 关爱 管理 管控 管辖 单位 单独 单项 万人 甘肃 宁夏 江西 海南 山西 云南 陕西 石油 \
    车辆 车站 计划 计算 计分 严格 严重 严肃 严打 严防 强化 强军 强警 明显 明确 明年 全面 全体 全员 全警 全市 党建 党员 党委 党课 国家 国庆 广大 广场 \
    元旦 元宵 初心 冬季 夏季 秋季 春季 贺信 祝福 康复 康养 乐观 宣传 宣讲 宣誓 师资 师德 训练 景区 景点 雷锋 雷达 连续 连队 能力 能源 古城 边境 边防 \
    牧区 牧民 牧场 乌兰 东方 东胜 阳光 欢乐 华夏 温馨 凌晨 危险 易发 步骤 步行 居民 居住 居家 查处 查明 后勤 养老 农村 农业 晏然 充分 充实 都市 满意 \
    匡正 国防 寇边 沈阳 南京 广东 戈壁 终身 聚焦 那达 空中 曾经 相关 查验 荆楚 红色 红旗 游客 权威 权限 益处 公安 公开 公正 公平 公益";
/// Words of grammar that also are surnames: a name that begins with one is found across two words too easily.
const GRAMMAR: &str = "于 向 和 时 全 应 由 同 从 以 在 为 与 及 并 且 自 经 被 把 对 按 等 都 是 有 能 会 成 当 各 每 该 其";

/// Digits of a mobile number.
const MOBILE: usize = 11;

/// 非人名: what was found and is no person, by whom the draft was saved; shown to whoever releases it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotNames {
    /// Line and character, both from 1, as the refusal named them: `12:8`.
    pub places: BTreeSet<String>,
    /// Why they are no people. It names nobody either.
    pub reason: String,
}

/// Everybody's names, ready to be looked for. Not printed by `Debug`.
pub struct People {
    search: AhoCorasick,
    lengths: Vec<usize>,
    words: Vec<bool>,
}

impl fmt::Debug for People {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("People(…)")
    }
}

/// A line without blanks and middle dots, in one form of every character, with where each character stood.
struct Line {
    text: String,
    /// For each byte of `text`, the character of the line it comes from.
    from: Vec<usize>,
    characters: Vec<char>,
}

impl Line {
    fn of(line: &str) -> Self {
        let characters: Vec<char> = line.chars().collect();
        let (mut text, mut from) = (String::with_capacity(line.len()), Vec::with_capacity(line.len()));
        for (index, c) in characters.iter().enumerate() {
            for c in std::iter::once(*c).nfkc().filter(|c| !skipped(*c)) {
                text.push(c);
                from.resize(text.len(), index);
            }
        }
        Self { text, from, characters }
    }

    fn character(&self, byte: usize) -> usize {
        self.from.get(byte).copied().unwrap_or(self.characters.len())
    }
}

fn skipped(c: char) -> bool {
    c.is_whitespace() || matches!(c, '·' | '•' | '・' | '‧' | '．' | '∙')
}

fn folded(name: &str) -> String {
    name.nfkc().filter(|c| !skipped(*c)).collect()
}

/// Punctuation, a blank, or the end of the line.
fn is_edge(c: Option<&char>) -> bool {
    c.is_none_or(|c| !c.is_alphanumeric())
}

fn starts_with_any(text: &str, words: &str) -> bool {
    words.split_whitespace().any(|word| text.starts_with(word))
}

fn ends_with_any(text: &str, words: &str) -> bool {
    words.split_whitespace().any(|word| text.ends_with(word))
}

impl People {
    /// Gets `names` ready. Names of one character are no names and are left out.
    ///
    /// # Errors
    /// When there are more than can be looked for at once.
    pub fn new(names: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self, BuildError> {
        let names: BTreeSet<String> = names.into_iter().map(|name| folded(name.as_ref())).filter(|name| name.chars().count() > 1).collect();
        let words: BTreeSet<&str> = WORDS.split_whitespace().collect();
        Ok(Self {
            lengths: names.iter().map(|name| name.chars().count()).collect(),
            words: names.iter().map(|name| words.contains(name.as_str()) || starts_with_any(name, GRAMMAR)).collect(),
            search: AhoCorasick::new(&names)?,
        })
    }

    /// Every place of `text` where somebody is named or an identity or mobile number stands; the names among them that
    /// `kept` says to be none are left out.
    #[must_use]
    pub fn refusals(&self, text: &str, kept: Option<&NotNames>) -> Vec<Refusal> {
        let mut found = Vec::new();
        for (number, written) in (1..).zip(text.lines()) {
            let line = Line::of(written);
            let mut places: BTreeSet<(usize, bool)> = self.names(&line).map(|character| (character, true)).collect();
            places.extend(numbers(&line).map(|character| (character, false)));
            for (character, is_name) in places {
                let place = at((number, character + 1));
                let rule = if is_name { &rules::NAMES_PERSON } else { &rules::PERSONAL_NUMBER };
                if !is_name || kept.is_none_or(|kept| !kept.places.contains(&place)) {
                    found.push(rule.refuse().at(place));
                }
            }
        }
        found
    }

    fn names<'a>(&'a self, line: &'a Line) -> impl Iterator<Item = usize> + 'a {
        self.search.find_overlapping_iter(&line.text).filter_map(|found| {
            let index = found.pattern().as_usize();
            let (first, last) = (line.character(found.start()), line.character(found.end() - 1));
            let counts = self.lengths.get(index).is_some_and(|length| *length > 2) || {
                let (before, behind) = (line.text.get(..found.start())?, line.text.get(found.end()..)?);
                let left = is_edge(first.checked_sub(1).and_then(|i| line.characters.get(i)));
                let right = is_edge(line.characters.get(last + 1));
                let (called, titled) = (starts_with_any(behind, BEHIND), ends_with_any(before, BEFORE));
                match self.words.get(index) {
                    Some(true) => called || (titled && right),
                    _ => called || titled || left || right,
                }
            };
            counts.then_some(first)
        })
    }
}

/// Where identity and mobile numbers begin: 18 characters that are one, 11 digits that begin as one, however they are spaced.
fn numbers(line: &Line) -> impl Iterator<Item = usize> + '_ {
    let mut runs: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (byte, c) in line.text.char_indices() {
        match (c, open) {
            ('0'..='9' | 'x' | 'X', true) => {
                if let Some((_, run)) = runs.last_mut() {
                    run.push(c);
                }
            }
            ('0'..='9', false) => {
                runs.push((line.character(byte), c.to_string()));
                open = true;
            }
            // 138-0000-0000 is written so.
            ('-' | '‐' | '–' | '—', true) => {}
            _ => open = false,
        }
    }
    runs.into_iter().filter(|(_, run)| is_mobile(run) || CitizenNumber::parse(run).is_ok()).map(|(at, _)| at)
}

fn is_mobile(run: &str) -> bool {
    let digits = run.strip_prefix("86").filter(|rest| rest.len() == MOBILE).unwrap_or(run);
    digits.len() == MOBILE && digits.starts_with('1') && matches!(digits.as_bytes().get(1), Some(b'3'..=b'9'))
}
