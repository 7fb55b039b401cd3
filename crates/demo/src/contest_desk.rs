//! Runs contests: the publicity desk sets up and records, judges score in person, the political department agrees to unseal.

use nc_capability::contest::command::{
    Appeal, AskUnseal, DecideAppeal, Enter, FreezeBoard, GiveScore, LockScores, NominateUp, PublishResults, RecordAttempt, SanctionEntry,
    SeatPanel, SetUpContest, Unseal,
};
use nc_capability::contest::model::{ContestId, Correction, Discipline, Level, Measured, Outcome, SanctionKind, Scoring};
use nc_capability::contest::{Codes, Contest};
use nc_kernel::{Actor, PersonId};
use nc_people::Action;

use crate::chance::Chance;
use crate::clerk::Clerk;
use crate::contest_signing;
use crate::contests::Planned;
use crate::error::DemoError;
use crate::places::zh_labelled;
use crate::world::World;

/// Judges of a panel.
const JUDGES: usize = 5;

/// Who keeps the records of the first departments judges, from their own account.
pub(crate) fn judges(world: &World) -> Result<Vec<(PersonId, &Actor)>, DemoError> {
    let heads =
        world.places.tops().iter().filter_map(|top| world.staff.steady(*top)[0].map(|person| (person, world.actors.recorder(*top))));
    heads.take(JUDGES).map(|(person, actor)| Ok((world.id(person)?, actor))).collect()
}

/// The entrant who has an account: who heads classes in the first banner.
pub(crate) fn appellant(world: &World) -> Option<usize> {
    world.staff.steady(*world.places.banners().first()?)[1]
}

pub(crate) async fn read(planned: &Planned, world: &World, clerk: &Clerk<'_>) -> Result<(Contest, Option<Codes>), DemoError> {
    let fault = |source| DemoError::Store { doing: planned.serial(), source };
    let scope = clerk.store.allow(&world.actors.political, Action::ReadRows, world.places.bureau()?).map_err(fault)?;
    clerk.store.contest(std::slice::from_ref(&scope), planned.id()).await.map_err(fault)?.ok_or(DemoError::Lost("a contest"))
}

/// 举办、组成评委、报名.
pub(crate) async fn set_up(planned: &Planned, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    let (runs, contest, on) = (&world.actors.publicity, planned.id(), world.days.day(planned.on));
    let bureau = world.places.bureau()?.clone();
    let command = SetUpContest {
        serial: planned.serial(),
        title: zh_labelled(&format!("{}年{}", planned.year, planned.template.zh)),
        level: Level::City,
        authority: zh_labelled("市公安局"),
        organisers: vec![bureau.clone()],
        host: world.places.base().map(|base| world.places.get(base).map(|place| place.path.clone())).transpose()?,
        starts_on: on,
        ends_on: on,
        blind: planned.template.blind,
        appeal_days: 5,
        disciplines: planned.disciplines(),
    };
    clerk.send(runs, 1, command).await?;
    for (discipline, entrants) in planned.disciplines().iter().zip(&planned.entrants) {
        let serial = discipline.serial.clone();
        if discipline.scoring == Scoring::Judged {
            let judges: Vec<PersonId> = judges(world)?.into_iter().map(|(person, _)| person).collect();
            let head = judges.first().copied().filter(|_| !discipline.signed.is_empty());
            clerk.send(runs, 1, SeatPanel { contest, discipline: serial.clone(), judges, head }).await?;
        }
        for person in entrants {
            let people = vec![world.id(*person)?];
            clerk.send(runs, 1, Enter { contest, discipline: serial.clone(), people, from: None, from_code: None }).await?;
        }
    }
    Ok(())
}

/// What somebody shows in one attempt: most do well, one in twenty does not finish.
fn measured(discipline: &Discipline, chance: &mut Chance) -> Measured {
    if chance.hit(50) {
        return Measured { deductions: None, millis: None, outcome: Outcome::Failed, tasks: Vec::new(), value: None };
    }
    let unit = 10_i64.pow(u32::from(discipline.decimals));
    let part = i64::from(chance.between(0, 999));
    let value = match discipline.scoring {
        Scoring::Judged | Scoring::Tasks => None,
        Scoring::Pass => Some(1),
        Scoring::Time => Some(210 * unit + part * unit / 20),
        Scoring::Distance => Some(2 * unit + part * unit / 1_200),
        Scoring::Metric => Some(700 * unit / 1_000 + part * unit / 5_000),
        Scoring::Points | Scoring::Count => Some(70 * unit + part * unit / 35),
    };
    // Most tasks are done, some by half, some not at all.
    let share = |chance: &mut Chance| match chance.between(0, 9) {
        0 => 0,
        1 | 2 => 50,
        _ => 100,
    };
    Measured {
        deductions: chance.hit(200).then_some(unit),
        millis: Some(i64::from(chance.between(60_000, 240_000))),
        outcome: Outcome::Done,
        tasks: discipline.tasks.iter().map(|_| share(chance)).collect(),
        value,
    }
}

