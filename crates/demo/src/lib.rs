//! 演示数据: the synthetic bureau. Three years of records of about 10,000 invented people, made by the commands everybody
//! else uses. Nothing here writes a total: the totals come out because the records add up to them.
//!
//! Invariants
//! - The same [`Options`] on a store opened with the same seed give the same ledger, byte for byte.
//! - Every title says 演示数据; no account, name or number is a real person's.
//! - What the rules must refuse is sent too, and a rule that lets it pass stops the generator.
//!
//! How it works: `staff` draws lives, `study`, `training`, `cascade`, `committees`, `branches` and `people` draw what is
//! recorded about them and when (an `Agenda` each), and [`fill`] walks through the days and lets each desk record what is due.

mod accounts;
mod agenda;
mod annual_report;
mod awkward;
mod branches;
mod cascade;
mod chance;
mod clerk;
mod committees;
mod contest_desk;
mod contest_signing;
mod contests;
mod culture;
mod days;
mod delivery;
mod error;
mod exercise_desk;
mod exercise_play;
mod exercises;
mod honour_desk;
mod honour_list;
mod honours;
mod innovation;
mod internship_desk;
mod internships;
mod laboratories;
mod names;
mod people;
mod places;
mod plans;
mod roster_files;
mod rosters;
mod sources;
mod staff;
mod study;
mod study_desk;
mod summary;
mod support;
mod talent;
mod talent_desk;
mod talent_people;
mod trainees;
mod training;
mod training_desk;
mod world;

use nc_kernel::{FixedClock, IdGen};
use nc_store::Store;

pub use accounts::PASSWORD;
pub use error::DemoError;
pub use summary::{DemoAccount, Honoured, Options, RefusedOnPurpose, Summary};

use accounts::Registrar;
use chance::Chance;
use clerk::Clerk;
use days::Days;
use staff::Staff;
use study::Setting;
use world::World;

