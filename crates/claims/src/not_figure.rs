//! Numerals that state nothing: section numbers, telephones, document numbers, times, codes, addresses, structure words.

use rust_decimal::Decimal;

use crate::claim::Kind;
use crate::measure::{self, Measure};
use crate::number::Scan;
use crate::numeral::{self, Numeral};
use crate::qualifier;
use crate::text::is_han;

impl Scan<'_> {
    /// The digits, letters and signs that hang together with a numeral: 1+12+N, K120+300, 0477-8123456.
    pub(crate) fn chain_end(&self, mut end: usize) -> usize {
        while self.text.at(end).is_ascii_alphanumeric()
            || matches!(self.text.at(end), '+' | '×' | '·' | '-' | '.' | ':' | '/') && self.text.at(end + 1).is_ascii_alphanumeric()
        {
            end += 1;
        }
        end
    }

    pub(crate) fn run_of_digits(&self, i: usize) -> usize {
        let mut end = i + 1;
        while self.text.at(end).is_ascii_digit() || self.text.at(end) == '.' {
            end += 1;
        }
        end
    }

    /// Section numbers, telephones, document numbers, times, codes, addresses.
    pub(crate) fn no_figure(&self, n: &Numeral) -> Option<(usize, &'static str)> {
        let text = self.text;
        let (i, end) = (n.start, n.end);
        let (before, after) = (text.before(i), text.at(end));
        let line_start = matches!(before, '\0' | '\n') || before == '(' && matches!(text.before(i - 1), '\0' | '\n' | '。' | ';');
        if line_start && matches!(after, ' ' | '、' | '.' | ')') && n.value < Decimal::ONE_HUNDRED {
            return Some((end, "section"));
        }
        if n.chinese && n.value < Decimal::from(20) && (after == '是' || (after == '要') && n.end - n.start == 1) && !is_han(before) {
            return Some((end + 1, "section"));
        }
        if n.chinese && n.digits > 0 && before == '(' && after == ')' {
            return Some((end, "section"));
        }
        if before.is_ascii_alphabetic() || before == '_' || matches!(before, '@' | '#' | '&' | '=') {
            return Some((self.chain_end(end), "name"));
        }
        if after.is_ascii_alphabetic() && measure::find(text, end).is_none() {
            return Some((self.chain_end(end), "name"));
        }
        if after == '+'
            || (before == '+' && !n.chinese)
            || after == '×'
            || before == '×'
            || (after == '*' && text.at(end + 1).is_ascii_digit())
        {
            return Some((self.chain_end(end), "term"));
        }
        if after == '·' && numeral::begins(text.at(end + 1)) || before == '·' && numeral::begins(text.before(i.saturating_sub(1))) {
            return Some((self.chain_end(end), "name"));
        }
        if matches!(after, '〕' | ']' | '】') || matches!(before, '〔' | '[' | '【') {
            // 〔2024〕3号
            let close = end + 1;
            let number = Numeral::read(text, close).map_or(end, |m| if text.at(m.end) == '号' { m.end + 1 } else { end });
            return Some((number, "document_number"));
        }
        if text.starts(end, "号") && !text.starts(end, "号召") {
            let written = if text.any(end + 1, &["楼", "院", "门", "室", "路", "线", "公路", "街", "店"]).is_some() {
                "address"
            } else {
                "document_number"
            };
            return Some((end + 1, written));
        }
        if let Some(done) = text.any(end, &["单元", "号楼", "栋楼", "楼", "层", "室", "国道", "省道", "县道", "线公路", "环路", "号线"])
        {
            return Some((done, "address"));
        }
        if text.any_before(i, &["国道", "省道", "县道", "高速"]).is_some() && after != '公' {
            return Some((end, "address"));
        }
        if !n.chinese && self.telephone(n) {
            return Some((self.chain_end(end), "telephone"));
        }
        if !n.chinese
            && text.any_before(i, &["代号", "编号", "车牌", "尾号", "房号", "工号", "警号", "证号", "代码", "账号", "QQ"]).is_some()
        {
            return Some((self.chain_end(end), "name"));
        }
        if let Some(done) = self.clock(n) {
            return Some((done, "time"));
        }
        if let Some(done) = text.any(end, &["周岁", "岁"]) {
            return Some((done, "age"));
        }
        if text.starts(end, "周年") || text.starts(end, "星级") && !self.wins_near(i) {
            return Some((end + 2, "name"));
        }
        if !n.chinese && (after == '.' && text.at(end + 1).is_ascii_digit() || before == '.') {
            return Some((self.chain_end(end), "section"));
        }
        if matches!(after, ':' | '/') && numeral::begins(text.at(end + 1)) && !n.chinese {
            return Some((self.chain_end(end), "ratio"));
        }
        None
    }

    /// 110, 12345热线, 0477-8123456, 13812345678.
    pub(crate) fn telephone(&self, n: &Numeral) -> bool {
        const SERVICES: &[i64] = &[
            110, 119, 120, 122, 114, 12_110, 12_119, 12_122, 12_123, 12_309, 12_315, 12_328, 12_337, 12_338, 12_345, 12_348, 12_350,
            12_355, 12_363, 12_367, 12_368, 12_369, 12_371, 12_380, 12_381, 12_388, 12_389, 12_393, 95_598, 96_110, 96_333,
        ];
        const AFTER: &[&str] = &[
            "热线",
            "接处警",
            "接警",
            "报警",
            "警情",
            "指挥",
            "平台",
            "电话",
            "专线",
            "客户端",
            "App",
            "APP",
            "举报",
            "语音",
            "联勤",
            "中心",
            "出警",
            "宣传日",
            "反诈",
            "公安服务",
            "政务",
            "便民",
        ];
        let text = self.text;
        let (i, end) = (n.start, n.end);
        if n.scale.is_some() || n.odd || n.step < Decimal::ONE || text.slice(i, end).contains(&',') {
            return false;
        }
        let size = end - i;
        if size < 3 {
            return false;
        }
        let unit = measure::find(text, end).is_some() || text.at(end) == '%';
        let service = i64::try_from(n.value).is_ok_and(|number| SERVICES.contains(&number));
        let named = text.any(end, AFTER).is_some() || text.any_before(i, &["拨打", "电话", "热线", "致电"]).is_some();
        let dashed = text.at(i) == '0' && (3..=4).contains(&size) && text.at(end) == '-' || text.before(i) == '-' && size >= 7;
        (service && (named || !unit))
            || (named && size >= 3 && !unit)
            || dashed
            || (text.at(i) == '1' && size == 11)
            || (text.at(i) == '0' && size >= 10)
    }

    /// 7时30分, 9:00, 上午9点, 3月1日 without its period.
    pub(crate) fn clock(&self, n: &Numeral) -> Option<usize> {
        let text = self.text;
        if n.scale.is_some() || n.odd || n.value > Decimal::from(60) || n.step < Decimal::ONE {
            return None;
        }
        let end = n.end;
        if text.at(end) == ':' && text.at(end + 1).is_ascii_digit() && text.at(end + 2).is_ascii_digit() && n.value < Decimal::from(25) {
            let mut done = end + 3;
            if text.at(done) == ':' && text.at(done + 1).is_ascii_digit() {
                done += 3;
            }
            return Some(done);
        }
        if n.value <= Decimal::from(24) && matches!(text.at(end), '时' | '点') {
            let of_day = text
                .any_before(n.start, &["上午", "下午", "凌晨", "早上", "晚上", "晚", "早", "中午", "当日", "日", "夜间", "至", "次日"])
                .is_some();
            let minutes = Numeral::read(text, end + 1).filter(|m| m.value < Decimal::from(60));
            return match minutes {
                Some(m) if text.at(m.end) == '分' => Some(m.end + 1),
                _ if text.at(end) == '时' && !matches!(text.at(end + 1), '间' | '长' | '段') => Some(end + 1),
                _ if text.any(end, &["点整", "点半", "点钟", "点许"]).is_some() => Some(end + 2),
                _ if of_day && !matches!(text.at(end + 1), '位' | '上') => Some(end + 1),
                _ => None,
            };
        }
        let calendar = matches!(text.at(end), '日' | '月' | '号') && !text.starts(end, "月饼") && !text.starts(end, "日元");
        (calendar && n.value <= Decimal::from(31)).then_some(end + 1)
    }

    /// 三级网络, 两个结合: a small Chinese number that names a thing.
    pub(crate) fn structure(&self, n: &Numeral, measure: &Measure) -> bool {
        const ABSTRACT: &[&str] = &[
            "确立",
            "维护",
            "意识",
            "自信",
            "全面",
            "必须",
            "严禁",
            "规定",
            "不准",
            "坚持",
            "务必",
            "服从",
            "结合",
            "先行",
            "统筹",
            "转变",
            "一律",
            "允许",
            "革命",
            "能力",
            "层面",
            "方面",
            "维度",
            "毫不动摇",
            "同步",
            "强化",
            "聚焦",
            "到位",
            "突出",
            "环节",
            "一百年",
            "文明",
            "体系",
            "关系",
            "问题",
            "字",
            "阶段",
            "极端",
            "清单",
            "过硬",
            "大事",
            "统一",
        ];
        if n.value >= Decimal::TEN || n.odd {
            return false;
        }
        let next = self.text.at(measure.end);
        let abstract_noun =
            matches!(measure.word, "个" | "项" | "种" | "类" | "条" | "张") && self.text.any(measure.end, ABSTRACT).is_some();
        // 一码三人, 两队一室: measures chained without anything counted.
        let chained = numeral::begins(next) && self.text.at(measure.end) != '0' && n.end - n.start == 1 && !next.is_ascii_digit();
        abstract_noun || chained
    }

    /// “甲、乙、丙、丁”四项机制: a number that adds up the list right before it names the list.
    pub(crate) fn sums_up_a_list(&self, n: &Numeral, measure: &Measure) -> bool {
        const LISTS: &[&str] = &[
            "机制", "制度", "工作", "指标", "指数", "任务", "要素", "环节", "方面", "内容", "重点", "领域", "关键", "行动", "体系", "能力",
            "标准", "维度", "阶段", "原则", "清单", "举措", "措施", "建设", "要求", "作用", "优势", "主题", "职能", "模式", "理念", "工程",
        ];
        let text = self.text;
        if !matches!(measure.word, "个" | "项" | "类" | "种" | "条" | "张") || n.value < Decimal::TWO || n.value > Decimal::TEN {
            return false;
        }
        let noun = text.any(measure.end, LISTS).or_else(|| text.any(measure.end + 2, LISTS).filter(|_| is_han(text.at(measure.end))));
        if noun.is_none() {
            return false;
        }
        let quoted = (text.before(n.start) == '”').then(|| self.layout.enclosure(n.start.saturating_sub(2))).flatten();
        let (start, end) = quoted.map_or((self.layout.clause(n.start).start, n.start), |(start, end, _)| (start, end));
        let listed = text.slice(start, end);
        if listed.iter().any(char::is_ascii_digit) {
            return false;
        }
        let signs = listed.iter().filter(|c| matches!(c, '、' | ',')).count();
        let last = listed.iter().rposition(|c| matches!(c, '、' | ','));
        let joined = last.is_some_and(|at| listed.get(at..).unwrap_or_default().iter().any(|c| matches!(c, '和' | '及' | '与')));
        signs > 0 && n.value == Decimal::from(signs + 1 + usize::from(joined))
    }

    /// 历时四个多月, 每季度1次: how long a story took, how often a thing is to be done.
    pub(crate) fn told_in_passing(&self, n: &Numeral, measure: &Measure) -> Option<&'static str> {
        let text = self.text;
        let at = qualifier::before(text, n.start).map_or(n.start, |(_, start)| start);
        let lasted = matches!(measure.dimension, "year" | "month" | "day" | "hour" | "quarter");
        if lasted && text.any_before(at, &["历时", "历经", "耗时", "历时近"]).is_some() {
            return Some("duration");
        }
        let act = matches!(measure.kind, Kind::CountSessions | Kind::CountAttendances);
        let each = [
            "每季度",
            "每月",
            "每年",
            "每周",
            "每日",
            "每天",
            "每半年",
            "每两周",
            "每季",
            "每班",
            "每旬",
            "每学期",
            "每半月",
            "每两月",
            "每两年",
        ];
        let at = text.any_before(at, &["开展", "召开", "组织", "进行", "举行", "举办"]).unwrap_or(at);
        let at = text.any_before(at, &["至少", "不少于", "不低于"]).unwrap_or(at);
        (act && text.any_before(at, &each).is_some()).then_some("threshold")
    }

    /// 引一育一用一励: a scanner's 一 for a dash.
    pub(crate) fn dash_artefact(&self, i: usize) -> bool {
        let one = |k: usize| self.text.at(k) == '一';
        one(i) && (one(i + 2) && is_han(self.text.at(i + 1)) || i >= 2 && one(i - 2) && is_han(self.text.at(i - 1)))
    }

    /// 未发生一次死亡3人以上事故: what did not happen is described, not counted.
    pub(crate) fn nothing_happened(&self, at: usize) -> bool {
        let clause = self.layout.clause(at);
        ["未发生", "没有发生", "杜绝", "无一起"].iter().any(|w| self.text.find(clause.start, at, w).is_some())
    }
}
