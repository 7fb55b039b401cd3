//! Results, totals of units and awards, as far as the reader may know them.

use nc_people::sheet::{AskKind, Label, Row, Sheet, Shown, Step, Viewing, label};

use super::{CODE, REASON, handover};
use crate::contest::board::Place;
use crate::contest::command::SanctionEntry;
use crate::contest::fact::SetUp;
use crate::contest::model::{SanctionKind, Signer};
use crate::contest::public::{DisciplineBoard, NamedLine};
use crate::contest::signing;
use crate::contest::state::{Codes, Contest};

impl Place {
    /// What a cell shows.
    #[must_use]
    pub fn shown(self) -> Shown {
        match self {
            Self::Ranked(rank) => Shown::Count(i64::from(rank)),
            Self::Out => Shown::Off(label("未晋级", "did not advance")),
            Self::Failed => Shown::Off(label("未完成", "not completed")),
            Self::Absent => Shown::Off(label("缺席", "absent")),
            Self::Disqualified => Shown::Off(label("取消成绩", "disqualified")),
            Self::Waiting => Shown::Late(label("待成绩", "result missing")),
        }
    }
}

impl Contest {
    pub(super) fn results(&self, view: &Viewing<'_>, head: &SetUp, codes: &Codes, runs: bool, sheet: &mut Sheet) {
        const COLUMNS: &[Label] = &[
            label("科目", "Discipline"),
            CODE,
            label("参赛人", "Entrant"),
            label("轮次", "Round"),
            label("成绩", "Result"),
            label("名次", "Rank"),
            label("奖项", "Award"),
        ];
        const UNIT_COLUMNS: &[Label] =
            &[label("科目", "Discipline"), label("单位", "Unit"), label("最佳成绩之和", "Sum of its best"), label("名次", "Rank")];
        let live = if runs { self.live() } else { self.shown() };
        let (mut rows, mut totals) = (Vec::new(), Vec::new());
        for discipline in &head.disciplines {
            let board = DisciplineBoard::of(live, codes, discipline);
            totals.extend(board.units.into_iter().map(|total| {
                Row::of([
                    discipline.called(),
                    Shown::Unit(total.unit),
                    Shown::Points { value: total.total, decimals: discipline.decimals },
                    Shown::Count(i64::from(total.rank)),
                ])
            }));
            for NamedLine { line, people, unit } in board.lines {
                let mut row = Row::of([
                    discipline.called(),
                    Shown::text(&line.code),
                    if people.is_empty() { Shown::Nothing } else { Shown::People(people) },
                    Shown::Label(line.round.label()),
                    discipline.result(line.value),
                    line.place.shown(),
                    handover::shown(&line),
                ]);
                row.sender = unit;
                if runs && live.published().is_none() {
                    row.steps.push(
                        Step::of::<SanctionEntry>(label("处罚", "Sanction"))
                            .about(&line.code)
                            .fix("contest", head.contest.to_string())
                            .fix("code", line.code.clone())
                            .ask("kind", label("处罚", "Sanction"), AskKind::Word(SanctionKind::WORDS))
                            .ask("reason", REASON, AskKind::Text)
                            .grave(),
                    );
                }
                if runs && self.shown().published().is_some() && line.place.rank().is_some() {
                    row.steps.extend(super::higher::nominate(head, &line.code));
                }
                // An honour is public: what is behind a freeze does not go on the roll before it is thawed.
                // Nor does one whose corrected scores are not signed anew.
                let signed = signing::missing(live, codes, discipline, Signer::ALL).iter().all(|missing| missing.code != line.code);
                if let Some((on, _)) = live.published().filter(|_| !self.is_frozen() && signed) {
                    row.steps.extend(handover::step(view, head, discipline, &line, codes, on));
                }
                rows.push(row);
            }
        }
        let name = if runs && self.is_frozen() {
            label("成绩（实时，未上榜）", "Results (live, not on the board)")
        } else {
            label("成绩", "Results")
        };
        sheet.table(name, COLUMNS, rows);
        if !totals.is_empty() {
            sheet.table(label("单位成绩", "Totals of units"), UNIT_COLUMNS, totals);
        }
    }
}
