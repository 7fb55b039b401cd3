//! Signs scores: judges and head judge under the code, each from their own account; once names are open those who contested, one of
//! whom objects and one of whom is absent, as the head judge then records.

use nc_capability::contest::command::{DecideAppeal, SignScores, WaiveSignature};
use nc_capability::contest::model::{Signer, Unsigned};
use nc_capability::contest::signing;
use nc_kernel::{Actor, PersonId};

use crate::clerk::Clerk;
use crate::contest_desk::{judges, read};
use crate::contests::Planned;
use crate::error::DemoError;
use crate::places::zh_labelled;
use crate::world::World;

/// Who heads classes in the banners: they have accounts of their own.
pub(crate) fn with_accounts(world: &World) -> Vec<usize> {
    world.places.banners().into_iter().filter_map(|banner| world.staff.steady(banner)[1]).collect()
}

/// Judges, then the head judge.
pub(crate) async fn under_codes(
    planned: &Planned,
    judges: &[(PersonId, &Actor)],
    world: &World,
    clerk: &mut Clerk<'_>,
) -> Result<(), DemoError> {
    for signer in [Signer::Judge, Signer::Head] {
        clerk.settle().await?;
        let (scored, _) = read(planned, world, clerk).await?;
        let live = scored.live();
        for discipline in planned.disciplines() {
            // Nobody's code is known here, and none need be: under codes everybody signs alike.
            for missing in signing::missing(live, &nc_capability::contest::Codes::default(), &discipline, &[signer]) {
                let Some((person, actor)) = judges.iter().find(|(judge, _)| Some(*judge) == missing.due.judge) else { continue };
                let covers = signing::covers(live, &discipline, &missing.code, missing.round, &missing.due);
                let (contest, code, round) = (planned.id(), missing.code, missing.round);
                clerk.send(actor, 1, SignScores { contest, code, round, signer, person: *person, covers, objection: None }).await?;
            }
        }
    }
    clerk.settle().await
}

/// Who contested, once names are open.
pub(crate) async fn by_competitors(planned: &Planned, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    clerk.settle().await?;
    let (open, codes) = read(planned, world, clerk).await?;
    let (live, Some(codes)) = (open.live(), codes) else { return Ok(()) };
    let contest = planned.id();
    for discipline in planned.disciplines() {
        for (n, missing) in signing::missing(live, &codes, &discipline, &[Signer::Competitor]).into_iter().enumerate() {
            let covers = signing::covers(live, &discipline, &missing.code, missing.round, &missing.due);
            let (code, round) = (missing.code, missing.round);
            if n == 2 {
                let Some((judge, actor)) = judges(world)?.into_iter().next() else { continue };
                let reason = zh_labelled("赛后出警，未到场签字");
                let waiver = WaiveSignature { contest, code, round, kind: Unsigned::Absent, reason, judge, covers };
                clerk.send(actor, 1, waiver).await?;
                continue;
            }
            let banners = world.places.banners();
            let mut heads = banners.iter().filter_map(|banner| Some((world.staff.steady(*banner)[1]?, *banner)));
            let leader = codes.entrants(&code).first().map(|leader| leader.person);
            let banner = heads.find(|(number, _)| world.id(*number).ok() == leader).map(|(_, banner)| banner);
            let (Some(person), Some(banner)) = (leader, banner) else { return Err(DemoError::Lost("who contested")) };
            let objection = (n == 1).then(|| zh_labelled("第三席评委漏看文书"));
            let signature = SignScores { contest, code, round, signer: Signer::Competitor, person, covers, objection };
            clerk.send(world.actors.class_head(banner), 1, signature).await?;
        }
    }
    clerk.settle().await
}

/// What was objected to has become an appeal with the publication; it is decided, but for that of the last contest, which waits.
pub(crate) async fn answer(planned: &Planned, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    clerk.settle().await?;
    let (published, _) = read(planned, world, clerk).await?;
    if planned.on + 365 > world.days.last {
        return Ok(());
    }
    for (appeal, _) in (1..).zip(published.live().appeals()) {
        let (reason, authority) = (zh_labelled("复看录像，文书已评"), zh_labelled("仲裁组纪要"));
        let decide = DecideAppeal { contest: planned.id(), appeal, correction: None, reason, authority };
        clerk.send(&world.actors.political, 1, decide).await?;
    }
    Ok(())
}
