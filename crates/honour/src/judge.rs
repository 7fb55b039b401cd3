//! The judge of this crate's areas: collects every fault of a command before it answers. With it, natural ids.

use nc_kernel::refusal::No;
use nc_kernel::{Day, Document, Draft, FactBody, PersonId, Refusal, Refused, Rule, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Ctx, Decision};
use nc_people::directory::Directory;

/// Gives id types the constructor from a serial.
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
pub(crate) use of_serial;

/// Entries later than this many days after the event are late: allowed, marked, never "on time".
pub(crate) const LATE_AFTER_DAYS: i64 = 30;

/// Whether something of `happened_on` recorded on `recorded_on` is late.
pub(crate) fn is_late(happened_on: Day, recorded_on: Day) -> bool {
    recorded_on.days_since(happened_on) > LATE_AFTER_DAYS
}

pub(crate) const BLANK: Rule = Rule::new("honour.blank", No::Invalid, "此项必填，请填写。", "This is required: please fill it in.");
pub(crate) const TOO_LONG: Rule =
    Rule::new("honour.too_long", No::Invalid, "此项最多{most}个字，请缩短。", "At most {most} characters here: please shorten it.");
pub(crate) const FUTURE: Rule = Rule::new(
    "honour.future",
    No::Invalid,
    "日期{day}尚未到来；事情发生后再记录。",
    "{day} has not come yet: record it when it has happened.",
);
pub(crate) const UNIT: Rule = Rule::new(
    "honour.unit",
    No::Invalid,
    "单位{unit}在{day}未设立或已撤销；请选当日在编的单位。",
    "Unit {unit} was not in force on {day}: choose one that was.",
);
pub(crate) const PERSON: Rule = Rule::new(
    "honour.person",
    No::Unknown,
    "名册里没有此人，或当日不在职；请核对编号和日期。",
    "Nobody of this id was serving that day: check the id and the day.",
);
pub(crate) const REPEATED: Rule = Rule::new("honour.repeated", No::Invalid, "此项重复；请只列一次。", "This is named twice: name it once.");
pub(crate) const UNWRITABLE: Rule = Rule::new(
    "honour.unwritable",
    No::Invalid,
    "无法写成记录；请联系管理员。",
    "This cannot be written as a record: please tell the administrator.",
);
pub(crate) const LATE: Rule = Rule::new(
    "honour.late",
    No::Invalid,
    "迟录：事情发生在{day}，已超过{days}天；照常入册，并注明迟录。",
    "Late entry: it happened on {day}, more than {days} days ago. It counts, and is marked as late.",
);

/// Longest title, issuer or contest.
pub(crate) const TITLE: usize = 80;
/// Longest reason or authority.
pub(crate) const REASON: usize = 200;

/// One action on each of `units`.
pub(crate) fn ask(action: Action, units: &[UnitPath]) -> Vec<(Action, UnitPath)> {
    units.iter().map(|unit| (action, unit.clone())).collect()
}

/// One action on the unit where somebody serves on `day`, or served last; of somebody unknown on the whole bureau, so that
/// who may not see a person cannot learn here whether they exist.
pub(crate) fn ask_about(states: &States, action: Action, person: PersonId, day: Option<Day>) -> Vec<(Action, UnitPath)> {
    let Some(directory) = states.only::<Directory>() else { return Vec::new() };
    let place = directory.person(person).and_then(|p| {
        let then = day.and_then(|day| p.member_on(day));
        then.or(p.memberships.last()).map(|member| member.unit.clone())
    });
    place.or_else(|| directory.bureau().map(|b| b.path.clone())).map(|unit| (action, unit)).into_iter().collect()
}

/// Collects faults, notes and facts of one command.
pub(crate) struct Judge<'a> {
    pub directory: &'a Directory,
    pub today: Day,
    faults: Vec<Refusal>,
    notes: Vec<Refusal>,
    facts: Vec<Draft>,
}

impl<'a> Judge<'a> {
    pub fn new(ctx: &Ctx<'a>) -> Self {
        Self { directory: ctx.directory, today: ctx.today(), faults: Vec::new(), notes: Vec::new(), facts: Vec::new() }
    }

    /// A text that people read, 1 to `most` characters.
    pub fn text(&mut self, place: &str, text: &str, most: usize) {
        if text.trim().is_empty() {
            self.faults.push(BLANK.refuse().at(place));
        } else if text.chars().count() > most {
            self.faults.push(TOO_LONG.refuse().with("most", most).at(place));
        }
    }

    /// A text that may be left out, but is not blank when it is there.
    pub fn text_if_any(&mut self, place: &str, text: Option<&str>, most: usize) {
        if let Some(text) = text {
            self.text(place, text, most);
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
            self.faults.push(FUTURE.refuse().with("day", day).at(place));
        }
    }

    /// Units in force on `on`, each named once.
    pub fn units(&mut self, place: &str, units: &[UnitPath], on: Day) {
        for (i, unit) in units.iter().enumerate() {
            if units.iter().take(i).any(|earlier| earlier == unit) {
                self.faults.push(REPEATED.refuse().at(format!("{place}[{i}]")));
            } else if self.directory.unit(unit, on).is_none() {
                self.faults.push(UNIT.refuse().with("unit", unit).with("day", on).at(format!("{place}[{i}]")));
            }
        }
    }

    /// The unit a person serves in on `on`.
    pub fn serving(&mut self, place: impl Into<String>, person: PersonId, on: Day) -> Option<UnitPath> {
        let found = self.directory.member_on(person, on).map(|member| member.unit.clone());
        if found.is_none() {
            self.faults.push(PERSON.refuse().at(place));
        }
        found
    }

    /// Notes an entry that comes late.
    pub fn lateness(&mut self, place: &str, day: Day) {
        if is_late(day, self.today) {
            self.notes.push(LATE.refuse().with("day", day).with("days", LATE_AFTER_DAYS).at(place));
        }
    }

    pub fn no(&mut self, fault: Refusal) {
        self.faults.push(fault);
    }

    pub fn note(&mut self, note: Refusal) {
        self.notes.push(note);
    }

    /// Adds a fact; it is only appended when nothing was refused.
    pub fn fact<F: FactBody>(&mut self, stream: &StreamId, unit: &UnitPath, on: Day, fact: impl Into<F>) {
        match Draft::new(stream.clone(), unit.clone(), on, &fact.into()) {
            Ok(draft) => self.facts.push(draft),
            Err(_) => self.faults.push(UNWRITABLE.refuse()),
        }
    }

    /// The answer.
    pub fn done(self) -> Result<Decision, Refused> {
        Refused::unless_empty(self.faults)?;
        Ok(Decision { facts: self.facts, notes: self.notes })
    }
}
