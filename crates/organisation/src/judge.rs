//! The judge of this crate's areas: collects every fault of a command before it answers. With it, natural ids.

use nc_kernel::refusal::No;
use nc_kernel::{Day, Draft, FactBody, PersonId, Refusal, Refused, Rule, StreamId, UnitPath};
use nc_people::command::Decision;
use nc_people::directory::{Directory, Membership};

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
pub(crate) const LATE_AFTER_DAYS: i64 = 7;

/// Whether something of `happened_on` recorded on `recorded_on` is late.
pub(crate) fn is_late(happened_on: Day, recorded_on: Day) -> bool {
    recorded_on.days_since(happened_on) > LATE_AFTER_DAYS
}

pub(crate) const BLANK: Rule = Rule::new("organisation.blank", No::Invalid, "此项必填，请填写。", "This is required: please fill it in.");
pub(crate) const TOO_LONG: Rule =
    Rule::new("organisation.too_long", No::Invalid, "此项最多{most}个字，请缩短。", "At most {most} characters here: please shorten it.");
pub(crate) const SERIAL: Rule = Rule::new(
    "organisation.serial",
    No::Invalid,
    "编号须为1至80个字，首尾无空格。",
    "A serial has 1 to 80 characters and no space at either end.",
);
pub(crate) const FUTURE: Rule = Rule::new(
    "organisation.future",
    No::Invalid,
    "日期{day}尚未到来；事情发生后再记录。",
    "{day} has not come yet: record it when it has happened.",
);
pub(crate) const UNIT: Rule = Rule::new(
    "organisation.unit",
    No::Invalid,
    "单位{unit}在{day}未设立或已撤销；请选当日在编的单位。",
    "Unit {unit} was not in force on {day}: choose one that was.",
);
pub(crate) const PERSON: Rule = Rule::new(
    "organisation.person",
    No::Unknown,
    "名册里没有此人；请先由人事登记，或核对编号。",
    "Nobody of the bureau has this id: have them registered first, or check the id.",
);
pub(crate) const NOT_SERVING: Rule = Rule::new(
    "organisation.not_serving",
    No::Conflict,
    "此人在{day}不在职；请核对日期，或先更正任职记录。",
    "This person was not serving on {day}: check the day, or correct the service record first.",
);
pub(crate) const UNWRITABLE: Rule = Rule::new(
    "organisation.unwritable",
    No::Invalid,
    "无法写成记录；请联系管理员。",
    "This cannot be written as a record: please tell the administrator.",
);
pub(crate) const LATE: Rule = Rule::new(
    "organisation.late",
    No::Invalid,
    "迟录：事情发生在{day}，已超过{days}天；照常入册，不计入按时。",
    "Late entry: it happened on {day}, more than {days} days ago. It counts as held, not as on time.",
);

/// Collects faults, notes and facts of one command.
pub(crate) struct Judge<'a> {
    pub directory: &'a Directory,
    pub today: Day,
    pub faults: Vec<Refusal>,
    pub notes: Vec<Refusal>,
    facts: Vec<Draft>,
}

impl<'a> Judge<'a> {
    pub fn new(directory: &'a Directory, today: Day) -> Self {
        Self { directory, today, faults: Vec::new(), notes: Vec::new(), facts: Vec::new() }
    }

    /// A text that people read, 1 to `most` characters.
    pub fn text(&mut self, place: &str, text: &str, most: usize) {
        if text.trim().is_empty() {
            self.faults.push(BLANK.refuse().at(place));
        } else if text.chars().count() > most {
            self.faults.push(TOO_LONG.refuse().with("most", most).at(place));
        }
    }

    /// A serial: kept as written, so a stray space must not make a second thing of it.
    pub fn serial(&mut self, place: &str, serial: &str) {
        if serial.trim() != serial || serial.is_empty() || serial.chars().count() > 80 {
            self.faults.push(SERIAL.refuse().at(place));
        }
    }

    /// A day that has come.
    pub fn come(&mut self, place: &str, day: Day) {
        if day > self.today {
            self.faults.push(FUTURE.refuse().with("day", day).at(place));
        }
    }

    /// A unit in force on `on`.
    pub fn unit(&mut self, place: impl Into<String>, unit: &UnitPath, on: Day) {
        if self.directory.unit(unit, on).is_none() {
            self.faults.push(UNIT.refuse().with("unit", unit).with("day", on).at(place));
        }
    }

    /// Where and as what a person serves on the first of `days` that finds them serving.
    pub fn member(&mut self, place: impl FnOnce() -> String, person: PersonId, days: &[Day]) -> Option<&'a Membership> {
        let directory = self.directory;
        let found = days.iter().find_map(|day| directory.member_on(person, *day));
        if found.is_none() {
            let fault = match (directory.person(person), days.first()) {
                (Some(_), Some(day)) => NOT_SERVING.refuse().with("day", day),
                _ => PERSON.refuse(),
            };
            self.faults.push(fault.at(place()));
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
