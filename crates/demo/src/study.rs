//! Draws the runs of theory study: how many came, who made it up later, what was corrected, what was withdrawn.

use nc_organisation::study::{LeaveClass, RunKind, Status};

use crate::agenda::Agenda;
use crate::awkward::{self, Wrong};
use crate::chance::{self, Chance};
use crate::days::Days;
use crate::error::DemoError;
use crate::places::{Places, zh_labelled};
use crate::rosters::{self, Wanted};
use crate::staff::Staff;
use crate::summary::Options;

/// Runs and attendances the bureau published for three years.
const RUNS: usize = 199;
const ATTENDANCES: usize = 64_500;

/// One line of a roster.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub person: usize,
    pub status: Status,
    pub leave: Option<LeaveClass>,
    /// The run made up, by number.
    pub makes_up: Option<usize>,
}

/// A change after closing.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fix {
    MakeUp(usize),
    WasThere(usize),
    Forgotten(usize),
    WasNotThere(usize),
    NeverListed(usize),
    WasLate(usize),
}

/// One step of a run.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Task {
    Plan(usize),
    Open(usize),
    Sitting(usize),
    Roster(usize),
    Held(usize),
    Fix(usize, Fix),
    Archive(usize),
    Withdraw(usize),
    Cancel(usize),
    Refuse(usize, Wrong),
}

/// What becomes of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Counts(usize),
    Lesson(usize),
    Withdrawn(usize),
    Cancelled,
}

/// One run.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub serial: String,
    pub title: String,
    pub kind: RunKind,
    pub from: i32,
    pub to: i32,
    pub organisers: Vec<usize>,
    pub rows: Vec<Row>,
    /// Whether its days are written down one by one.
    pub sittings: bool,
    /// Whether its roster is imported.
    pub imported: bool,
    recorded: i32,
    missed: Vec<usize>,
    counts: bool,
}

/// All runs, and what to record when.
pub(crate) struct Study {
    pub runs: Vec<Run>,
    pub agenda: Agenda<Task>,
    /// Runs meant to count as rotation training.
    pub counted: usize,
    /// Their attendances.
    pub attendances: usize,
}

/// What a draw looks at.
pub(crate) struct Setting<'a> {
    pub options: &'a Options,
    pub days: &'a Days,
    pub places: &'a Places,
}

/// Draws everything.
pub(crate) fn plan(setting: &Setting<'_>, staff: &mut Staff) -> Result<Study, DemoError> {
    let mut chance = Chance::new(setting.options.seed, "study");
    let (counted, attendances) = (setting.options.share(RUNS, 1), setting.options.share(ATTENDANCES, 100));
    let most = (staff.all.len() * 55 / 100).clamp(1, 900);
    let sizes = chance::split(&mut chance, counted, attendances, 80, most);
    let mut fates: Vec<Fate> = sizes.into_iter().map(Fate::Counts).collect();
    for _ in 0..setting.options.share(40, 1) {
        fates.push(Fate::Lesson(20 + chance.below(60)));
    }
    for _ in 0..setting.options.share(3, 1) {
        fates.push(Fate::Withdrawn(60 + chance.below(120)));
    }
    fates.extend(vec![Fate::Cancelled; setting.options.share(4, 1)]);
    chance.shuffle(&mut fates);
    let mut study = Study { runs: Vec::with_capacity(fates.len()), agenda: Agenda::new(setting.days), counted, attendances };
    let whole = fates.len();
    for (number, fate) in fates.into_iter().enumerate() {
        let start = setting.days.at_part(number, whole, 16);
        let length = if matches!(fate, Fate::Lesson(_)) { 1 } else { chance.between(2, 5) };
        let span = setting.days.span(start, length);
        study.draw(setting, staff, &mut chance, (number, fate, span))?;
    }
    Ok(study)
}

