//! 评委、处罚与纪录: who judges, what was sanctioned, and the records that are contested.

use nc_people::sheet::{Label, Row, Sheet, Shown, Viewing, label};

use super::{CODE, REASON};
use crate::contest::fact::SetUp;
use crate::contest::model::SanctionKind;
use crate::contest::state::{Contest, Live, Records};

const DISCIPLINE: Label = label("科目", "Discipline");

impl Contest {
    /// Who judges which discipline; for whoever runs the contest alone.
    pub(super) fn panels(&self, head: &SetUp, sheet: &mut Sheet) {
        const COLUMNS: &[Label] =
            &[DISCIPLINE, label("席次", "Seat"), label("评委", "Judge"), label("裁判长", "Head judge"), label("所在单位", "Serves in")];
        let rows = head.disciplines.iter().flat_map(|discipline| {
            let seats = self.live().panel(&discipline.serial).iter().zip(1..);
            seats.map(|(seat, number)| {
                let leads = self.live().head_judge(&discipline.serial) == Some(seat.judge);
                let head = if leads { Shown::Good(label("裁判长", "head judge")) } else { Shown::Nothing };
                Row::of([discipline.called(), Shown::Count(number), Shown::Person(seat.judge), head, Shown::Unit(seat.unit.clone())])
            })
        });
        sheet.table(label("评委组", "Panels"), COLUMNS, rows);
    }

    /// Time granted for faults of equipment, once results may be seen.
    pub(super) fn extra_times(&self, seen: &Live, told: bool, sheet: &mut Sheet) {
        const COLUMNS: &[Label] =
            &[CODE, label("轮次", "Round"), label("第几次", "Attempt"), label("补时（秒）", "Seconds granted"), REASON];
        let rows = seen.extra_times().filter(|_| told).map(|(code, round, attempt, millis, reason)| {
            let seconds = Shown::Points { value: millis, decimals: 3 };
            Row::of([Shown::text(code), Shown::Label(round.label()), Shown::Count(i64::from(attempt)), seconds, Shown::text(reason)])
        });
        sheet.table(label("器材故障补时", "Time granted for faults of equipment"), COLUMNS, rows);
    }

    /// What was sanctioned, by code, once results may be seen.
    pub(super) fn sanctions(&self, seen: &Live, told: bool, sheet: &mut Sheet) {
        const COLUMNS: &[Label] = &[CODE, label("处罚", "Sanction"), REASON, label("现状", "Now")];
        let rows = seen.sanctions().iter().filter(|_| told).map(|(code, kind, reason)| {
            let now = match kind {
                SanctionKind::Warning => Shown::Nothing,
                SanctionKind::Disqualified if seen.is_disqualified(code) => Shown::Off(label("成绩无效", "result does not count")),
                SanctionKind::Disqualified => Shown::Good(label("经申诉恢复", "restored on appeal")),
            };
            Row::of([Shown::text(code), Shown::Label(kind.label()), Shown::text(reason), now])
        });
        sheet.table(label("处罚", "Sanctions"), COLUMNS, rows);
    }

    /// The record of each event that is contested, as the reader may know it.
    pub(super) fn records(&self, view: &Viewing<'_>, head: &SetUp, runs: bool, sheet: &mut Sheet) {
        const COLUMNS: &[Label] = &[DISCIPLINE, label("纪录", "Record"), CODE, label("创造于", "Set in"), label("日期", "On")];
        let Some(records) = view.states.only::<Records>() else { return };
        let until = self.freeze().filter(|_| !runs).map(|freeze| freeze.seq);
        let rows = head.disciplines.iter().filter_map(|discipline| {
            let best = records.best_until(discipline.event.as_deref()?, until)?;
            let set_in =
                if best.contest == head.contest { Shown::Good(label("本场", "this contest")) } else { Shown::text(best.title.clone()) };
            let value = Shown::Points { value: best.value, decimals: best.decimals };
            Some(Row::of([discipline.called(), value, Shown::text(&best.code), set_in, Shown::Day(best.on)]))
        });
        sheet.table(label("纪录", "Records"), COLUMNS, rows);
    }
}
