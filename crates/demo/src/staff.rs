//! The generator's own picture of who serves where and who is away, so that rosters can be drawn before anything is
//! recorded. The ledger gets the same by the commands of `people`.

use nc_kernel::PersonId;
use nc_people::{LeaveKind, LeavingReason, MemberKind};

use crate::chance::Chance;
use crate::days::Days;
use crate::error::DemoError;
use crate::places::Places;
use crate::summary::Options;

/// A day that never comes.
pub(crate) const NEVER: i32 = i32::MAX;

/// Service in one unit from a day until another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spell {
    pub unit: usize,
    pub from: i32,
    pub until: i32,
}

/// Approved absence, both days counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Away {
    pub from: i32,
    pub to: i32,
    pub kind: LeaveKind,
    pub approved: i32,
}

/// One invented person.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub id: PersonId,
    pub kind: MemberKind,
    /// The day an auxiliary becomes police.
    pub sworn: Option<i32>,
    pub spells: Vec<Spell>,
    pub left: Option<(i32, LeavingReason)>,
    pub leaves: Vec<Away>,
    /// Stays in place throughout: holds a post or an account.
    pub steady: bool,
    busy: Vec<u64>,
}

impl Member {
    /// Where the person serves that day.
    pub fn unit_on(&self, day: i32) -> Option<usize> {
        self.spells.iter().find(|spell| spell.from <= day && day < spell.until).map(|spell| spell.unit)
    }

    /// The day of registration.
    pub fn registered(&self) -> i32 {
        self.spells.first().map_or(NEVER, |spell| spell.from.max(0))
    }

    /// Whether the person serves all the days and is away on none.
    pub fn there(&self, from: i32, to: i32) -> bool {
        self.serves(from, to) && !self.leaves.iter().any(|leave| leave.from <= to && from <= leave.to)
    }

    fn serves(&self, from: i32, to: i32) -> bool {
        let mut reached = from;
        for spell in &self.spells {
            if spell.from <= reached && reached < spell.until {
                if to < spell.until {
                    return true;
                }
                reached = spell.until;
            }
        }
        false
    }

    /// Whether no roster has the person on any of the days.
    pub fn free(&self, from: i32, to: i32) -> bool {
        (from..=to).all(|day| self.busy.get(word(day)).is_none_or(|bits| bits & bit(day) == 0))
    }

    /// Puts the person on a roster.
    pub fn take(&mut self, from: i32, to: i32) {
        for day in from..=to {
            if let Some(bits) = self.busy.get_mut(word(day)) {
                *bits |= bit(day);
            }
        }
    }
}

fn word(day: i32) -> usize {
    usize::try_from(day / 64).unwrap_or(usize::MAX)
}

fn bit(day: i32) -> u64 {
    1 << (day.rem_euclid(64))
}

/// Everybody.
#[derive(Debug, Clone)]
pub(crate) struct Staff {
    pub all: Vec<Member>,
}

impl Staff {
    /// The person with that number.
    pub fn get(&self, number: usize) -> Result<&Member, DemoError> {
        self.all.get(number).ok_or(DemoError::Lost("a person"))
    }

    /// Two people of a unit who stay: the head, and who keeps the records.
    pub fn steady(&self, unit: usize) -> [Option<usize>; 2] {
        let mut found =
            self.all.iter().enumerate().filter(|(_, m)| m.steady && m.spells.first().is_some_and(|s| s.unit == unit)).map(|(n, _)| n);
        [found.next(), found.next()]
    }
}

