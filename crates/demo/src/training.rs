//! Draws the training classes: how they are recorded, who came, what was corrected, what was withdrawn.

use nc_capability::training::{Category, Status};

use crate::agenda::Agenda;
use crate::awkward::{self, Wrong};
use crate::chance::{self, Chance};
use crate::clerk::Ticket;
use crate::error::DemoError;
use crate::places::{Places, zh_labelled};
use crate::rosters::{self, Wanted};
use crate::staff::{Away, Staff};
use crate::study::Setting;

/// Classes, attendances and classes hosted by the base that the bureau published for three years.
const CLASSES: usize = 982;
const ATTENDANCES: usize = 135_000;
const HOSTED: usize = 180;

/// A change after closing.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fix {
    MakeUp(usize),
    WasThere(usize),
    Forgotten(usize),
    WasNotThere(usize),
    WasLate(usize),
}

/// How a class is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// At once, afterwards.
    Held,
    /// Planned, marked by hand, closed.
    Marked,
    /// Planned, its roster taken from an xlsx file, closed.
    File,
}

/// One step of a class.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Task {
    Plan(usize),
    Enrol(usize),
    GiveUp(usize),
    Session(usize),
    Taught(usize),
    Roster(usize),
    Held(usize),
    Fix(usize, Fix),
    Withdraw(usize),
    Cancel(usize),
    Refuse(usize, Wrong),
    ClashingSession(usize),
    TooMuchEquipment(usize),
}

/// What becomes of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Counts(usize),
    Withdrawn(usize),
    Cancelled,
}

/// Seats, and who wanted one: the first `capacity` got one, the first `given_up` of those gave it up again.
#[derive(Debug, Clone)]
pub(crate) struct Seats {
    pub capacity: usize,
    pub given_up: usize,
    pub asked: Vec<usize>,
}

/// One class.
#[derive(Debug, Clone)]
pub(crate) struct Class {
    pub serial: String,
    pub title: String,
    pub category: Category,
    pub theme: Vec<String>,
    pub from: i32,
    pub to: i32,
    pub organisers: Vec<usize>,
    pub hosted: bool,
    pub rows: Vec<(usize, Status)>,
    pub route: Route,
    /// Whether there are two lessons a day, written down one by one.
    pub sessions: bool,
    pub seats: Option<Seats>,
    pub assessed: bool,
    /// The command that recorded the roster, and how many facts it wrote before the first mark.
    pub marked: Option<(Ticket, u64)>,
    recorded: i32,
    plain: bool,
}

impl Class {
    /// The day its roster is recorded.
    pub fn recorded(&self) -> i32 {
        self.recorded
    }

    /// Whether it is held as planned: neither cancelled nor withdrawn nor put right afterwards.
    pub fn counts(&self) -> bool {
        self.plain
    }
}

/// All classes, and what to record when.
pub(crate) struct Training {
    pub classes: Vec<Class>,
    pub agenda: Agenda<Task>,
    /// Leave that is approved afterwards although the person is recorded as present.
    pub absent_after_all: Vec<(usize, Away, i32)>,
    /// Classes meant to count.
    pub counted: usize,
    /// Their attendances.
    pub attendances: usize,
    /// Those hosted by the base.
    pub hosted: usize,
    /// Rosters that go through a file.
    pub files: u64,
}

