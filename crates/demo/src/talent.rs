//! Studios and the money of talent work: what is drawn, and when each step is recorded.

use nc_people::MemberKind;

use crate::agenda::Agenda;
use crate::chance::{Chance, split};
use crate::error::DemoError;
use crate::honours::lasting;
use crate::summary::Options;
use crate::world::World;

/// Studios that stand: what the article says.
const STANDING: usize = 13;
/// Studios proposed besides: one was not fit, one was named and given up.
const OTHERS: usize = 2;
/// Awards that are paid.
const AWARDS: usize = 63;
/// What stays paid, in hundreds of yuan: 251.6万元.
const PAID: usize = 25_160;
/// What is given back, in hundreds of yuan.
const RETURNED: usize = 80;
/// Fen of a hundred yuan.
const HUNDRED: i64 = 10_000;

/// A studio.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    pub unit: usize,
    pub lead: usize,
    pub members: Vec<usize>,
}

/// What becomes of an award.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goes {
    /// Paid at once.
    Whole,
    /// Paid in two parts.
    Halves,
    /// A payment was entered wrong, taken back, and entered right.
    Corrected,
    /// A part was given back.
    Returned,
    /// Taken back before it was approved.
    Dropped,
}

/// An award.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grant {
    pub fund: usize,
    pub person: usize,
    pub fen: i64,
    pub goes: Goes,
    /// Its number within the fund, once it is recorded.
    pub number: u32,
    /// Position of the operation that is to be taken back.
    pub seq: u64,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Task {
    Propose(usize),
    Judge(usize),
    Name(usize),
    Join(usize),
    Assign(usize),
    Complete(usize, u32),
    Look(usize),
    Again(usize),
    GiveUp(usize),
    Open(usize),
    Award(usize),
    Drop(usize),
    Approve(usize),
    Pay(usize),
    PayHalf(usize, u8),
    PayWrong(usize),
    PayRight(usize),
    GiveBack(usize),
    Refuse(usize),
    Close(usize),
}

/// The desk that keeps talent work.
pub(crate) struct Desk {
    pub agenda: Agenda<Task>,
    pub studios: Vec<Drawn>,
    /// Years of the funds, and fen allotted to each.
    pub funds: Vec<(i16, i64)>,
    pub grants: Vec<Grant>,
    pub vouchers: u32,
}

/// Draws studios and awards.
pub(crate) fn plan(world: &World, options: &Options) -> Result<Desk, DemoError> {
    let mut chance = Chance::new(options.seed, "talent");
    let people: Vec<usize> = lasting(world, MemberKind::Police).collect();
    let years = world.days.day(0).year()..=world.days.day(world.days.last).year();
    let mut desk = Desk {
        agenda: Agenda::new(&world.days),
        studios: Vec::new(),
        funds: years.map(|year| (year, 0)).collect(),
        grants: Vec::new(),
        vouchers: 0,
    };
    desk.draw_studios(world, &mut chance, &people);
    desk.draw_money(world, &mut chance, &people);
    Ok(desk)
}

impl Desk {
    /// The first thirteen stand; then one that was not fit, and one that was given up.
    fn draw_studios(&mut self, world: &World, chance: &mut Chance, people: &[usize]) {
        for n in 0..STANDING + OTHERS {
            let unit = chance.pick(world.places.tops()).unwrap_or(0);
            let one = |k: usize| people.get((n * 7 + k) % people.len().max(1)).copied();
            let (lead, members) = (one(0).unwrap_or(0), (1..=3).filter_map(one).collect());
            self.studios.push(Drawn { unit, lead, members });
            let proposed = self.agenda.put(world.days.at_part(n, (STANDING + OTHERS) * 2, 120), Task::Propose(n));
            let judged = self.agenda.put(proposed + chance.between(10, 25), Task::Judge(n));
            if n == STANDING {
                continue;
            }
            let named = self.agenda.put(judged + chance.between(8, 20), Task::Name(n));
            let joined = self.agenda.put(named + 2, Task::Join(n));
            let set = self.agenda.put(joined + 6, Task::Assign(n));
            self.agenda.put(set + chance.between(60, 150), Task::Complete(n, 1));
            let looked = self.agenda.put(named + 300, Task::Look(n));
            if n == 4 {
                self.agenda.put(looked + 40, Task::Again(n));
            }
            if n > STANDING {
                self.agenda.put(looked + 30, Task::GiveUp(n));
            }
        }
    }

