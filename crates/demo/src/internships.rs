//! Draws the batches of interns: six in three years, the article's students for the full bureau, their hosts and mentors, who leaves
//! early and who comes twice. Awards are few, so a smaller bureau has all of them.

use nc_capability::internship::{BatchId, PlacementId};
use nc_kernel::{Day, PersonId};
use nc_people::MemberKind;

use crate::agenda::Agenda;
use crate::chance::Chance;
use crate::error::DemoError;
use crate::honours::lasting;
use crate::summary::Options;
use crate::world::World;

/// Students of the full bureau, and the least any bureau has: two for each mentor who is awarded.
const STUDENTS: (usize, usize) = (741, 48);
/// Awards to mentors.
const AWARDS: usize = 24;
/// Month and day.
type Date = (i8, i8);
/// First and last day of each batch, in 2023 and the years after.
const TERMS: [(Date, Date, &str); 2] = [((3, 6), (6, 21), "春季"), ((9, 4), (12, 19), "秋季")];
/// Numbers of invented people from which students are drawn: staff have the ones below.
const FIRST_NUMBER: usize = 20_000;

/// A batch as it will be recorded.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    pub serial: String,
    pub title: String,
    pub from: i32,
    pub to: i32,
    pub students: Vec<Intern>,
}

impl Term {
    pub fn id(&self) -> BatchId {
        BatchId::of_serial(&self.serial)
    }
}

/// What becomes of a student's placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goes {
    /// Through to the certificate.
    Whole,
    /// Moved to another unit half way.
    Moves,
    /// Leaves before the least number of days, so never counts.
    Leaves,
    /// Entered by mistake and taken back.
    Mistaken,
}

/// A student in a batch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Intern {
    pub id: PersonId,
    /// Number of the invented person.
    pub number: usize,
    /// Came before, so the bureau knows them.
    pub known: bool,
    /// Number of the officer who guides, and of the one after a move.
    pub mentors: [usize; 2],
    pub goes: Goes,
    /// The mentor has an account and keeps the log.
    pub logged: bool,
}

impl Intern {
    pub fn placement(&self, batch: BatchId) -> PlacementId {
        PlacementId::of(batch, self.id)
    }
}

/// What is to be recorded.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Task {
    Open(usize),
    Arrive(usize),
    Log(usize, i32),
    Middle(usize),
    End(usize),
}

/// Everything about interns.
#[derive(Debug)]
pub(crate) struct Internships {
    pub agenda: Agenda<Task>,
    pub terms: Vec<Term>,
    /// Who is proposed after which batch, by number of the officer.
    pub awards: Vec<(usize, usize)>,
}

/// Draws it all; `next_id` gives pseudonyms out.
pub(crate) fn plan(world: &World, options: &Options, next_id: &mut dyn FnMut() -> i64) -> Result<Internships, DemoError> {
    let mut chance = Chance::new(options.seed, "internships");
    let mut drawn = Internships { agenda: Agenda::new(&world.days), terms: terms(world), awards: Vec::new() };
    let all = options.share(STUDENTS.0, STUDENTS.1);
    let pool: Vec<usize> = lasting(world, MemberKind::Police).collect();
    let batches = drawn.terms.len();
    if batches == 0 || pool.len() < AWARDS {
        return Ok(drawn);
    }
    let keepers: Vec<usize> = world.places.banners().into_iter().filter_map(|top| world.staff.steady(top)[0]).collect();
    let (mut number, mut pairs) = (0, 0);
    for (at, term) in drawn.terms.iter_mut().enumerate() {
        let own = all / batches + usize::from(at < all % batches);
        for nth in 0..own {
            let goes = if nth % 11 == 7 { Goes::Moves } else { Goes::Whole };
            let guide = |pair: usize| pool.get(pair % pool.len()).copied().ok_or(DemoError::Lost("a mentor"));
            // Two students a mentor; the second mentor guides nobody else at that time.
            let pair = pairs + nth / 2;
            let mut intern = Intern {
                id: PersonId(next_id()),
                number: FIRST_NUMBER + number,
                known: false,
                mentors: [guide(pair)?, guide(pair + pool.len() / 2)?],
                goes,
                logged: false,
            };
            if let Some(keeper) = keepers.get(at % keepers.len().max(1)).filter(|keeper| nth == 0 && !pool.contains(keeper)) {
                intern.mentors[0] = *keeper;
            }
            intern.logged = nth == 0 && keepers.contains(&intern.mentors[0]);
            number += 1;
            term.students.push(intern);
        }
        pairs += own.div_ceil(2);
        let mut extra = |goes, chance: &mut Chance| -> Result<Intern, DemoError> {
            let mentor = pool.get(chance.below(pool.len())).copied().ok_or(DemoError::Lost("a mentor"))?;
            number += 1;
            Ok(Intern {
                id: PersonId(next_id()),
                number: FIRST_NUMBER + number - 1,
                known: false,
                mentors: [mentor; 2],
                goes,
                logged: false,
            })
        };
        term.students.push(extra(Goes::Leaves, &mut chance)?);
        term.students.push(extra(Goes::Mistaken, &mut chance)?);
    }
    drawn.come_twice();
    drawn.propose();
    drawn.schedule(world);
    Ok(drawn)
}

