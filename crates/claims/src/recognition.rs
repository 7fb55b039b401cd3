//! Recognitions without a level, and amounts without a value.

use crate::award::Honours;
use crate::claim::{Award, Kind, Note};
use crate::clause::{Clause, Inside};
use crate::cue::Sort;
use crate::draft::Draft;
use crate::measure;
use crate::numeral;
use crate::text::is_han;

const PRAISE: &[&str] = &[
    "转发推广",
    "肯定并推广",
    "充分肯定",
    "高度肯定",
    "批示肯定",
    "通报表扬",
    "通报表彰",
    "肯定",
    "推广",
    "表彰",
    "批示",
    "表扬",
    "认可",
    "嘉奖",
    "点赞",
    "转发",
];
const AUTHORITY: &[&str] = &[
    "工委",
    "领导",
    "党委",
    "政府",
    "市委",
    "省委",
    "区委",
    "部",
    "厅",
    "局",
    "委",
    "总队",
    "上级",
    "国务院",
    "中央",
    "书记",
    "市长",
    "媒体",
    "法院",
    "人大",
];

impl Honours<'_> {
    /// 得到…肯定并推广, 受到省厅通报表扬, 挂牌“…”.
    pub(crate) fn recognised(&self, clause: &Clause, out: &mut Vec<Draft>) {
        let text = self.text;
        for cue in self.cues.within(clause.start, clause.end) {
            if !matches!(cue.sort, Sort::Verb | Sort::Wins) || self.layout.inside(cue.start) != Inside::Prose {
                continue;
            }
            let stop = match cue.word {
                "得到" | "受到" | "获得" | "获" | "被" => self.praised(cue.end, clause.end),
                "挂牌" if text.at(cue.end) == '“' => self.layout.enclosure(cue.end + 1).map(|(_, end, _)| end + 1),
                _ => None,
            };
            let Some(stop) = stop else { continue };
            if out.last().is_some_and(|d| d.end > cue.start && d.kind == Kind::Recognition) {
                continue;
            }
            let mut d = Draft::words(cue.start, stop, Kind::Recognition, "recognition");
            let field = self.cues.first(cue.end, stop, Sort::Field).map(|c| c.word.to_owned()).unwrap_or_default();
            let title =
                if cue.word == "挂牌" { text.words(cue.end, stop).replace(['“', '”'], "") } else { text.words(cue.end, stop) };
            d.award = Some(Award { field, title, ..Award::default() });
            let lead = text.words(clause.start, cue.start);
            if lead.contains('等') {
                d.notes.push(Note::OpenList);
            }
            out.push(d);
        }
    }

    /// Where the praise of somebody with authority ends.
    fn praised(&self, from: usize, clause_end: usize) -> Option<usize> {
        let text = self.text;
        let limit = clause_end.min(from + 28);
        let (at, word) = (from..limit).find_map(|i| PRAISE.iter().find(|w| text.starts(i, w)).map(|w| (i, *w)))?;
        let between = text.words(from, at);
        if at - from < 2 || !AUTHORITY.iter().any(|a| between.contains(a)) || between.contains("群众") || between.contains('级') {
            return None;
        }
        let mut stop = at + word.chars().count();
        while let Some(more) = text.any(stop, &["并推广", "和推广", "、推广", "和表扬", "并转发"]) {
            stop = more;
        }
        Some(stop)
    }

    /// 多项, 多家: something is counted and no value is said.
    pub(crate) fn vague(&self) -> Vec<Draft> {
        let text = self.text;
        let mut out = Vec::new();
        for (i, _) in text.slice(0, text.len()).iter().enumerate().filter(|(_, c)| **c == '多') {
            if self.layout.inside(i) != Inside::Prose {
                continue;
            }
            let before = text.before(i);
            if numeral::begins(before)
                || matches!(before, '许' | '众' | '诸' | '更' | '最' | '过' | '很' | '太' | '余' | '尔' | '繁' | '增' | '大' | '几' | '至')
            {
                continue;
            }
            let Some(m) = measure::find(text, i + 1) else { continue };
            if !matches!(m.word, "项" | "名" | "起" | "家" | "部" | "件" | "个" | "位" | "支" | "篇" | "批次")
                || !is_han(text.at(m.end)) && text.at(m.end) != '“'
            {
                continue;
            }
            let end = self.cues.phrase_end(m.end, self.layout.clause(i).end.min(m.end + 16));
            let (dimension, kind) = measure::counted(&m, "", &text.words(m.end, end));
            let mut d = Draft::words(i, m.end, kind, dimension);
            d.unit = m.word.to_owned();
            d.qualifier = crate::claim::Qualifier::Odd;
            d.notes.push(Note::Vague);
            if text.words(m.end, end.min(m.end + 8)).contains("首创") {
                d.award = Some(Award {
                    about_others: true,
                    field: self.cues.first(m.end, end, Sort::Field).map(|c| c.word.to_owned()).unwrap_or_default(),
                    ..Award::default()
                });
            }
            out.push(d);
        }
        out
    }
}