    fn draw_money(&mut self, world: &World, chance: &mut Chance, people: &[usize]) {
        let amounts = split(chance, AWARDS, PAID + RETURNED, 100, 900);
        for (n, hundreds) in amounts.into_iter().chain([300]).enumerate() {
            let on = world.days.at_part(n + 1, AWARDS + 3, 90);
            let year = world.days.day(on).year();
            let fund = self.funds.iter().position(|(of, _)| *of == year).unwrap_or(0);
            let fen = i64::try_from(hundreds).unwrap_or(0) * HUNDRED;
            let goes = match n {
                AWARDS => Goes::Dropped,
                9 => Goes::Corrected,
                20 => Goes::Returned,
                _ if n % 5 == 2 => Goes::Halves,
                _ => Goes::Whole,
            };
            let person = people.get((n * 3) % people.len().max(1)).copied().unwrap_or(0);
            self.grants.push(Grant { fund, person, fen, goes, number: 0, seq: 0 });
            if let Some((_, allotted)) = self.funds.get_mut(fund) {
                *allotted += fen;
            }
            self.follow(n, on + 20, goes, chance);
        }
        for (fund, (year, allotted)) in self.funds.iter_mut().enumerate() {
            // Allotted in whole 万元, a little more than is used.
            *allotted = (*allotted / 1_000_000 + 2) * 1_000_000;
            let first = nc_kernel::Day::new(*year, 1, 4).map_or(0, |day| world.days.number(day));
            let opened = self.agenda.put(first, Task::Open(fund));
            if fund == 0 {
                self.agenda.put(opened + 5, Task::Refuse(fund));
            }
            // By May the last awards of the year before are paid.
            if let Ok(closes) = nc_kernel::Day::new(*year + 1, 5, 6)
                && world.days.number(closes) < world.days.last
            {
                self.agenda.put(world.days.number(closes), Task::Close(fund));
            }
        }
    }

    fn follow(&mut self, n: usize, on: i32, goes: Goes, chance: &mut Chance) {
        let awarded = self.agenda.put(on, Task::Award(n));
        if goes == Goes::Dropped {
            self.agenda.put(awarded + 3, Task::Drop(n));
            return;
        }
        let approved = self.agenda.put(awarded + chance.between(3, 9), Task::Approve(n));
        let pays = approved + chance.between(5, 20);
        match goes {
            Goes::Halves => {
                let first = self.agenda.put(pays, Task::PayHalf(n, 1));
                self.agenda.put(first + 20, Task::PayHalf(n, 2));
            }
            Goes::Corrected => {
                let wrong = self.agenda.put(pays, Task::PayWrong(n));
                self.agenda.put(wrong + 3, Task::PayRight(n));
            }
            Goes::Returned => {
                let paid = self.agenda.put(pays, Task::Pay(n));
                self.agenda.put(paid + 45, Task::GiveBack(n));
            }
            Goes::Whole | Goes::Dropped => {
                self.agenda.put(pays, Task::Pay(n));
            }
        }
    }

    /// What is given back, in fen.
    pub fn returned() -> i64 {
        i64::try_from(RETURNED).unwrap_or(0) * HUNDRED
    }

    /// Studios that stand at the end.
    pub fn standing() -> i64 {
        i64::try_from(STANDING).unwrap_or(0)
    }

    /// What was paid of the awards less what was given back, in fen: the sum of what was drawn.
    pub fn net_paid(&self) -> i64 {
        let paid = self.grants.iter().filter(|grant| grant.goes != Goes::Dropped).map(|grant| grant.fen).sum::<i64>();
        paid - Self::returned()
    }
}
