//! 逐级推荐: entries that went up to a contest of a higher level, and those that came from a lower one.

use nc_people::sheet::{AskKind, Label, Name, Row, Sheet, Shown, Step, Viewing, label};

use super::CODE;
use crate::contest::command::{Enter, NominateUp};
use crate::contest::fact::SetUp;
use crate::contest::model::{ContestId, Level};
use crate::contest::state::{Codes, Contest};

const CONTEST: Label = label("比武竞赛", "Contest");

/// The step that nominates one entry.
pub(super) fn nominate(head: &SetUp, code: &str) -> Option<Step> {
    let step = Step::of::<NominateUp>(label("推荐参加上级比武", "Nominate for a higher contest"))
        .about(code)
        .fix("contest", head.contest.to_string())
        .fix("code", code)
        .ask("to", label("上级比武", "Higher contest"), AskKind::Thing { list: "contest", open: true });
    (head.level < Level::National).then_some(step)
}

/// Another contest by its name, where it can be read.
fn named(view: &Viewing<'_>, contest: ContestId) -> Shown {
    let head = view.states.get::<Contest>(contest).and_then(Contest::head);
    Shown::or_nothing(head.map(|head| Shown::Thing { list: "contest", id: contest.0, title: head.title.clone() }))
}

impl Contest {
    /// Who was nominated, and for what.
    pub(super) fn went_up(&self, view: &Viewing<'_>, sheet: &mut Sheet) {
        const COLUMNS: &[Label] = &[CODE, label("上级比武", "Higher contest")];
        let rows = self.live().nominated().iter().map(|(code, to)| Row::of([Shown::text(code), named(view, *to)]));
        sheet.table(label("推荐", "Nominated"), COLUMNS, rows);
    }

    /// Who was nominated for this contest, each with the step that enters them.
    pub(super) fn came_up(&self, view: &Viewing<'_>, head: &SetUp, codes: &Codes, sheet: &mut Sheet) {
        const COLUMNS: &[Label] =
            &[CONTEST, label("原编码", "Code there"), label("参赛人", "Entrant"), label("单位", "Unit"), label("报名", "Entered")];
        let rows = self.live().received().iter().map(|(from, code)| {
            let lower = view.states.get::<Codes>(*from);
            let entrants = lower.map(|lower| lower.entrants(code)).unwrap_or_default();
            let unit = lower.and_then(|lower| lower.unit_of(code)).cloned();
            let entered = codes.entries().any(|entry| entry.from.as_ref().is_some_and(|(contest, there)| contest == from && there == code));
            let cells = [
                named(view, *from),
                Shown::text(code),
                Shown::People(entrants.iter().map(|entrant| entrant.person).collect()),
                Shown::or_nothing(unit.clone().map(Shown::Unit)),
                if entered { Shown::Good(label("已报名", "entered")) } else { Shown::Label(label("未报名", "not entered")) },
            ];
            let disciplines = head.disciplines.iter().map(|d| (d.serial.clone(), Name::named(&d.title, d.title_en.as_deref())));
            let people: Vec<String> = entrants.iter().map(|entrant| entrant.person.to_string()).collect();
            let enter = Step::of::<Enter>(label("报名", "Enter"))
                .about(format!("{from}-{code}"))
                .fix("contest", head.contest.to_string())
                .fix("from", from.to_string())
                .fix("from_code", code.as_str())
                .fix("people", people)
                .ask("discipline", label("科目", "Discipline"), AskKind::OneOf { choices: disciplines.collect(), number: false });
            Row { sender: unit, ..Row::of(cells).with((!self.live().is_drawn()).then_some(enter)) }
        });
        sheet.table(label("下级推荐", "Nominated for this contest"), COLUMNS, rows);
    }
}
