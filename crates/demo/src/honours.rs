//! Draws what was awarded and what was made: the article's honours, the works with their prizes, and what goes wrong with
//! such records. Few records, so a smaller bureau has all of them.

use nc_honour::roll::{HonourKind, Level, Measure, Theme};
use nc_kernel::Day;
use nc_people::MemberKind;

use crate::agenda::Agenda;
use crate::chance::Chance;
use crate::error::DemoError;
use crate::honour_list::{FILM, LIST, Line, SONG, To};
use crate::places::zh_labelled;
use crate::summary::Options;
use crate::world::World;

/// Integrity works besides the film the article names.
const INTEGRITY: usize = 125;
/// Works of police culture besides the song the article names.
const CULTURE: usize = 34;
/// Works that won at national level besides the song.
const NATIONAL: usize = 4;
/// Integrity works that won at region level besides the film, and works of police culture.
const REGION: (usize, usize) = (10, 24);

/// One work as it will be recorded.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub title: String,
    pub measure: Measure,
    pub theme: Theme,
    pub on: i32,
    /// Who made it, the first by number of the unit that keeps its record.
    pub units: Vec<usize>,
    pub versions: Vec<&'static str>,
    pub published: bool,
    pub withdrawn: bool,
}

/// To whom or what an honour goes.
#[derive(Debug, Clone)]
pub(crate) enum Goes {
    /// A line of the article's list, with its recipients by number.
    Listed { line: &'static Line, unit: usize, people: Vec<usize> },
    /// A prize of a work.
    Work { work: usize, level: Level, contest: String, place: i64 },
}

/// What becomes of a record besides its confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Recorded, confirmed, stands.
    Stands,
    /// Recorded twice as two, and one withdrawn.
    Withdrawn,
    /// Taken back by whoever gave it.
    Revoked,
    /// Recorded with the wrong place and corrected.
    Corrected,
    /// Never confirmed, so it never counts.
    Unconfirmed,
}

/// One honour as it will be recorded.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub serial: String,
    pub on: i32,
    pub goes: Goes,
    pub fate: Fate,
}

/// What is to be recorded.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Task {
    Enter(usize),
    Share(usize),
    Version(usize, usize),
    Publish(usize),
    WithdrawWork(usize),
    Record(usize),
    Confirm(usize),
    Correct(usize),
    Withdraw(usize),
    Revoke(usize),
    Refuse(usize),
}

/// Everything that is awarded and made.
#[derive(Debug)]
pub(crate) struct Honours {
    pub agenda: Agenda<Task>,
    pub works: Vec<Made>,
    pub given: Vec<Given>,
}

/// Draws it all.
pub(crate) fn plan(world: &World, options: &Options) -> Result<Honours, DemoError> {
    let mut chance = Chance::new(options.seed, "honours");
    let mut honours = Honours { agenda: Agenda::new(&world.days), works: Vec::new(), given: Vec::new() };
    honours.draw_works(world, &mut chance)?;
    honours.draw_prizes();
    honours.draw_list(world)?;
    honours.schedule(world, &mut chance);
    Ok(honours)
}

/// The unit at a path below the bureau.
pub(crate) fn unit_at(world: &World, below: &str) -> Result<usize, DemoError> {
    let path = format!("{}{below}", world.places.bureau()?);
    world.places.iter().find(|(_, place)| place.path.as_str() == path).map(|(n, _)| n).ok_or(DemoError::Lost("a unit of the article"))
}

/// People of a kind who serve in one unit throughout, by number.
pub(crate) fn lasting(world: &World, kind: MemberKind) -> impl Iterator<Item = usize> + '_ {
    let whole = move |m: &&crate::staff::Member| m.kind == kind && m.sworn.is_none() && m.left.is_none() && m.spells.len() == 1;
    let all = world.staff.all.iter().enumerate();
    all.filter(move |(_, m)| whole(m) && m.spells.first().is_some_and(|s| s.from <= 0 && s.until > world.days.last)).map(|(n, _)| n)
}

/// Number of a calendar day.
fn number(world: &World, (year, month, day): (i16, i8, i8)) -> Result<i32, DemoError> {
    Day::new(year, month, day).map(|day| world.days.number(day)).map_err(|_| DemoError::Lost("a day of the article"))
}