/// Draws everything.
pub(crate) fn plan(setting: &Setting<'_>, staff: &mut Staff) -> Result<Training, DemoError> {
    let options = setting.options;
    let mut chance = Chance::new(options.seed, "training");
    let (counted, attendances) = (options.share(CLASSES, 2), options.share(ATTENDANCES, 200));
    let hosted = options.share(HOSTED, 1);
    let mut sizes = chance::split(&mut chance, counted, attendances, 20, 600.min(staff.all.len() / 2));
    round_numbers(&mut sizes);
    let mut fates: Vec<(Fate, bool)> = sizes.into_iter().enumerate().map(|(n, size)| (Fate::Counts(size), n < hosted)).collect();
    for _ in 0..options.share(9, 1) {
        fates.push((Fate::Withdrawn(20 + chance.below(100)), false));
    }
    fates.extend(vec![(Fate::Cancelled, false); options.share(14, 1)]);
    chance.shuffle(&mut fates);
    let mut training = Training {
        classes: Vec::with_capacity(fates.len()),
        agenda: Agenda::new(setting.days),
        absent_after_all: Vec::new(),
        counted,
        attendances,
        hosted,
        files: 0,
    };
    let whole = fates.len();
    // Every so many classes one is held on the day of the one before, elsewhere, with some of the same people.
    let every = (whole / options.share(6, 1)).max(3);
    let files_every = (whole / options.share(28, 1)).max(1);
    for (number, (fate, hosted)) in fates.into_iter().enumerate() {
        let start = setting.days.at_part(number, whole, 14);
        let length = match chance.below(10) {
            0..5 => 1,
            5..8 => chance.between(2, 3),
            _ => chance.between(4, 5),
        };
        let draft = Draft {
            number,
            fate,
            hosted,
            span: setting.days.span(start, length),
            twin: number % every == 2,
            file: number % files_every == files_every / 2,
        };
        training.draw(setting, staff, &mut chance, draft)?;
    }
    Ok(training)
}

/// One class has exactly 100 trainees, as if somebody had rounded; the next takes the difference.
fn round_numbers(sizes: &mut [usize]) {
    if let [first, second, ..] = sizes
        && *first + *second > 120
    {
        *second = *first + *second - 100;
        *first = 100;
    }
}

#[derive(Clone, Copy)]
struct Draft {
    number: usize,
    fate: Fate,
    hosted: bool,
    span: (i32, i32),
    twin: bool,
    file: bool,
}

impl Training {
    fn draw(&mut self, setting: &Setting<'_>, staff: &mut Staff, chance: &mut Chance, draft: Draft) -> Result<(), DemoError> {
        let Draft { number, fate, hosted, .. } = draft;
        let before = self.classes.last().filter(|_| draft.twin);
        let (from, to) = before.map_or(draft.span, |before| (before.from, before.from));
        let shared: Vec<usize> = before
            .map(|b| b.rows.iter().filter(|(_, status)| *status == Status::Present).map(|(p, _)| *p).take(3).collect())
            .unwrap_or_default();
        let late = if chance.hit(45) { chance.between(15, 58) } else { chance.between(0, 5) };
        let recorded = setting.days.recorded_from(to + late);
        let mut class = self.head(setting, chance, (number, hosted, from, to), recorded)?;
        class.route = match fate {
            Fate::Counts(_) if draft.file => Route::File,
            Fate::Cancelled => Route::Marked,
            _ if chance.hit(300) => Route::Marked,
            _ => Route::Held,
        };
        self.files += u64::from(class.route == Route::File);
        // Longer than the longest holiday, so that every step falls on a day on which records are made.
        let ahead = from >= 24;
        class.sessions = class.route != Route::Held && ahead && chance.hit(400);
        class.assessed = class.route != Route::File && chance.hit(55);
        let mut fixes = Vec::new();
        match fate {
            Fate::Counts(size) | Fate::Withdrawn(size) => {
                let seats = class.route == Route::Marked && ahead && matches!(fate, Fate::Counts(_)) && chance.hit(220);
                if seats {
                    seated(setting.places, staff, chance, &mut class, size)?;
                } else {
                    let quiet = size == 100 || !shared.is_empty() || !matches!(fate, Fate::Counts(_)) || class.assessed;
                    fixes = filled(setting.places, staff, chance, &mut class, (size, quiet, &shared))?;
                }
            }
            Fate::Cancelled => {}
        }
        class.plain = fixes.is_empty() && class.seats.is_none() && fate != Fate::Cancelled;
        self.steps(staff, chance, (number, fate), &class, fixes);
        self.absent_after_all(setting, chance, &class);
        self.classes.push(class);
        Ok(())
    }

