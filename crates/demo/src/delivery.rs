//! Instructors, training elsewhere and certificates.

use nc_capability::certificate::SeriesId;
use nc_capability::certificate::command::{IssueCertificates, ReissueCertificate};
use nc_capability::certificate::model::CertificateId;
use nc_capability::claim::command::{ClaimTraining, DecideClaim};
use nc_capability::instructor::command::{AppointInstructor, CertifyInstructor, ProposeInstructor, WithdrawInstructor};
use nc_capability::instructor::{InstructorId, Level};
use nc_capability::training::ClassId;
use nc_kernel::Actor;
use nc_people::{Action, MemberKind};

use crate::agenda::Agenda;
use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::honour_desk::paper;
use crate::honours::lasting;
use crate::places::{LABEL, zh_labelled};
use crate::summary::Options;
use crate::training::Training;
use crate::world::World;

const SUBJECTS: [&str; 6] = ["射击", "警务技能", "法律", "政治理论", "无人机操控", "电子数据取证"];
const LEVELS: [Level; 3] = [Level::Junior, Level::Intermediate, Level::Senior];
/// Instructors and claims of the full bureau.
const INSTRUCTORS: usize = 60;
const CLAIMS: usize = 200;
/// Classes of the full bureau that gave certificates.
const CERTIFIED: usize = 20;

#[derive(Debug, Clone, Copy)]
enum Task {
    Propose(usize),
    Certify(usize),
    Appoint(usize),
    Withdraw(usize),
    Claim(usize),
    Decide(usize),
}

/// The desk that keeps them.
pub(crate) struct Desk {
    agenda: Agenda<Task>,
    instructors: Vec<usize>,
    /// Who was away, and the last day of it.
    claims: Vec<(usize, i32)>,
    certified: usize,
}

/// Draws who teaches and who was trained elsewhere.
pub(crate) fn plan(world: &World, options: &Options) -> Desk {
    let mut agenda = Agenda::new(&world.days);
    // Whoever records for a unit of the first level is another account than the one that decides.
    let own_clerk = |n: &usize| world.places.tops().contains(&top(world, *n));
    let mut people: Vec<usize> = lasting(world, MemberKind::Police).filter(own_clerk).collect();
    people.reverse();
    let instructors: Vec<usize> = people.iter().copied().take(options.share(INSTRUCTORS, 6)).collect();
    for n in 0..instructors.len() {
        let on = agenda.put(world.days.at_part(n, instructors.len(), 200), Task::Propose(n));
        // The last stays a candidate; the one before is certified and waits.
        if n + 1 < instructors.len() {
            let on = agenda.put(on + 20, Task::Certify(n));
            if n + 2 < instructors.len() {
                let on = agenda.put(on + 15, Task::Appoint(n));
                if n == 1 {
                    agenda.put(on + 200, Task::Withdraw(n));
                }
            }
        }
    }
    let away = options.share(CLAIMS, 6);
    let claims: Vec<(usize, i32)> = (0..away)
        .filter_map(|n| Some((people.iter().rev().copied().nth(n * 3 % people.len().max(1))?, world.days.at_part(n, away, 40).max(12))))
        .collect();
    for (n, (_, ended)) in claims.iter().enumerate() {
        let claimed = agenda.put(ended + 9, Task::Claim(n));
        // The last waits for its decision.
        if n + 1 < claims.len() {
            agenda.put(claimed + 6, Task::Decide(n));
        }
    }
    Desk { agenda, instructors, claims, certified: options.share(CERTIFIED, 2) }
}

fn top(world: &World, person: usize) -> usize {
    let unit = world.staff.get(person).ok().and_then(|member| member.spells.first()).map_or(0, |spell| spell.unit);
    world.places.top_of(unit)
}

impl Desk {
    /// Whether anything is due that day.
    pub(crate) fn has(&self, day: i32) -> bool {
        self.agenda.has(day)
    }

    /// Records what is due that day.
    pub(crate) async fn work(&mut self, day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        for task in self.agenda.take(day) {
            match task {
                Task::Propose(n) | Task::Certify(n) | Task::Appoint(n) | Task::Withdraw(n) => {
                    self.instructor(task, n, day, world, clerk).await?;
                }
                Task::Claim(n) | Task::Decide(n) => self.claim(task, n, world, clerk).await?,
            }
        }
        Ok(())
    }

