//! The judge every area's rules use: collects every fault of a command before it answers. With it, natural ids and lateness.

use nc_kernel::personal::PersonalValue;
use nc_kernel::refusal::No;
use nc_kernel::{Day, Document, Draft, FactBody, PersonId, Refusal, Refused, Rule, States, StreamId, UnitPath};

use crate::access::Action;
use crate::command::{Ctx, Decision};
use crate::directory::{Directory, Membership};

/// Gives id types the constructor from a serial.
#[macro_export]
macro_rules! of_serial {
    ($($name:ident),+ $(,)?) => {
        $(impl $name {
            /// The id of the thing with this serial (编号): the same serial always gives the same id.
            #[must_use]
            pub fn of_serial(serial: &str) -> Self {
                Self(::nc_kernel::id::natural(stringify!($name), serial))
            }
        })+
    };
}

/// 迟录: entries later than this many days after the event are late: allowed, marked, never "on time".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lateness {
    /// The last day on time, counted from the event.
    pub after_days: i64,
}

impl Lateness {
    /// Whether something of `happened_on` recorded on `recorded_on` is late.
    #[must_use]
    pub fn is_late(self, happened_on: Day, recorded_on: Day) -> bool {
        recorded_on.days_since(happened_on) > self.after_days
    }
}

/// A text that must be there is blank.
pub const BLANK: Rule = Rule::new("common.blank", No::Invalid, "此项必填，请填写。", "This is required: please fill it in.");
/// A text is too long.
pub const TOO_LONG: Rule =
    Rule::new("common.too_long", No::Invalid, "此项最多{most}个字，请缩短。", "At most {most} characters here: please shorten it.");
/// A serial is not one.
pub const SERIAL: Rule = Rule::new(
    "common.serial",
    No::Invalid,
    "编号须为1至80个字，首尾无空格。",
    "A serial has 1 to 80 characters and no space at either end.",
);
/// A day has not come.
pub const FUTURE: Rule = Rule::new(
    "common.future",
    No::Invalid,
    "日期{day}尚未到来；事情发生后再记录。",
    "{day} has not come yet: record it when it has happened.",
);
/// A unit was not in force.
pub const UNIT: Rule = Rule::new(
    "common.unit",
    No::Invalid,
    "单位{unit}在{day}未设立或已撤销；请选当日在编的单位。",
    "Unit {unit} was not in force on {day}: choose one that was.",
);
/// Nobody has this id.
pub const PERSON: Rule = Rule::new(
    "common.person",
    No::Unknown,
    "名册里没有此人；请先由人事登记，或核对编号。",
    "Nobody of the bureau has this id: have them registered first, or check the id.",
);
/// Somebody was not serving on the day.
pub const NOT_SERVING: Rule = Rule::new(
    "common.not_serving",
    No::Conflict,
    "此人在{day}不在职；请核对日期，或先更正任职记录。",
    "This person was not serving on {day}: check the day, or correct the service record first.",
);
/// Something is named twice.
pub const REPEATED: Rule = Rule::new("common.repeated", No::Invalid, "此项重复；请只列一次。", "This is named twice: name it once.");
/// Somebody acts for another.
pub const NOT_YOU: Rule = Rule::new(
    "common.not_you",
    No::Forbidden,
    "此事须由本人用自己的账户办理。",
    "This is for the person named to do, from their own account.",
);
/// A fact cannot be serialised.
pub const UNWRITABLE: Rule = Rule::new(
    "common.unwritable",
    No::Invalid,
    "无法写成记录；请联系管理员。",
    "This cannot be written as a record: please tell the administrator.",
);
/// An entry comes late.
pub const LATE: Rule = Rule::new(
    "common.late",
    No::Invalid,
    "迟录：事情发生在{day}，已超过{days}天；照常入册，注明迟录，不计入按时。",
    "Late entry: it happened on {day}, more than {days} days ago. It counts, is marked as late, and is not on time.",
);

/// Longest title, issuer or contest.
pub const TITLE: usize = 80;
/// Longest reason or authority.
pub const REASON: usize = 200;

/// One action on each of `units`.
#[must_use]
pub fn ask(action: Action, units: &[UnitPath]) -> Vec<(Action, UnitPath)> {
    units.iter().map(|unit| (action, unit.clone())).collect()
}

/// The whole bureau, as far as it was established.
#[must_use]
pub fn bureau(states: &States) -> Option<UnitPath> {
    states.only::<Directory>().and_then(Directory::bureau).map(|unit| unit.path.clone())
}

/// One action on the unit a thing belongs to; about a thing that does not exist on the whole bureau, so that only who may
/// see everything learns that it does not.
#[must_use]
pub fn ask_of(states: &States, action: Action, unit: Option<UnitPath>) -> Vec<(Action, UnitPath)> {
    unit.or_else(|| bureau(states)).map(|unit| (action, unit)).into_iter().collect()
}

/// One action on the unit where somebody serves on `day`, or served last; of somebody unknown on the whole bureau, so that
/// who may not see a person cannot learn here whether they exist.
#[must_use]
pub fn ask_about(states: &States, action: Action, person: PersonId, day: Option<Day>) -> Vec<(Action, UnitPath)> {
    let Some(directory) = states.only::<Directory>() else { return Vec::new() };
    let place = directory.person(person).and_then(|p| {
        let then = day.and_then(|day| p.member_on(day));
        let served = then.or(p.memberships.last()).map(|member| member.unit.clone());
        let received = || day.and_then(|day| p.visit_on(day)).or(p.visits.last()).map(|visit| visit.unit.clone());
        served.or_else(received)
    });
    ask_of(states, action, place)
}