impl Study {
    fn draw(
        &mut self,
        setting: &Setting<'_>,
        staff: &mut Staff,
        chance: &mut Chance,
        (number, fate, (from, to)): (usize, Fate, (i32, i32)),
    ) -> Result<(), DemoError> {
        let kind = if matches!(fate, Fate::Lesson(_)) { RunKind::FeaturedLesson } else { RunKind::Rotation };
        let organisers = organisers(setting.places, chance);
        let late = if chance.hit(50) { chance.between(16, 58) } else { chance.between(0, 4) };
        let recorded = setting.days.recorded_from(to + late);
        let year = setting.days.day(from).year();
        let name = match kind {
            RunKind::FeaturedLesson => "特色党课进基层",
            _ => "政治轮训班",
        };
        let lead = setting.places.get(organisers.first().copied().unwrap_or(0))?;
        let mut run = Run {
            serial: format!("YS-ZZXX-{year}-{number:04}"),
            title: zh_labelled(&format!("{}{name}（{year}年第{}期）", lead.zh, number + 1)),
            kind,
            from,
            to,
            organisers,
            rows: Vec::new(),
            sittings: to > from && chance.hit(400),
            imported: chance.hit(250),
            recorded,
            missed: Vec::new(),
            counts: matches!(fate, Fate::Counts(_)),
        };
        let step_by_step = fate == Fate::Cancelled || chance.hit(350);
        let fixes = match fate {
            Fate::Counts(size) => self.fill(setting, staff, chance, &mut run, size)?,
            Fate::Lesson(size) | Fate::Withdrawn(size) => {
                let wanted = Wanted { from, to, known_by: from, own: &run.organisers, own_share: 90, first: &[], count: size };
                run.rows = present(&rosters::draw(staff, setting.places, chance, wanted)?);
                Vec::new()
            }
            Fate::Cancelled => Vec::new(),
        };
        if step_by_step {
            self.agenda.put(from - 10, Task::Plan(number));
        }
        if fate == Fate::Cancelled {
            self.agenda.put(from - chance.between(-1, 3), Task::Cancel(number));
            self.runs.push(run);
            return Ok(());
        }
        if step_by_step {
            self.agenda.put(from, Task::Open(number));
            if run.sittings {
                self.agenda.put(to, Task::Sitting(number));
            }
        }
        // About one in twelve is tried wrongly first.
        let wrong = if number % 12 == 3 { awkward::nth(number / 12, staff, (from, to), recorded) } else { None };
        if let Some(wrong) = wrong.filter(|wrong| !matches!(wrong, Wrong::Again | Wrong::Closed(_))) {
            self.agenda.put(recorded, Task::Refuse(number, wrong));
        }
        self.agenda.put(recorded, if step_by_step { Task::Roster(number) } else { Task::Held(number) });
        if let Some(wrong) = wrong.filter(|wrong| matches!(wrong, Wrong::Again | Wrong::Closed(_))) {
            self.agenda.put(recorded + 1, Task::Refuse(number, wrong));
        }
        for fix in fixes {
            let after = chance.between(3, 55);
            self.agenda.put(recorded + after, Task::Fix(number, fix));
        }
        if matches!(fate, Fate::Withdrawn(_)) {
            self.agenda.put(recorded + chance.between(15, 60), Task::Withdraw(number));
        } else if chance.hit(600) && recorded + 70 < setting.days.last {
            self.agenda.put(recorded + 65, Task::Archive(number));
        }
        self.runs.push(run);
        Ok(())
    }

    /// Draws the roster so that, with everything put right later, exactly `size` took part.
    fn fill(
        &self,
        setting: &Setting<'_>,
        staff: &mut Staff,
        chance: &mut Chance,
        run: &mut Run,
        size: usize,
    ) -> Result<Vec<Fix>, DemoError> {
        let busy = size >= 60 && chance.hit(500);
        let mut up_to = |most: usize| if busy { chance.below(most + 1) } else { 0 };
        let (made_up, was_there, forgotten, was_not_there, never, late) = (up_to(5), up_to(2), up_to(2), up_to(2), up_to(1), up_to(2));
        let listed = size + was_not_there + never - made_up - was_there - forgotten;
        let missed = chance.below(size / 25 + 2);
        // Some come to make up an earlier run.
        let earlier = self.runs.iter().enumerate().rev().take(12).find(|(_, e)| e.counts && e.to < run.from && e.recorded < run.recorded);
        let earlier = earlier.filter(|_| chance.hit(150));
        let back: Vec<usize> = earlier.map(|(_, e)| e.missed.iter().copied().take(3).collect()).unwrap_or_default();
        let wanted = Wanted {
            from: run.from,
            to: run.to,
            known_by: run.from,
            own: &run.organisers,
            own_share: 80,
            first: &back,
            count: listed + missed + made_up + was_there + forgotten,
        };
        let mut people = rosters::draw(staff, setting.places, chance, wanted)?.into_iter();
        let mut next = |n: usize| people.by_ref().take(n).collect::<Vec<_>>();
        let (there, gone, make_up) = (next(listed), next(missed), next(made_up));
        let (really, new) = (next(was_there), next(forgotten));
        run.rows = present(&there);
        for row in &mut run.rows {
            if back.contains(&row.person) {
                (row.status, row.makes_up) = (Status::MakeUp, earlier.map(|(number, _)| number));
            } else if chance.hit(15) {
                row.status = Status::Late;
            }
        }
        for person in gone.iter().chain(&make_up).chain(&really).copied() {
            let leave = if chance.hit(600) { chance.pick(LeaveClass::ALL) } else { None };
            let status = if leave.is_some() { Status::Leave } else { Status::Absent };
            run.rows.push(Row { person, status, leave, makes_up: None });
        }
        chance.shuffle(&mut run.rows);
        run.missed = gone;
        let mut plain = run.rows.iter().filter(|row| row.status == Status::Present).map(|row| row.person);
        let mut fixes: Vec<Fix> = plain.by_ref().take(was_not_there).map(Fix::WasNotThere).collect();
        fixes.extend(plain.by_ref().take(never).map(Fix::NeverListed));
        fixes.extend(plain.take(late).map(Fix::WasLate));
        fixes.extend(make_up.into_iter().map(Fix::MakeUp));
        fixes.extend(really.into_iter().map(Fix::WasThere));
        fixes.extend(new.into_iter().map(Fix::Forgotten));
        Ok(fixes)
    }
}

fn present(people: &[usize]) -> Vec<Row> {
    people.iter().map(|person| Row { person: *person, status: Status::Present, leave: None, makes_up: None }).collect()
}

/// Banners mostly, departments, and one in eleven jointly.
fn organisers(places: &Places, chance: &mut Chance) -> Vec<usize> {
    let banners = places.banners();
    let lead = if chance.hit(650) { chance.pick(&banners) } else { chance.pick(places.tops()) };
    let mut organisers: Vec<usize> = lead.into_iter().collect();
    if chance.hit(90) {
        organisers.extend(chance.pick(places.tops()).filter(|other| !organisers.contains(other)));
    }
    organisers
}