    fn steps(&mut self, staff: &Staff, chance: &mut Chance, (number, fate): (usize, Fate), class: &Class, fixes: Vec<Fix>) {
        let (from, to, recorded) = (class.from, class.to, class.recorded);
        let agenda = &mut self.agenda;
        if class.route != Route::Held {
            agenda.put(from - 24, Task::Plan(number));
        }
        if fate == Fate::Cancelled {
            agenda.put(from - chance.between(0, 4), Task::Cancel(number));
            return;
        }
        if class.seats.is_some() {
            agenda.put(from - 20, Task::Enrol(number));
            agenda.put(from - 14, Task::GiveUp(number));
        }
        if class.sessions {
            agenda.put(from - 12, Task::Session(number));
            if number % 40 == 1 {
                agenda.put(from - 12, Task::ClashingSession(number));
            }
            if number % 40 == 21 {
                agenda.put(from - 12, Task::TooMuchEquipment(number));
            }
            agenda.put(to, Task::Taught(number));
        }
        // About one in forty is tried wrongly first.
        let wrong = if number % 40 == 7 { awkward::nth(number / 40, staff, (from, to), recorded) } else { None };
        if let Some(wrong) = wrong.filter(|wrong| !matches!(wrong, Wrong::Again | Wrong::Closed(_))) {
            agenda.put(recorded, Task::Refuse(number, wrong));
        }
        agenda.put(recorded, if class.route == Route::Held { Task::Held(number) } else { Task::Roster(number) });
        if let Some(wrong) = wrong.filter(|wrong| matches!(wrong, Wrong::Again | Wrong::Closed(_))) {
            agenda.put(recorded + 1, Task::Refuse(number, wrong));
        }
        for fix in fixes {
            agenda.put(recorded + chance.between(3, 60), Task::Fix(number, fix));
        }
        if matches!(fate, Fate::Withdrawn(_)) {
            agenda.put(recorded + chance.between(15, 70), Task::Withdraw(number));
        }
    }

    /// Now and then leave is approved long afterwards for a day on which the person is recorded as present.
    fn absent_after_all(&mut self, setting: &Setting<'_>, chance: &mut Chance, class: &Class) {
        let last = setting.days.last;
        if !class.plain || class.to + 90 > last || self.classes.len() % 160 != 9 {
            return;
        }
        let present = class.rows.iter().find(|(_, status)| *status == Status::Present);
        if let Some((person, _)) = present {
            let on = class.recorded + 20 + chance.between(45, 60);
            let away = Away { from: class.from, to: class.from, kind: nc_people::LeaveKind::Sick, approved: on };
            self.absent_after_all.push((*person, away, on));
        }
    }

    fn head(
        &self,
        setting: &Setting<'_>,
        chance: &mut Chance,
        (number, hosted, from, to): (usize, bool, i32, i32),
        recorded: i32,
    ) -> Result<Class, DemoError> {
        const SUBJECTS: &[(&str, Category, &str)] = &[
            ("执法规范化", Category::Professional, "law"),
            ("警务实战技能", Category::Drill, "combat"),
            ("数据应用", Category::Professional, "technology"),
            ("政治能力提升", Category::Development, "political"),
            ("新警初任", Category::Initial, "law"),
            ("警衔晋升", Category::Promotion, "political"),
            ("社区警务", Category::Professional, "service"),
            ("大练兵体能", Category::Drill, "combat"),
            ("教官", Category::Instructor, "combat"),
            ("应急救护", Category::Other, "safety"),
        ];
        let (subject, category, theme) = chance.pick(SUBJECTS).ok_or(DemoError::Lost("a subject"))?;
        let organisers = organisers(setting.places, chance, hosted);
        let lead = setting.places.get(organisers.first().copied().unwrap_or(0))?;
        let year = setting.days.day(from).year();
        Ok(Class {
            serial: format!("YS-{year}-{}-{number:04}", lead.path.code()),
            title: zh_labelled(&format!("{}{subject}培训班（{year}年第{}期）", lead.zh, number + 1)),
            category,
            theme: vec![theme.to_owned()],
            from,
            to,
            organisers,
            hosted,
            rows: Vec::new(),
            route: Route::Held,
            sessions: false,
            seats: None,
            assessed: false,
            marked: None,
            recorded,
            plain: false,
        })
    }
}

