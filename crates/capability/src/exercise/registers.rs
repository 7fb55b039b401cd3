//! The registers exercises feed.

use std::collections::BTreeMap;

use nc_kernel::{Attr, Day, Entry, Facets, PersonId, RegisterDoc, UnitPath, document};

use super::fact::Planned;
use super::model::Role;
use super::state::Exercise;

/// 演练登记簿.
pub const HELD: &str = "exercise.held";
/// 演练轮次登记簿.
pub const RUN: &str = "exercise.run";
/// 参演登记簿.
pub const PLAYER: &str = "exercise.player";
/// 逾期整改登记簿.
pub const OVERDUE: &str = "exercise.overdue";
/// What the facts of exercises attach.
pub const DOCUMENTS: &str = "exercise.document";

const ATTRS: &[&str] = &["kind", "unannounced"];

/// What the rows are, for figure definitions.
pub const REGISTERS: &[RegisterDoc] = &[
    RegisterDoc {
        name: HELD,
        zh: "一期演练：已实施、至少一个目标已评估、总结报告已印发",
        en: "one exercise conducted, with at least one objective evaluated and its after-action report issued",
        when: "held_on",
        attrs: ATTRS,
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: RUN,
        zh: "计期演练的一轮实施",
        en: "one run of an exercise that counts",
        when: "held_on",
        attrs: ATTRS,
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: PLAYER,
        zh: "一名人员参加一期计期演练",
        en: "one person who played in one exercise that counts",
        when: "held_on",
        attrs: &["kind", "member", "unannounced"],
        has_person: true,
        lasts: false,
    },
    RegisterDoc {
        name: OVERDUE,
        zh: "一件整改事项的逾期，自期满次日起至核验",
        en: "one improvement action past its day, from the day after until it is verified",
        when: "overdue_from",
        attrs: &["element", "kind"],
        has_person: false,
        lasts: true,
    },
    RegisterDoc {
        name: DOCUMENTS,
        zh: "演练整改的一份佐证文件",
        en: "one document that shows what was mended after an exercise",
        when: "happened_on",
        attrs: document::ATTRS,
        has_person: true,
        lasts: false,
    },
];

struct Rows<'a> {
    body: &'a Planned,
    day: Day,
}

impl Rows<'_> {
    fn row(&self, register: &'static str, key: String, seq: u64) -> Entry {
        Entry {
            register,
            key,
            day: self.day,
            until: None,
            facets: facets(&self.body.unit, &self.body.unit),
            person: None,
            attrs: BTreeMap::from([("kind", self.body.kind.word().into()), ("unannounced", self.body.unannounced.into())]),
            evidence: seq,
        }
    }
}

fn facets(organiser: &UnitPath, sender: &UnitPath) -> Facets {
    Facets { organisers: vec![organiser.clone()], host: Some(organiser.clone()), sender: Some(sender.clone()) }
}

/// The rows of an exercise, from its state alone. It counts on the day of its last run.
#[must_use]
pub fn entries(exercise: &Exercise) -> Vec<Entry> {
    let Some(body) = exercise.planned() else { return Vec::new() };
    let mut rows: Vec<Entry> = papers(exercise, body).collect();
    if exercise.is_struck() {
        return rows;
    }
    let overdue = exercise.actions().iter().map(|action| {
        let from = action.set.due.plus_days(1);
        (from, action.verified.map(|(on, _)| on), action)
    });
    let overdue = overdue.filter(|(from, until, _)| until.is_none_or(|until| *from < until)).map(|(from, until, action)| Entry {
        register: OVERDUE,
        key: format!("{}/{}", body.exercise, action.set.action),
        day: from,
        until,
        facets: facets(&action.set.unit, &action.set.unit),
        person: None,
        attrs: BTreeMap::from([("element", Attr::from(action.set.element.word())), ("kind", body.kind.word().into())]),
        evidence: action.seq,
    });
    rows.extend(overdue);
    let (Some(issued), Some(day)) = (exercise.issued, exercise.runs().map(|(day, _)| day).max()) else { return rows };
    if !exercise.counts() {
        return rows;
    }
    let made = Rows { body, day };
    rows.push(made.row(HELD, body.exercise.to_string(), issued));
    for (number, (day, seq, _)) in (1_u32..).zip(&exercise.runs) {
        rows.push(Entry { day: *day, ..made.row(RUN, format!("{}/{number}", body.exercise), *seq) });
    }
    for place in exercise.people().filter(|place| place.role == Role::Player) {
        rows.push(player(&made, place.taker.person, &place.taker.sender, place.taker.member.word(), place.seq));
    }
    rows
}

/// Papers stay on record whatever becomes of the exercise.
fn papers<'a>(exercise: &'a Exercise, body: &'a Planned) -> impl Iterator<Item = Entry> + 'a {
    let of = facets(&body.unit, &body.unit);
    exercise.papers().iter().flat_map(move |(day, seq, paper)| {
        document::attachment(DOCUMENTS, &format!("exercise/{}", body.exercise), *day, &of, *seq, paper, &[])
    })
}

fn player(made: &Rows<'_>, person: PersonId, sender: &UnitPath, member: &'static str, seq: u64) -> Entry {
    let mut row = made.row(PLAYER, format!("{}/{person}", made.body.exercise), seq);
    row.facets = facets(&made.body.unit, sender);
    row.person = Some(person);
    row.attrs.insert("member", member.into());
    row
}
