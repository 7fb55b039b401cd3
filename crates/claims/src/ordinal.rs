//! Ordinals, levels, streaks, list sizes in titles and spans of years.

use rust_decimal::Decimal;

use crate::claim::{Award, Bound, Kind, Qualifier};
use crate::clause::Inside;
use crate::cue::Sort;
use crate::draft::Draft;
use crate::measure::{self};
use crate::number::{Numbers, Read, Scan};
use crate::numeral::{self, Numeral};
use crate::period::Mention;
use crate::text::is_han;

impl Scan<'_> {
    /// 第一名, 第三批, 第十一位, 全国第一; 第一标准 is a figure of speech.
    pub(crate) fn ordinal(&self, n: &Numeral) -> Read {
        let text = self.text;
        let start = n.start - 1;
        let end = n.end;
        if self.layout.inside(n.start) == Inside::Quote {
            return Read::Skip(end, "term");
        }
        let draft = |stop: usize, kind: Kind, dimension: &'static str, unit: &str| {
            let mut d = Draft::words(start, stop, kind, dimension).ordinal(n.value, unit);
            d.number = n.start;
            d.award = Some(Award::default());
            Read::Figure(Box::new(d))
        };
        let field_near = || {
            let clause = self.layout.clause(start);
            self.cues
                .within(clause.start.max(start.saturating_sub(14)), start)
                .any(|c| c.sort == Sort::Field || c.sort == Sort::Wins || matches!(c.word, "综合"))
                || text
                    .any_before(start, &["排名", "位居", "位列", "列", "居", "排", "总分", "成绩", "考核", "综合", "评比", "保持", "团体"])
                    .is_some()
        };
        // 摆在第一位: how important, not which place.
        if n.value == Decimal::ONE
            && text.any_before(start, &["摆在", "放在", "置于", "挺在", "作为", "摆到", "放到", "当作", "视为"]).is_some()
        {
            return Read::Skip(end + 1, "term");
        }
        match text.at(end) {
            '名' if text.at(end + 1) != '称' => draft(end + 1, Kind::Rank, "rank", "名"),
            '位' => draft(end + 1, Kind::Rank, "rank", "位"),
            '批' if self.wins_near(start) || field_near() || matches!(text.before(start), '国' | '区' | '省' | '市') => {
                draft(end + 1, Kind::AwardLevel, "batch_ordinal", "批")
            }
            '届' if text.any_before(start, &["举办", "承办", "主办", "举办了", "承办了", "举办的"]).is_some() => {
                let mut d = Draft::words(start, end + 1, Kind::Edition, "edition").ordinal(n.value, "届");
                d.number = n.start;
                Read::Figure(Box::new(d))
            }
            '届' => Read::Skip(end + 1, "edition"),
            c if is_han(c) && !matches!(c, '的' | '和' | '、' | '并' | '且') => {
                let stop = if measure::find(text, end).is_some() { end + 1 } else { end };
                Read::Skip(stop, "ordinal")
            }
            _ if field_near() => draft(end, Kind::Rank, "rank", ""),
            _ => Read::Skip(end, "ordinal"),
        }
    }

    /// 全区前三, 前10名.
    pub(crate) fn among_the_first(&self, n: &Numeral) -> Read {
        let text = self.text;
        let start = n.start - 1;
        let clause = self.layout.clause(start);
        let ranked = self.cues.within(clause.start, start).any(|c| matches!(c.sort, Sort::Field | Sort::Wins))
            || self.wins_near(start)
            || text.holds(clause.start, start, &["进入", "跻身", "闯入", "挺进", "杀入", "打进"]);
        let stop = text.any(n.end, &["名", "位"]).unwrap_or(n.end);
        let ends = !is_han(text.at(stop)) || matches!(text.at(stop), '的' | '、' | '行');
        if !ranked || !ends {
            return Read::Skip(stop, "ordinal");
        }
        let mut d = Draft::words(start, stop, Kind::Rank, "rank").ordinal(n.value, text.words(n.end, stop).as_str());
        d.qualifier = Qualifier::AtMost;
        d.low = Bound::With(Decimal::ONE);
        d.award = Some(Award::default());
        Read::Figure(Box::new(d))
    }

    /// 连续三届, 连续2年, 蝉联三届.
    pub(crate) fn streak(&self, n: &Numeral, start: usize, out: &mut Numbers) -> Read {
        let text = self.text;
        let (end, dimension) = match text.at(n.end) {
            '届' => (n.end + 1, "consecutive_editions"),
            '年' => (n.end + 1, "consecutive_years"),
            '次' => (n.end + 1, "consecutive_times"),
            '天' | '日' => (n.end + 1, "consecutive_days"),
            '个' if text.starts(n.end, "个月") => (n.end + 2, "consecutive_months"),
            '个' if text.starts(n.end, "个季度") => (n.end + 3, "consecutive_quarters"),
            '个' if text.starts(n.end, "个年度") => (n.end + 3, "consecutive_years"),
            '度' => (n.end + 1, "consecutive_times"),
            _ => return self.plain(n, out),
        };
        let stop = if text.any(end, &["以上"]).is_some() { end + 2 } else { end };
        // 连续743天: how long something lasts, not how often it was won.
        let days = dimension == "consecutive_days";
        let kind = if days { Kind::Quantity } else { Kind::AwardStreak };
        let mut d = Draft::number(n, stop, kind, dimension, Decimal::ONE);
        d.start = start;
        d.after = stop;
        d.unit = text.words(n.end, end);
        d.award = (!days).then(Award::default);
        if stop > end {
            d.qualifier = Qualifier::AtLeast;
            d.bound(Some(n.coarse));
        }
        if days {
            return Read::Figure(Box::new(d));
        }
        out.streaks.push(Mention { start, end: stop, force: crate::period::Force::Streak });
        Read::Figure(Box::new(d))
    }

    /// 《从优待警二十条措施》: the size of the list a document sets.
    pub(crate) fn in_title(&self, n: &Numeral) -> Read {
        let text = self.text;
        let (_, close, _) = self.layout.enclosure(n.start).unwrap_or((n.start, n.end, Inside::Title));
        let rest = text.words(n.end + 1, close);
        let lists =
            ["措施", "规定", "办法", "意见", "举措", "制度", "机制", "要求", "准则", "禁令", "硬措施", "承诺", "清单", "标准", "任务"];
        let unit = text.at(n.end);
        let dimension = match unit {
            '条' => "clause",
            '项' => "item",
            '点' => "point",
            _ => return Read::Skip(n.end, "title"),
        };
        // 二十条 alone closes a title too.
        if n.value < Decimal::TWO || n.bare_scale || !(rest.is_empty() || lists.iter().any(|w| rest.ends_with(w) || rest.starts_with(w))) {
            return Read::Skip(n.end, "title");
        }
        let mut d = Draft::number(n, n.end + 1, Kind::StandingListSize, dimension, Decimal::ONE);
        d.unit = unit.to_string();
        Read::Figure(Box::new(d))
    }

    /// 一等奖, 二等功, 一等所, 二级实验室.
    pub(crate) fn level(&self, n: &Numeral) -> Option<Read> {
        let text = self.text;
        let end = n.end;
        if text.at(end) == '等' && n.value < Decimal::TEN && !n.odd {
            let (unit, stop, dimension) = match text.at(end + 1) {
                '奖' => ("等奖", end + 2, "award_level"),
                '功' => ("等功", end + 2, "award_level"),
                _ if n.chinese && self.wins_near(n.start) && is_han(text.at(end + 1)) => ("等", end + 1, "grade"),
                _ => return None,
            };
            return Some(self.graded(n, stop, dimension, unit));
        }
        // 一、二等奖: the levels share what follows the last.
        if n.chinese && text.at(end) == '、' && n.end == n.start + 1 {
            let mut k = end;
            while text.at(k) == '、' && numeral::begins(text.at(k + 1)) {
                k += 2;
            }
            if let Some(unit) = ["等奖", "等功"].into_iter().find(|u| text.starts(k, u)) {
                return Some(self.graded(n, end, "award_level", unit));
            }
        }
        if text.at(end) == '级' && n.chinese && n.value <= Decimal::TEN && !n.odd {
            const GRADED: &[&str] = &[
                "实验室",
                "达标",
                "标准化",
                "英模",
                "资质",
                "等保",
                "档案",
                "公安局",
                "派出所",
                "车管所",
                "单位",
                "医院",
                "勋章",
                "奖章",
                "警种",
                "法庭",
                "监管场所",
                "看守所",
                "机构",
                "站",
                "所",
            ];
            let clause = self.layout.clause(n.start);
            let rest = text.words(end + 1, clause.end.min(end + 12));
            // 两级公安机关, 三级联动: levels of a structure.
            let rated = self.wins_near(n.start)
                && GRADED.iter().any(|g| rest.contains(g))
                && !text.starts(end + 1, "公安机关")
                && n.value != Decimal::TWO
                || self.wins_near(n.start) && GRADED.iter().any(|g| rest.contains(g)) && text.at(n.start) == '二';
            if rated || text.any(end, &["级英模", "级英雄"]).is_some() {
                return Some(self.graded(n, end + 1, "grade", "级"));
            }
            return Some(Read::Skip(end + 1, "term"));
        }
        if text.starts(end, "星级") && self.wins_near(n.start) {
            return Some(self.graded(n, end + 2, "grade", "星级"));
        }
        None
    }

    pub(crate) fn graded(&self, n: &Numeral, stop: usize, dimension: &'static str, unit: &str) -> Read {
        let mut d = Draft::words(n.start, stop, Kind::AwardLevel, dimension).ordinal(n.value, unit);
        d.award = Some(Award::default());
        Read::Figure(Box::new(d))
    }

    /// 历时两年半, 有期徒刑3年; any other 三年 is a period or a name.
    pub(crate) fn years(&self, n: &Numeral) -> Read {
        let text = self.text;
        let half = text.at(n.end + 1) == '半';
        let end = n.end + 1 + usize::from(half);
        let lasting = text
            .any_before(
                n.start,
                &["为期", "长达", "满", "超过", "近", "至", "期限", "有效期", "缩短", "延长", "时间", "不少于", "不超过", "逃亡", "潜逃"],
            )
            .is_some();
        // A court's sentence is nobody's figure.
        if text.any_before(n.start, &["徒刑", "拘役", "管制", "刑期", "判处"]).is_some() {
            return Read::Skip(end, "sentence");
        }
        if text.any_before(n.start, &["历时", "历经", "耗时"]).is_some() {
            return Read::Skip(end, "duration");
        }
        if !(half || lasting) || text.starts(end, "行动") || n.value > Decimal::ONE_HUNDRED {
            return Read::Skip(end, "period");
        }
        let value = if half { n.value + Decimal::new(5, 1) } else { n.value };
        let step = if half { Decimal::new(5, 1) } else { Decimal::ONE };
        let m = Numeral { value, step, coarse: step, ..n.clone() };
        let mut d = Draft::number(&m, end, Kind::Quantity, "year", Decimal::ONE);
        d.unit = text.words(n.end, end);
        d.after = end;
        self.finished(d, Some(step))
    }

    pub(crate) fn wins_near(&self, i: usize) -> bool {
        let clause = self.layout.clause(i);
        self.cues.within(clause.start, i).any(|c| c.sort == Sort::Wins)
            || self.cues.within(clause.start, clause.end).any(|c| matches!(c.word, "创建" | "创成" | "达标" | "评定" | "认定" | "命名"))
    }
}
