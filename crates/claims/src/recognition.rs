//! Recognitions without a level, and amounts without a value.

use std::sync::LazyLock;

use crate::award::Honours;
use crate::claim::{Award, Kind, Note, Qualifier};
use crate::clause::{Clause, Inside};
use crate::cue::{Cue, Sort};
use crate::dictionary::Dictionary;
use crate::draft::Draft;
use crate::measure;
use crate::numeral;
use crate::text::is_han;

static PRAISE: LazyLock<Dictionary<()>> = LazyLock::new(|| {
    Dictionary::of(&[("转发推广 肯定并推广 充分肯定 高度肯定 批示肯定 通报表扬 通报表彰 肯定 推广 表彰 批示 表扬 认可 嘉奖 点赞 转发", ())])
});
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
        let (at, end) = (from..limit).find_map(|i| PRAISE.end(text, i).map(|end| (i, end)))?;
        let between = text.words(from, at);
        if at - from < 2 || !AUTHORITY.iter().any(|a| between.contains(a)) || between.contains("群众") || between.contains('级') {
            return None;
        }
        let mut stop = end;
        while let Some(more) = text.any(stop, &["并推广", "和推广", "、推广", "和表扬", "并转发"]) {
            stop = more;
        }
        Some(stop)
    }

    /// 多项, 一批, 若干, 大幅: something is counted or has moved, and no value is said.
    ///
    /// 一批 and 若干 count when they are what a verb of doing has done (侦破一批案件, 申请专利若干); 多 with its measure
    /// word does before a noun, and after the noun of such a verb (召开座谈会多次). 一系列 only says that there is a set
    /// (通过一系列举措) and 多次 before a verb that it was done again: neither is a claim.
    pub(crate) fn vague(&self) -> Vec<Draft> {
        let text = self.text;
        let mut out = Vec::new();
        for (i, c) in text.slice(0, text.len()).iter().enumerate() {
            let found = match c {
                '多' => self.several(i),
                '一' if text.at(i + 1) == '批' => self.some(i),
                '若' if text.at(i + 1) == '干' => self.some(i),
                '大' if text.at(i + 1) == '幅' => self.by_far(i),
                _ => continue,
            };
            out.extend(found.filter(|_| self.layout.inside(i) == Inside::Prose));
        }
        out
    }

    /// A verb of doing before `at` in its clause.
    fn done(&self, at: usize) -> Option<&Cue> {
        const PASSING: &[&str] = &[
            "通过", "围绕", "依托", "利用", "聚焦", "坚持", "持续", "深化", "严格", "全面", "大力", "将", "把", "使", "让", "是", "有",
            "在", "对", "向", "与", "由", "为", "均", "已", "从", "占", "达", "包括", "具有", "加强", "提升", "提高", "优化",
        ];
        let clause = self.layout.clause(at);
        self.cues.within(clause.start, at).rfind(|c| matches!(c.sort, Sort::Verb | Sort::Wins) && !PASSING.contains(&c.word))
    }

    /// 多项, 多家, 多人次.
    fn several(&self, i: usize) -> Option<Draft> {
        let text = self.text;
        let before = text.before(i);
        if numeral::begins(before)
            || matches!(before, '许' | '众' | '诸' | '更' | '最' | '过' | '很' | '太' | '余' | '尔' | '繁' | '增' | '大' | '几' | '至')
        {
            return None;
        }
        let m = measure::find(text, i + 1)?;
        let followed = is_han(text.at(m.end)) || text.at(m.end) == '“';
        let plain = matches!(m.word, "项" | "名" | "起" | "家" | "部" | "件" | "个" | "位" | "支" | "篇" | "批次");
        let counted = plain || matches!(m.word, "场" | "处" | "条" | "台" | "辆" | "份" | "期" | "套");
        let postposed = !followed
            && (counted || matches!(m.word, "次" | "人次" | "场次" | "人"))
            && is_han(before)
            && self.done(i.saturating_sub(1)).is_some();
        if !(followed && (plain || counted && self.done(i).is_some_and(|verb| verb.end == i)) || postposed) {
            return None;
        }
        let end = self.cues.phrase_end(m.end, self.layout.clause(i).end.min(m.end + 16));
        let lead = if postposed { text.words(self.done(i.saturating_sub(1)).map_or(i, |verb| verb.end), i) } else { String::new() };
        let (dimension, kind) = measure::counted(&m, &lead, &text.words(m.end, end));
        let mut d = Draft::words(i, m.end, kind, dimension);
        d.unit = m.word.to_owned();
        d.qualifier = Qualifier::Odd;
        d.notes.push(Note::Vague);
        if text.words(m.end, end.min(m.end + 8)).contains("首创") {
            d.award = Some(Award {
                about_others: true,
                field: self.cues.first(m.end, end, Sort::Field).map(|c| c.word.to_owned()).unwrap_or_default(),
                ..Award::default()
            });
        }
        Some(d)
    }

    /// 一批, 若干.
    fn some(&self, i: usize) -> Option<Draft> {
        let text = self.text;
        let verb = self.done(i)?;
        let clause = self.layout.clause(i);
        let after = i + 2;
        let repeated = matches!(text.before(i), '第' | '新' | '每' | '十' | '百' | '这' | '那' | '同' | '上' | '下' | '前')
            || matches!(text.at(after), '次' | '批' | '又');
        if repeated {
            return None;
        }
        let followed = is_han(text.at(after)) || text.at(after) == '“';
        let noun_end = self.cues.phrase_end(after, clause.end.min(after + 16));
        let run = (after..noun_end).take_while(|k| is_han(text.at(*k))).count();
        let noun = if followed { text.words(after, after + run) } else { text.words(verb.end, i) };
        // 了 and 了一批 lie between the verb and its object; a document's name is no object.
        let object = !followed || i <= verb.end + 6 && !["意见", "规定", "措施", "举措", "办法"].iter().any(|n| noun.ends_with(n));
        if noun.is_empty() || !object {
            return None;
        }
        let (dimension, kind) = measure::of_noun(&noun);
        let mut d = Draft::words(i, after, kind, dimension);
        d.unit = if text.at(i) == '一' { "批".to_owned() } else { String::new() };
        d.qualifier = Qualifier::Odd;
        d.notes.push(Note::Vague);
        Some(d)
    }

    /// 发案率大幅下降: what is measured has moved.
    fn by_far(&self, i: usize) -> Option<Draft> {
        const MEASURED: &[&str] = &[
            "率",
            "数",
            "量",
            "案",
            "案件",
            "警情",
            "事故",
            "损失",
            "额",
            "时间",
            "时长",
            "成本",
            "满意度",
            "纠纷",
            "人数",
            "投诉",
            "信访",
        ];
        let text = self.text;
        let at = if text.at(i + 2) == '度' { i + 3 } else { i + 2 };
        let clause = self.layout.clause(i);
        let change = self.cues.first(at, clause.end.min(at + 4), Sort::Changes).filter(|c| c.start == at)?;
        let subject = text.any_before(i, &["同比", "环比", "均", "都", "实现", "分别", "也"]).unwrap_or(i);
        if is_han(text.at(change.end)) || text.any_before(subject, MEASURED).is_none() {
            return None;
        }
        let mut d = Draft::words(i, change.end, Kind::Change, "ratio_change");
        d.notes.push(Note::Vague);
        Some(d)
    }
}
