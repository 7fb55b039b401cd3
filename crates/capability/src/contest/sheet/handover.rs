//! 移交荣誉: an award of a contest becomes an honour by the roll's own command, with what the contest knows filled in. The
//! areas do not know each other: the command is named here, and a test of the store sees that it takes what this fills in.

use nc_kernel::Day;
use nc_people::Action;
use nc_people::sheet::{AskKind, Shown, Step, Viewing, label};
use serde_json::{Map, json};

use crate::contest::board::Line;
use crate::contest::fact::SetUp;
use crate::contest::model::{AwardKind, Discipline};
use crate::contest::state::Codes;

/// The step for one line of a board that was published on `on`; none without an award, or for who may not record honours there.
pub(super) fn step(view: &Viewing<'_>, head: &SetUp, discipline: &Discipline, line: &Line, codes: &Codes, on: Day) -> Option<Step> {
    let award = line.award.as_ref()?;
    let unit = codes.unit_of(&line.code)?;
    if !view.may(Action::RecordHonour, unit) {
        return None;
    }
    let mut form = json!({
        "issuer": head.authority,
        "title": award.title,
        "level": head.level.word(),
        "awarded_on": on,
        "kind": award.kind.word(),
        "contest": format!("{} {}", head.title, discipline.title),
    });
    if let Some(fields) = form.as_object_mut() {
        match codes.entrants(&line.code) {
            [one] => fields.insert("people".to_owned(), json!([one.person])),
            _ => fields.insert("units".to_owned(), json!([unit])),
        };
        if award.kind != AwardKind::Title {
            fields.insert("place".to_owned(), json!(award.place));
        }
    }
    let mut fixed = Map::new();
    fixed.insert("award".to_owned(), form);
    // The contest and the code make the key, so that an award is never on the roll twice.
    fixed.insert("serial".to_owned(), json!(format!("{}/{}", head.serial, line.code)));
    let step = Step {
        word: format!("honour.record/{}", line.code),
        command: "honour.record",
        label: label("登记为荣誉", "Record as an honour"),
        fixed,
        asks: Vec::new(),
        grave: false,
    };
    let step = step.ask("award.document", label("表彰文件", "Document of the award"), AskKind::Document);
    Some(step)
}

/// What stands in a cell for an award.
pub(super) fn shown(line: &Line) -> Shown {
    Shown::or_nothing(line.award.as_ref().map(|award| Shown::named(&award.title, award.title_en.as_deref())))
}