impl Honours {
    /// Prizes of innovation projects: number of the honour, name of the project, and the day.
    pub fn projects(&self) -> impl Iterator<Item = (usize, &'static str, i32)> {
        self.given.iter().enumerate().filter_map(|(number, given)| match &given.goes {
            Goes::Listed { line, .. } => match line.project {
                Some((title, nc_honour::roll::ProjectKind::Innovation)) => Some((number, title, given.on)),
                _ => None,
            },
            _ => None,
        })
    }

    fn draw_works(&mut self, world: &World, chance: &mut Chance) -> Result<(), DemoError> {
        let political = unit_at(world, "01/")?;
        let work = |title: String, measure, theme, on, units| Made {
            title,
            measure,
            theme,
            on,
            units,
            versions: Vec::new(),
            published: false,
            withdrawn: false,
        };
        let film = Made {
            versions: vec!["完整版", "竖屏短片版"],
            published: true,
            ..work(FILM.0.to_owned(), Measure::Piece, Theme::Integrity, 60, vec![political])
        };
        self.works.push(film);
        self.works.push(work(SONG.to_owned(), Measure::Piece, Theme::PoliceCulture, 75, vec![political]));
        let last = world.days.last - 260;
        for n in 0..INTEGRITY + CULTURE {
            let integrity = n < INTEGRITY;
            let measure = if integrity && n % 5 >= 3 { Measure::Sheet } else { Measure::Piece };
            let theme = if integrity { Theme::Integrity } else { Theme::PoliceCulture };
            let name = if integrity { format!("《清风集·{}》", n + 1) } else { format!("《警营颂·{}》", n - INTEGRITY + 1) };
            let maker = chance.pick(world.places.tops()).unwrap_or(political);
            let mut units = vec![maker];
            if n % 40 == 7 {
                units.extend(world.places.tops().iter().copied().find(|top| *top != maker));
            }
            let made = Made { published: n % 3 == 0, ..work(zh_labelled(&name), measure, theme, chance.between(20, last), units) };
            self.works.push(made);
        }
        // One more, entered although it was entered before under another name, and withdrawn.
        let twice =
            Made { withdrawn: true, ..work(zh_labelled("《清风集·一》"), Measure::Piece, Theme::Integrity, 90, vec![political]) };
        self.works.push(twice);
        Ok(())
    }

    /// Five works win at national level and thirty-five at region level and no higher. Two of the five had won at region level
    /// before, and several win at city level too: that changes nothing.
    fn draw_prizes(&mut self) {
        let (integrity, culture): (Vec<usize>, Vec<usize>) = (2..self.works.len())
            .filter(|n| self.works.get(*n).is_some_and(|w| w.measure == Measure::Piece && !w.withdrawn))
            .partition(|n| self.works.get(*n).is_some_and(|w| w.theme == Theme::Integrity));
        let national: Vec<usize> = std::iter::once(1).chain(culture.iter().copied().take(NATIONAL)).collect();
        let region = integrity.iter().copied().take(REGION.0).chain(culture.iter().copied().skip(NATIONAL).take(REGION.1));
        let mut prizes: Vec<(usize, Level, String, i64, i32)> = vec![(0, Level::Region, FILM.1.to_owned(), 1, 120)];
        for (n, work) in region.enumerate() {
            let place = i64::try_from(n % 3).unwrap_or(0) + 1;
            prizes.push((work, Level::Region, zh_labelled("自治区主题文艺作品征集"), place, 100));
            if n % 6 == 0 {
                prizes.push((work, Level::City, zh_labelled("全市主题文艺作品征集"), 1, 60));
            }
        }
        for (n, work) in national.into_iter().enumerate() {
            if n % 3 == 0 {
                prizes.push((work, Level::Region, zh_labelled("自治区主题文艺作品征集"), 1, 90));
            }
            prizes.push((work, Level::National, zh_labelled("全国公安文化作品征集"), 2, 200));
        }
        for (work, level, contest, place, after) in prizes {
            let on = self.works.get(work).map_or(0, |w| w.on) + after;
            let serial = format!("YS-ZP-{:03}", self.given.len() + 1);
            self.given.push(Given { serial, on, goes: Goes::Work { work, level, contest, place }, fate: Fate::Stands });
        }
    }