/// The batches that lie whole within the time of the records.
fn terms(world: &World) -> Vec<Term> {
    let (first, last) = (world.days.day(0).year(), world.days.day(world.days.last).year());
    let mut terms = Vec::new();
    for year in first..=last {
        for ((from_month, from_day), (to_month, to_day), season) in TERMS {
            let (Ok(from), Ok(to)) = (Day::new(year, from_month, from_day), Day::new(year, to_month, to_day)) else { continue };
            let (from, to) = (world.days.number(from), world.days.number(to));
            if from >= 7 && to < world.days.last {
                let title = crate::places::zh_labelled(&format!("{year}年{season}毕业实习"));
                terms.push(Term { serial: format!("SX-{year}-{season}"), title, from, to, students: Vec::new() });
            }
        }
    }
    terms
}

impl Internships {
    /// Students who count.
    pub fn counted(&self) -> i64 {
        let whole = self.terms.iter().flat_map(|term| &term.students).filter(|one| matches!(one.goes, Goes::Whole | Goes::Moves));
        i64::try_from(whole.filter(|one| !one.known).count()).unwrap_or(i64::MAX)
    }

    /// Facts in all, near enough to show how far it is.
    pub fn expected(&self) -> u64 {
        (self.terms.iter().map(|term| term.students.len() * 17 + 12).sum::<usize>() + self.awards.len() * 2) as u64
    }

    /// Mentors awarded.
    pub fn awarded(&self) -> i64 {
        i64::try_from(self.awards.len()).unwrap_or(i64::MAX)
    }

    /// The second student of the first batch comes again a year later: one more internship, not one more student.
    fn come_twice(&mut self) {
        let Some(first) = self.terms.first().and_then(|term| term.students.get(1)).copied() else { return };
        if let Some(term) = self.terms.get_mut(2) {
            // The one who would have left early leaves their mentor free.
            let mentors = term.students.last().map_or(first.mentors, |one| one.mentors);
            term.students.push(Intern { known: true, mentors, goes: Goes::Whole, logged: false, ..first });
        }
    }

    /// As many different mentors as are awarded, spread over the batches.
    fn propose(&mut self) {
        let batches = self.terms.len().max(1);
        let mut seen = std::collections::BTreeSet::new();
        for (at, term) in self.terms.iter().enumerate() {
            let wanted = AWARDS / batches + usize::from(at < AWARDS % batches);
            let whole = term.students.iter().filter(|one| one.goes == Goes::Whole && !one.known);
            let fresh: Vec<usize> = whole.map(|one| one.mentors[0]).filter(|mentor| seen.insert(*mentor)).take(wanted).collect();
            self.awards.extend(fresh.into_iter().map(|mentor| (at, mentor)));
        }
    }

    fn schedule(&mut self, world: &World) {
        for (at, term) in self.terms.iter().enumerate() {
            self.agenda.put(world.days.worked_from(term.from - 6), Task::Open(at));
            self.agenda.put(term.from, Task::Arrive(at));
            for week in 1..12 {
                self.agenda.put(term.from + week * 7, Task::Log(at, week));
            }
            self.agenda.put((term.from + term.to) / 2, Task::Middle(at));
            self.agenda.put(term.to, Task::End(at));
        }
    }
}