/// Collects faults, notes and facts of one command.
#[derive(Debug)]
pub struct Judge<'a> {
    /// Units and people.
    pub directory: &'a Directory,
    /// The day the command is given.
    pub today: Day,
    /// The person the acting account belongs to, where it belongs to one.
    pub acting: Option<PersonId>,
    faults: Vec<Refusal>,
    notes: Vec<Refusal>,
    facts: Vec<Draft>,
}

impl<'a> Judge<'a> {
    /// A judge with nothing found yet.
    #[must_use]
    pub fn new(ctx: &Ctx<'a>) -> Self {
        let acting = ctx.directory.user(ctx.actor.user).and_then(|user| user.person);
        Self { directory: ctx.directory, today: ctx.today(), acting, faults: Vec::new(), notes: Vec::new(), facts: Vec::new() }
    }

    /// A text that people read, 1 to `most` characters.
    pub fn text(&mut self, place: &str, text: &str, most: usize) {
        if text.trim().is_empty() {
            self.no(BLANK.refuse().at(place));
        } else if text.chars().count() > most {
            self.no(TOO_LONG.refuse().with("most", most).at(place));
        }
    }

    /// A text that may be left out, but is not blank when it is there.
    pub fn text_if_any(&mut self, place: &str, text: Option<&str>, most: usize) {
        if let Some(text) = text {
            self.text(place, text, most);
        }
    }

    /// A serial: kept as written, so a stray space must not make a second thing of it.
    pub fn serial(&mut self, place: &str, serial: &str) {
        if serial.trim() != serial || serial.is_empty() || serial.chars().count() > 80 {
            self.no(SERIAL.refuse().at(place));
        }
    }

    /// Reason and authority of a correction.
    pub fn because(&mut self, reason: &str, authority: &str) {
        self.text("reason", reason, REASON);
        self.text("authority", authority, REASON);
    }

    /// What a document is called and numbered; that it is there, the store looks.
    pub fn document(&mut self, document: &Document) {
        self.text("document.name", &document.name, TITLE);
        self.text_if_any("document.number", document.number.as_deref(), TITLE);
    }

    /// A day that has come.
    pub fn come(&mut self, place: &str, day: Day) {
        if day > self.today {
            self.no(FUTURE.refuse().with("day", day).at(place));
        }
    }

    /// A unit in force on `on`.
    pub fn unit(&mut self, place: impl Into<String>, unit: &UnitPath, on: Day) {
        if self.directory.unit(unit, on).is_none() {
            self.no(UNIT.refuse().with("unit", unit).with("day", on).at(place));
        }
    }

    /// Units in force on `on`, each named once.
    pub fn units(&mut self, place: &str, units: &[UnitPath], on: Day) {
        for (i, unit) in units.iter().enumerate() {
            let place = format!("{place}[{i}]");
            if units.iter().take(i).any(|earlier| earlier == unit) {
                self.no(REPEATED.refuse().at(place));
            } else {
                self.unit(place, unit, on);
            }
        }
    }

    /// Where and as what a person serves on the first of `days` that finds them serving.
    pub fn member(&mut self, place: impl Into<String>, person: PersonId, days: &[Day]) -> Option<&'a Membership> {
        let directory = self.directory;
        let found = days.iter().find_map(|day| directory.member_on(person, *day));
        if found.is_none() {
            let fault = match (directory.person(person), days.first()) {
                (Some(_), Some(day)) => NOT_SERVING.refuse().with("day", day),
                _ => PERSON.refuse(),
            };
            self.no(fault.at(place));
        }
        found
    }

    /// The acting account belongs to `person`: nobody judges, signs or takes part for another.
    pub fn in_person(&mut self, place: &str, person: PersonId) {
        if self.acting != Some(person) {
            self.no(NOT_YOU.refuse().at(place));
        }
    }

    /// Notes an entry that comes late.
    pub fn lateness(&mut self, place: &str, day: Day, lateness: Lateness) {
        if lateness.is_late(day, self.today) {
            self.note(LATE.refuse().with("day", day).with("days", lateness.after_days).at(place));
        }
    }

    /// A fault: the command is refused.
    pub fn no(&mut self, fault: Refusal) {
        self.faults.push(fault);
    }

    /// Something to tell that is no fault.
    pub fn note(&mut self, note: Refusal) {
        self.notes.push(note);
    }

    /// Faults found so far.
    #[must_use]
    pub fn faults(&self) -> usize {
        self.faults.len()
    }

    /// Adds a fact; it is only appended when nothing was refused.
    pub fn fact<F: FactBody>(&mut self, stream: &StreamId, unit: &UnitPath, on: Day, fact: impl Into<F>) {
        self.fact_holding(stream, unit, on, fact, Vec::new());
    }

    /// Adds a fact with the personal values it commits to.
    pub fn fact_holding<F: FactBody>(
        &mut self,
        stream: &StreamId,
        unit: &UnitPath,
        on: Day,
        fact: impl Into<F>,
        personal: Vec<PersonalValue>,
    ) {
        match Draft::new(stream.clone(), unit.clone(), on, &fact.into()) {
            Ok(draft) => self.facts.push(draft.holding(personal)),
            Err(_) => self.no(UNWRITABLE.refuse()),
        }
    }

    /// The answer.
    ///
    /// # Errors
    /// Every fault that was found.
    pub fn done(self) -> Result<Decision, Refused> {
        Refused::unless_empty(self.faults)?;
        Ok(Decision { facts: self.facts, notes: self.notes })
    }
}