    fn draw_list(&mut self, world: &World) -> Result<(), DemoError> {
        let mut officers = lasting(world, MemberKind::Police);
        let mut auxiliaries = lasting(world, MemberKind::Auxiliary);
        for line in LIST {
            let (unit, people): (usize, Vec<usize>) = match line.to {
                To::Unit(below) => (unit_at(world, below)?, Vec::new()),
                To::Officers(n) => (0, officers.by_ref().take(n).collect()),
                To::Auxiliaries(n) => (0, auxiliaries.by_ref().take(n).collect()),
            };
            if let To::Officers(n) | To::Auxiliaries(n) = line.to
                && people.len() < n
            {
                return Err(DemoError::TooSmall { wanted: n, found: people.len() });
            }
            let serial = format!("YS-RY-{:03}", self.given.len() + 1);
            let fate = if line.kind == HonourKind::Rank && line.place == Some(2) { Fate::Corrected } else { Fate::Stands };
            let goes = Goes::Listed { line, unit, people };
            self.given.push(Given { serial, on: number(world, line.on)?, goes, fate });
        }
        // What does not count in the end: prizes of works nobody else tells of.
        let spare: Vec<usize> =
            (2..self.works.len()).filter(|n| self.works.get(*n).is_some_and(|w| w.measure == Measure::Sheet)).take(3).collect();
        for (work, fate) in spare.into_iter().zip([Fate::Withdrawn, Fate::Revoked, Fate::Unconfirmed]) {
            let on = self.works.get(work).map_or(0, |w| w.on) + 40;
            let goes = Goes::Work { work, level: Level::Region, contest: zh_labelled("自治区书画作品征集"), place: 1 };
            self.given.push(Given { serial: format!("YS-BJ-{:03}", self.given.len() + 1), on, goes, fate });
        }
        Ok(())
    }

    fn schedule(&mut self, world: &World, chance: &mut Chance) {
        let agenda = &mut self.agenda;
        for (n, work) in self.works.iter().enumerate() {
            let entered = agenda.put(work.on + chance.between(1, 12), Task::Enter(n));
            if work.units.len() > 1 {
                agenda.put(entered + 3, Task::Share(n));
            }
            for version in 0..work.versions.len() {
                agenda.put(entered + 10, Task::Version(n, version));
            }
            if work.published {
                agenda.put(entered + 15, Task::Publish(n));
            }
            if work.withdrawn {
                agenda.put(entered + 30, Task::WithdrawWork(n));
            }
        }
        for (n, given) in self.given.iter().enumerate() {
            // One in twelve comes late; it counts and is marked.
            let after = if n % 12 == 5 { chance.between(35, 44) } else { chance.between(2, 9) };
            let recorded = agenda.put((given.on + after).min(world.days.last - 25), Task::Record(n));
            if n % 9 == 0 {
                agenda.put(recorded + 1, Task::Refuse(n));
            }
            if given.fate == Fate::Unconfirmed {
                continue;
            }
            let confirmed = agenda.put(recorded + chance.between(1, 5), Task::Confirm(n));
            match given.fate {
                Fate::Corrected => {
                    agenda.put(confirmed + 2, Task::Correct(n));
                    agenda.put(confirmed + 4, Task::Confirm(n));
                }
                Fate::Withdrawn => {
                    agenda.put(confirmed + 10, Task::Withdraw(n));
                }
                Fate::Revoked => {
                    agenda.put(confirmed + 12, Task::Revoke(n));
                }
                Fate::Stands | Fate::Unconfirmed => {}
            }
        }
    }

    /// The listed honour of that title, by number, with the people it goes to.
    pub fn listed(&self, title: &str) -> Option<(usize, &Given, &[usize])> {
        self.given.iter().enumerate().find_map(|(n, given)| match &given.goes {
            Goes::Listed { line, people, .. } if line.title == title => Some((n, given, people.as_slice())),
            _ => None,
        })
    }

    /// How many listed honours that stand `wanted` fits.
    pub fn standing(&self, wanted: impl Fn(&Line) -> bool) -> i64 {
        let fits = |given: &&Given| match &given.goes {
            Goes::Listed { line, .. } => wanted(line) && matches!(given.fate, Fate::Stands | Fate::Corrected),
            Goes::Work { .. } => false,
        };
        count(self.given.iter().filter(fits).count())
    }

    /// How many integrity works there are.
    pub fn integrity_works(&self) -> i64 {
        count(self.works.iter().filter(|w| w.theme == Theme::Integrity && !w.withdrawn).count())
    }

    /// How many works have `level` as the highest level they won at.
    pub fn works_at(&self, level: Level) -> i64 {
        let best = |work: usize| {
            let levels = self.given.iter().filter_map(|given| match given.goes {
                Goes::Work { work: of, level, .. } if of == work && given.fate == Fate::Stands => Some(level),
                _ => None,
            });
            levels.min()
        };
        count((0..self.works.len()).filter(|work| best(*work) == Some(level)).count())
    }
}

pub(crate) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