/// Who holds a class: the base and departments what is hosted, banners and departments the rest, one in eleven jointly.
fn organisers(places: &Places, chance: &mut Chance, hosted: bool) -> Vec<usize> {
    let banners = places.banners();
    let lead = match chance.below(100) {
        0..40 if hosted => places.base(),
        0..50 => chance.pick(&banners),
        _ => chance.pick(places.tops()),
    };
    let mut organisers: Vec<usize> = lead.into_iter().collect();
    if chance.hit(90) {
        organisers.extend(chance.pick(places.tops()).filter(|other| !organisers.contains(other)));
    }
    organisers
}

/// Draws the roster so that, with everything put right later, exactly `size` took part.
fn filled(
    places: &Places,
    staff: &mut Staff,
    chance: &mut Chance,
    class: &mut Class,
    (size, quiet, shared): (usize, bool, &[usize]),
) -> Result<Vec<Fix>, DemoError> {
    let busy = !quiet && size >= 20 && chance.hit(300);
    let mut up_to = |most: usize| if busy { chance.below(most + 1) } else { 0 };
    let (made_up, was_there, forgotten, was_not_there, late) = (up_to(4), up_to(1), up_to(1), up_to(2), up_to(1));
    let missed = if quiet { 0 } else { chance.below(size / 30 + 2) };
    let listed = size + was_not_there - made_up - was_there - forgotten;
    let wanted = Wanted {
        from: class.from,
        to: class.to,
        known_by: class.from,
        own: &class.organisers,
        own_share: 70,
        first: shared,
        count: listed + missed + made_up + was_there + forgotten,
    };
    let mut people = rosters::draw(staff, places, chance, wanted)?.into_iter();
    let mut next = |n: usize| people.by_ref().take(n).collect::<Vec<_>>();
    let (there, gone, make_up) = (next(listed), next(missed), next(made_up));
    let (really, new) = (next(was_there), next(forgotten));
    class.rows = there.iter().map(|person| (*person, Status::Present)).collect();
    if !quiet {
        for (_, status) in &mut class.rows {
            match chance.below(1_000) {
                0..14 => *status = Status::Late,
                14..18 => *status = Status::EarlyLeave,
                _ => {}
            }
        }
    }
    for person in gone.iter().chain(&make_up).chain(&really).copied() {
        let status = chance.pick(&[Status::Absent, Status::OfficialLeave, Status::SickLeave]).unwrap_or(Status::Absent);
        class.rows.push((person, status));
    }
    chance.shuffle(&mut class.rows);
    let mut plain = class.rows.iter().filter(|(_, status)| *status == Status::Present).map(|(person, _)| *person);
    let mut fixes: Vec<Fix> = plain.by_ref().take(was_not_there).map(Fix::WasNotThere).collect();
    fixes.extend(plain.take(late).map(Fix::WasLate));
    fixes.extend(make_up.into_iter().map(Fix::MakeUp));
    fixes.extend(really.into_iter().map(Fix::WasThere));
    fixes.extend(new.into_iter().map(Fix::Forgotten));
    Ok(fixes)
}

/// Draws a class with seats and a queue, so that exactly `size` took part in the end.
fn seated(places: &Places, staff: &mut Staff, chance: &mut Chance, class: &mut Class, size: usize) -> Result<(), DemoError> {
    let (no_show, given_up, never) = (chance.below(3), chance.below(4), chance.below(4));
    let capacity = size + no_show;
    let wanted = Wanted {
        from: class.from,
        to: class.to,
        known_by: class.from - 21,
        own: &class.organisers,
        own_share: 60,
        first: &[],
        count: capacity + given_up + never,
    };
    let asked = rosters::draw(staff, places, chance, wanted)?;
    // Whoever waits longest takes the seat of whoever gives one up.
    let seated = asked.iter().skip(given_up.min(capacity)).take(capacity).copied();
    class.rows = seated.take(size).map(|person| (person, Status::Present)).collect();
    class.seats = Some(Seats { capacity, given_up, asked });
    Ok(())
}