/// 比赛: attempts, scores of every judge, a warning now and then, and the lock.
pub(crate) async fn hold(planned: &Planned, chance: &mut Chance, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    let (runs, contest) = (&world.actors.publicity, planned.id());
    let (drawn, _) = read(planned, world, clerk).await?;
    let judges = judges(world)?;
    for discipline in planned.disciplines() {
        let Some(round) = discipline.rounds.first().copied() else { continue };
        let codes: Vec<String> = drawn.live().codes_of(&discipline.serial).map(str::to_owned).collect();
        for (n, code) in codes.iter().enumerate() {
            let shown = measured(&discipline, chance);
            let done = shown.outcome == Outcome::Done;
            clerk.send(runs, 1, RecordAttempt { contest, code: code.clone(), round, attempt: 1, measured: shown }).await?;
            if discipline.scoring == Scoring::Judged && done {
                for (judge, actor) in judges.iter().copied() {
                    let mark = |most: i64, chance: &mut Chance| most * i64::from(chance.between(70, 98)) / 100;
                    let marks = discipline.criteria.iter().map(|criterion| mark(criterion.most, chance)).collect();
                    clerk.send(actor, 1, GiveScore { contest, code: code.clone(), round, judge, marks }).await?;
                }
            }
            if n == 0 && discipline.serial == "S3" {
                let reason = zh_labelled("踩线试跳");
                clerk.send(runs, 1, SanctionEntry { contest, code: code.clone(), kind: SanctionKind::Warning, reason }).await?;
            }
        }
    }
    contest_signing::under_codes(planned, &judges, world, clerk).await?;
    clerk.send(runs, 2, LockScores { contest }).await?;
    Ok(())
}

/// 解码与公布: asked by one, agreed to by another; the newest board is frozen until the city has looked at it.
pub(crate) async fn publish(planned: &Planned, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    let (runs, contest) = (&world.actors.publicity, planned.id());
    if planned.template.blind {
        clerk.send(runs, 1, AskUnseal { contest }).await?;
        clerk.settle().await?;
        clerk.send(&world.actors.political, 2, Unseal { contest }).await?;
        contest_signing::by_competitors(planned, world, clerk).await?;
    }
    clerk.send(runs, 3, PublishResults { contest }).await?;
    contest_signing::answer(planned, world, clerk).await?;
    if planned.on + 365 > world.days.last && planned.template.key == "opinion_guidance" {
        clerk.send(runs, 1, FreezeBoard { contest, reason: zh_labelled("市级复核期间") }).await?;
    }
    Ok(())
}

/// 申诉: who missed a hit says so, and the target sheet is read again. The year's best is then put up for the region's contest.
pub(crate) async fn appeal(planned: &Planned, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    let contest = planned.id();
    let (published, codes) = read(planned, world, clerk).await?;
    let (Some(codes), Some(number), Some(banner)) = (codes, appellant(world), world.places.banners().first().copied()) else {
        return Ok(());
    };
    let person = world.id(number)?;
    let Some((code, discipline)) =
        codes.own(person).first().and_then(|code| Some(((*code).to_owned(), published.live().discipline_of(code)?)))
    else {
        return Ok(());
    };
    let Some(round) = discipline.rounds.first().copied() else { return Ok(()) };
    let ground = zh_labelled("靶纸漏计一发");
    clerk.send(world.actors.class_head(banner), 1, Appeal { contest, code: code.clone(), round, person, ground }).await?;
    clerk.settle().await?;
    let value = published.live().attempts(&code, round).find_map(|(measured, _)| measured.value);
    let unit = 10_i64.pow(u32::from(discipline.decimals));
    let measured = Measured {
        deductions: None,
        millis: None,
        outcome: Outcome::Done,
        tasks: Vec::new(),
        value: Some(value.unwrap_or(80 * unit) + 9 * unit),
    };
    let command = DecideAppeal {
        contest,
        appeal: 1,
        correction: Some(Correction::Measured { attempt: 1, measured }),
        reason: zh_labelled("复核靶纸，漏计属实"),
        authority: zh_labelled("仲裁组纪要"),
    };
    clerk.send(&world.actors.political, 1, command).await?;
    clerk.settle().await?;
    put_up(planned, &published, world, clerk).await
}

async fn put_up(planned: &Planned, published: &Contest, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    let runs = &world.actors.publicity;
    let serial = format!("YS-BW-{}-region", planned.year);
    let on = world.days.day(planned.on).plus_days(60);
    let region = SetUpContest {
        serial: serial.clone(),
        title: zh_labelled(&format!("{}年全区射击与体能比武选拔", planned.year)),
        level: Level::Region,
        authority: zh_labelled("自治区公安厅"),
        organisers: vec![world.places.bureau()?.clone()],
        host: None,
        starts_on: on,
        ends_on: on,
        blind: false,
        appeal_days: 5,
        disciplines: planned.disciplines(),
    };
    clerk.send(runs, 1, region).await?;
    clerk.settle().await?;
    let discipline = planned.disciplines().into_iter().find(|discipline| discipline.scoring == Scoring::Time);
    let Some(discipline) = discipline else { return Ok(()) };
    let (_, codes) = read(planned, world, clerk).await?;
    let Some(codes) = codes else { return Ok(()) };
    let lines = nc_capability::contest::board::lines(published.live(), &codes, &discipline);
    for line in lines.iter().filter(|line| line.place.rank().is_some_and(|rank| rank <= 2)) {
        let to = ContestId::of_serial(&serial);
        clerk.send(runs, 1, NominateUp { contest: planned.id(), code: line.code.clone(), to }).await?;
    }
    Ok(())
}