    async fn instructor(&self, task: Task, n: usize, day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let political = &world.actors.political;
        let number = self.instructors.get(n).copied().ok_or(DemoError::Lost("an instructor"))?;
        let person = world.id(number)?;
        let (instructor, on) = (InstructorId::of(person), world.days.day(day));
        let pick = |all: &[&'static str]| all.get(n % all.len()).copied().unwrap_or_default().to_owned();
        let subject = zh_labelled(&pick(&SUBJECTS));
        let level = LEVELS.get(n % LEVELS.len()).copied().unwrap_or(Level::Junior);
        let authority = zh_labelled("教官评审会纪要");
        match task {
            Task::Propose(_) => {
                let serial = format!("YS-JG-{:03}", n + 1);
                let by = world.actors.class_head(top(world, number));
                clerk.send(by, 1, ProposeInstructor { person, serial, subject, level, on }).await?;
            }
            Task::Certify(_) => drop(clerk.send(political, 1, CertifyInstructor { instructor, subject, level, on, authority }).await?),
            Task::Appoint(_) => {
                // Terms of two years: those of the first year have run out by the end.
                let until = on.plus_months(24).minus_days(1);
                clerk.send(political, 1, AppointInstructor { instructor, subject, from: on, until, authority }).await?;
            }
            _ => {
                let reason = zh_labelled("转任其他岗位");
                clerk.send(political, 1, WithdrawInstructor { instructor, subject, on, reason, authority }).await?;
            }
        }
        Ok(())
    }

    async fn claim(&self, task: Task, n: usize, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (number, ended) = self.claims.get(n).copied().ok_or(DemoError::Lost("a claim"))?;
        let to = world.days.day(ended);
        let mut claim = ClaimTraining {
            person: world.id(number)?,
            title: zh_labelled(&format!("外出培训 {}", n + 1)),
            provider: zh_labelled("公安院校"),
            from: to.minus_days(4),
            to,
            credit_minutes: 2_400,
            document: paper(clerk, &format!("外训结业证明 {}", n + 1), None).await?,
        };
        if matches!(task, Task::Claim(_)) {
            claim.document.name = zh_labelled("结业证明");
            let by: Actor = world.actors.recorder(top(world, number)).clone();
            clerk.send(&by, 1, claim).await?;
            return Ok(());
        }
        let approve = n % 9 != 4;
        let credit_minutes = (n % 5 == 2 && approve).then_some(1_920);
        let reason = (!approve || credit_minutes.is_some()).then(|| zh_labelled(if approve { "按规定折算" } else { "材料不全" }));
        let authority = zh_labelled("学时认定办法");
        clerk.send(&world.actors.political, 1, DecideClaim { claim: claim.id(), approve, credit_minutes, reason, authority }).await?;
        Ok(())
    }

    /// On the last day some classes give their certificates; one is lost and issued anew.
    pub(crate) async fn certify(&self, world: &World, training: &Training, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        clerk.settle().await?;
        let political = &world.actors.political;
        let bureau = world.places.get(0)?.path.clone();
        let fault = |source| DemoError::Store { doing: format!("{LABEL}: certificates"), source };
        let scope = clerk.store.allow(political, Action::ReadRows, &bureau).map_err(fault)?;
        let mut left = self.certified;
        for class in training.classes.iter().rev() {
            if left == 0 {
                break;
            }
            let id = ClassId::of_serial(&class.serial);
            let Some(known) = clerk.store.class(std::slice::from_ref(&scope), id).await.map_err(fault)? else { continue };
            let (Some(lead), Some((_, ends_on)), true) = (known.lead(), known.dates(), known.counts_now()) else { continue };
            let completed = known.marks().iter().map(|mark| mark.person).filter(|person| known.completed(*person));
            let people: Vec<_> = completed.take(40).collect();
            let Some(first) = people.first().copied() else { continue };
            let series = SeriesId::of(lead, ends_on.year());
            let authority = zh_labelled("市公安局训练处");
            clerk.send(political, people.len() * 2, IssueCertificates { class: id, series, people, authority: authority.clone() }).await?;
            if left == self.certified {
                let certificate = CertificateId::of(id, first);
                clerk.send(political, 3, ReissueCertificate { certificate, series, reason: zh_labelled("遗失"), authority }).await?;
            }
            left -= 1;
        }
        Ok(())
    }
}