/// Fills a bureau that has no people yet. The store must have been opened with `clock`, which this moves through the
/// years, and with seeded ids if the ledger shall be the same each time. `progress` is told facts done and, roughly,
/// facts in all.
///
/// # Errors
/// [`DemoError`] when the store fails, refuses what it had to take or takes what it had to refuse. What was recorded
/// until then stays.
pub async fn fill(
    store: &Store,
    clock: &FixedClock,
    options: &Options,
    ids: &mut dyn IdGen,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Summary, DemoError> {
    if store.published().with_directory(|d| d.people().next().is_some()) {
        return Err(DemoError::NotEmpty);
    }
    let days = Days::new(options.first_day, options.last_day)?;
    let mut clerk = Clerk::new(store, clock, progress);
    clerk.at(days.moment(0)).await?;
    let places = places::set_up(&mut clerk, &days).await?;
    let mut registrar = Registrar::new(ids, days.moment(0));
    let actors = registrar.first(&mut clerk, &places, &days).await?;
    let mut staff = staff::draw(options, &days, &places, &mut || registrar.next_id())?;
    let setting = Setting { options, days: &days, places: &places };
    let mut study = study::plan(&setting, &mut staff)?;
    let mut training = training::plan(&setting, &mut staff)?;
    let mut world = World { days, places, staff, actors };
    let mut people = people::plan(&world, options);
    let mut plans = plans::plan(&world, &training);
    for (person, away, on) in std::mem::take(&mut training.absent_after_all) {
        people.agenda.put(on, people::Task::AbsentAfterAll(person, away));
    }
    let mut branches = branches::plan(&world, options);
    let mut cascade = cascade::plan(&world, options);
    let sources = sources::plan(&world);
    let mut committees = committees::plan(&world, options, &sources, &cascade.topics());
    let mut honours = honours::plan(&world, options)?;
    let mut culture = culture::plan(&world, options, &honours)?;
    let mut internships = internships::plan(&world, options, &mut || registrar.next_id())?;
    let mut delivery = delivery::plan(&world, options);
    let mut talent = talent::plan(&world, options)?;
    let mut talents = talent_people::plan(&world, options);
    let mut innovation = innovation::plan(&world, &honours);
    clerk.total = internships.expected()
        + expected(&world.staff, &study, &training, &people)
        + plans.len() as u64
        + (honours.agenda.len() + talent.agenda.len() + talents.len() + innovation.len()) as u64
        + 200;
    let mut exercises = exercises::plan(&world, options);
    let mut support = support::plan(&world, options);
    let mut contests = contests::plan(&world, options);
    let mut trainees = trainees::plan(&world, &training);

    people.open(&world, &mut clerk).await?;
    let steady = |unit: usize| world.staff.steady(unit).map(|n| n.and_then(|n| world.id(n).ok()));
    let mut actors = world.actors.clone();
    registrar.rest(&mut clerk, (&world.places, &world.days), &mut actors, &steady).await?;
    let acting = registrar.cast(&mut clerk, (&world.places, &world.days), &actors, &exercises.cast(&world)?).await?;
    exercises.acted_by(acting);
    let acting = registrar.cast(&mut clerk, (&world.places, &world.days), &actors, &trainees.cast(&world)?).await?;
    trainees.acted_by(acting);
    registrar.open_accounts(&mut clerk).await?;
    world.actors = actors;
    branches.open(&world, &mut clerk).await?;
    training_desk::open(&world, &mut clerk).await?;
    let mut chance = Chance::new(options.seed, "scores");
    let reported = annual_report::release_day(&world);
    for day in 0..=world.days.last {
        let busy = people.agenda.has(day) || branches.has(day) || cascade.has(day) || committees.has(day);
        let honoured = honours.agenda.has(day)
            || culture.has(day)
            || internships.agenda.has(day)
            || delivery.has(day)
            || plans.has(day)
            || talent.agenda.has(day)
            || talents.has(day)
            || innovation.has(day)
            || exercises.has(day)
            || support.has(day)
            || contests.has(day)
            || trainees.has(day);
        if day != reported
            && !busy
            && !honoured
            && !study.agenda.has(day)
            && !training.agenda.has(day)
            && !sources.iter().any(|s| s.published == day)
        {
            continue;
        }
        trainees.morning(day, &world, &mut clerk).await?;
        clerk.at(world.days.moment(day)).await?;
        sources::work(&sources, day, &world, &mut clerk).await?;
        people.work(day, &world, &mut clerk).await?;
        branches.work(day, &world, &mut clerk).await?;
        cascade.work(day, &world, &sources, &mut clerk).await?;
        committees.work(day, &world, &sources, &mut clerk).await?;
        study_desk::work(&mut study, day, &world, &sources, &mut clerk).await?;
        plans.work(day, &world, &mut clerk).await?;
        training_desk::work(&mut training, day, &world, &mut chance, &mut clerk).await?;
        honour_desk::work(&mut honours, day, &world, &mut clerk).await?;
        culture.work(day, &world, &honours, &mut clerk).await?;
        internship_desk::work(&mut internships, day, &world, &mut clerk).await?;
        delivery.work(day, &world, &mut clerk).await?;
        talent_desk::work(&mut talent, day, &world, &mut clerk).await?;
        talents.work(day, &world, &mut clerk).await?;
        innovation.work(day, &world, &honours, &mut clerk).await?;
        exercises.work(day, &world, &mut clerk).await?;
        support.work(day, &world, &mut clerk).await?;
        contests.work(day, &world, &mut clerk).await?;
        trainees.work(day, &world, &mut clerk).await?;
        if day == reported {
            annual_report::draft_and_release(&world, &mut clerk).await?;
        }
    }
    delivery.certify(&world, &training, &mut clerk).await?;
    clerk.settle().await?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(Summary {
        facts: store.published().head().0,
        staff: world.staff.all.len() as u64,
        study_runs: count(study.counted),
        study_attendances: count(study.attendances),
        training_classes: count(training.counted),
        training_attendances: count(training.attendances),
        hosted_classes: count(training.hosted),
        interns: internships.counted(),
        excellent_mentors: internships.awarded(),
        operators: count(support.operators()),
        roster_files: training.files,
        honours: Honoured::of(&honours, &culture),
        talent_studios: talent::Desk::standing(),
        talent_paid_fen: talent.net_paid(),
        projects_deployed: innovation::Desk::deployed(),
        exercises: exercises.meant(),
        contests: contests.meant(),
        refused: clerk.refused,
        accounts: registrar.accounts,
    })
}

/// Facts in all, near enough to show how far it is.
fn expected(staff: &Staff, study: &study::Study, training: &training::Training, people: &people::Desk) -> u64 {
    let rows = study.runs.iter().map(|run| run.rows.len() + 3).sum::<usize>();
    let marks = training.classes.iter().map(|class| class.rows.len() + 3).sum::<usize>();
    let cascade = 12 * 90 * 12;
    (staff.all.len() * 5 / 4 + rows + marks + people.agenda.len() + study.agenda.len() + training.agenda.len() + cascade) as u64
}