/// Draws the lives of everybody: hires, transfers, leavers, leave.
pub(crate) fn draw(options: &Options, days: &Days, places: &Places, next_id: &mut dyn FnMut() -> i64) -> Result<Staff, DemoError> {
    let mut chance = Chance::new(options.seed, "staff");
    // Runs are as large at every scale, so that there must be people enough to fill one.
    let serving = 500 + options.share(9_500, 50);
    let hired = serving * 6 / 100;
    let weights = weights(places);
    let whole: usize = weights.iter().sum();
    let words = word(days.last) + 1;
    let mut all = Vec::with_capacity(serving + hired);
    for number in 0..serving + hired {
        let steady = number < places.len() * 2;
        let unit = if steady { number % places.len() } else { weighted(&weights, chance.below(whole.max(1))) };
        let kind = if steady || chance.hit(390) { MemberKind::Police } else { MemberKind::Auxiliary };
        let earliest = places.get(unit)?.from;
        let from = if number < serving {
            (-chance.between(30, 9_000)).max(earliest)
        } else {
            days.worked_from(chance.between(10, (days.last - 60).max(11)))
        };
        let spells = vec![Spell { unit, from, until: NEVER }];
        let busy = vec![0; words];
        let mut member = Member { id: PersonId(next_id()), kind, sworn: None, spells, left: None, leaves: Vec::new(), steady, busy };
        if !steady {
            live(&mut member, &mut chance, days, places);
        }
        all.push(member);
    }
    absences(&mut all, serving * 6 / 10, days, &mut chance);
    Ok(Staff { all })
}

/// At most one of transfer, oath and leaving in three years, and a few who come back.
fn live(member: &mut Member, chance: &mut Chance, days: &Days, places: &Places) {
    let Some(first) = member.spells.first().copied() else { return };
    let soonest = first.from.max(0) + 60;
    if soonest + 30 >= days.last {
        return;
    }
    let on = days.worked_from(chance.between(soonest, days.last - 20));
    match chance.below(1_000) {
        // Three in a hundred a year move.
        0..90 => {
            let unit = (first.unit + 1 + chance.below(places.len().saturating_sub(1))) % places.len();
            member.spells = vec![Spell { until: on, ..first }, Spell { unit, from: on, until: NEVER }];
        }
        90..150 => {
            let reasons = [LeavingReason::Retired, LeavingReason::MovedAway, LeavingReason::Resigned, LeavingReason::ContractEnded];
            member.left = Some((on, chance.pick(&reasons).unwrap_or(LeavingReason::Other)));
            member.spells = vec![Spell { until: on, ..first }];
            let back = on + chance.between(70, 200);
            if chance.hit(50) && back + 30 < days.last {
                member.spells.push(Spell { unit: first.unit, from: days.worked_from(back), until: NEVER });
            }
        }
        150..153 if member.kind == MemberKind::Auxiliary => member.sworn = Some(on),
        _ => {}
    }
}

fn absences(all: &mut [Member], wanted: usize, days: &Days, chance: &mut Chance) {
    for _ in 0..wanted {
        let number = chance.below(all.len());
        let Some(member) = all.get_mut(number) else { continue };
        let (kind, length) = match chance.below(100) {
            0..60 => (LeaveKind::Annual, chance.between(3, 14)),
            60..78 => (LeaveKind::Sick, chance.between(1, 20)),
            78..86 => (LeaveKind::Family, chance.between(3, 120)),
            86..97 => (LeaveKind::OfficialTravel, chance.between(1, 10)),
            _ => (LeaveKind::Other, chance.between(1, 5)),
        };
        let from = days.worked_from(chance.between(member.registered().min(days.last) + 3, days.last.max(4)));
        let to = from + length - 1;
        // A leave lies within the service the directory knew when it was approved.
        let approved = (from - chance.between(1, 12)).max(member.registered());
        let known = member.spells.iter().any(|spell| spell.from <= approved && to < spell.until);
        if to <= days.last && known && member.there(from, to) {
            member.leaves.push(Away { from, to, kind, approved });
        }
    }
}

/// How many people a kind of unit has beside another.
fn weights(places: &Places) -> Vec<usize> {
    use nc_people::UnitKind as Kind;
    let weight = |depth: usize, kind: Kind| match (depth, kind) {
        (1, _) => 2,
        (2, Kind::Banner) => 140,
        (2, Kind::Branch) => 120,
        (2, _) => 70,
        (_, Kind::Squad) => 60,
        _ => 55,
    };
    places.iter().map(|(_, place)| weight(place.path.depth(), place.kind)).collect()
}

fn weighted(weights: &[usize], mut at: usize) -> usize {
    for (number, weight) in weights.iter().enumerate() {
        match at.checked_sub(*weight) {
            Some(rest) => at = rest,
            None => return number,
        }
    }
    0
}
