//! Given / when / then.

use nc_kernel::document::{BlobId, Media};
use nc_kernel::{Document, PersonId};
use nc_people::access::Role;

use super::command::{ClaimTraining, DecideClaim};
use super::model::ClaimState;
use super::state::Claim;
use crate::training::tests::world::{A, World, attr, day};

fn claim(person: PersonId) -> ClaimTraining {
    let document = Document { media: Media::Pdf, name: "结业证明".into(), number: None, sha256: BlobId::of(b"%PDF-"), size: 5 };
    ClaimTraining {
        person,
        title: "电子数据取证高级班".into(),
        provider: "公安大学".into(),
        from: day("2023-12-25"),
        to: day("2024-01-05"),
        credit_minutes: 2_400,
        document,
    }
}

fn decide(person: PersonId, approve: bool, minutes: Option<u32>, reason: Option<&str>) -> DecideClaim {
    DecideClaim {
        claim: claim(person).id(),
        approve,
        credit_minutes: minutes,
        reason: reason.map(str::to_owned),
        authority: "学时认定办法".into(),
    }
}

fn state(world: &World, person: PersonId) -> Option<ClaimState> {
    world.states.get::<Claim>(claim(person).id()).and_then(Claim::state)
}

#[test]
fn a_claim_is_made_by_the_person_or_a_clerk_and_decided_by_neither() {
    let mut world = World::new();
    let (person, other) = (world.police(A), world.police(A));
    let (user, stranger, clerk, head) = (world.account(person), world.account(other), world.police(A), world.police(A));
    let (clerk, head) = (world.account(clerk), world.account(head));
    world.grant(clerk, Role::Recorder, A);
    assert_eq!(world.acting(stranger, |world| world.refused(&claim(person))), [("claim.for_another", "person".into())]);
    let late = world.acting(user, |world| world.run(&claim(person))).unwrap();
    assert_eq!(late.notes[0].rule.code, "common.late", "claimed half a year after");
    assert_eq!(world.acting(clerk, |world| world.refused(&claim(person))), [("claim.twice", "title".into())]);
    assert!(world.entries("claim.credit").is_empty(), "a claim counts when it is approved");
    assert_eq!(world.entries("claim.document").len(), 1);

    let own = world.acting(user, |world| world.refused(&decide(person, true, None, None)));
    assert_eq!(own, [("claim.own", String::new())]);
    for (minutes, place) in [(Some(2_401), "credit_minutes"), (Some(0), "credit_minutes"), (Some(1_200), "reason")] {
        let refused = world.acting(head, |world| world.refused(&decide(person, true, minutes, None)));
        assert_eq!(refused.first().map(|(_, place)| place.as_str()), Some(place), "{minutes:?}");
    }
    world.acting(head, |world| world.run(&decide(person, true, Some(1_200), Some("按规定折算")))).unwrap();
    assert_eq!(state(&world, person), Some(ClaimState::Approved));
    let row = world.entries("claim.credit")[0];
    assert_eq!((row.day.year(), attr(row, "credit_minutes")), (2024, &1_200.into()), "in the year of its last day");
    assert_eq!(world.acting(head, |world| world.refused(&decide(person, false, None, Some("误")))), [("claim.decided", "claim".into())]);

    world.acting(clerk, |world| world.run(&claim(other))).unwrap();
    assert_eq!(world.acting(clerk, |world| world.refused(&decide(other, true, None, None))), [("claim.own", String::new())]);
}

#[test]
fn a_refused_claim_needs_a_reason_counts_nothing_and_may_be_made_again() {
    let mut world = World::new();
    let person = world.police(A);
    let user = world.account(person);
    world.acting(user, |world| world.run(&claim(person))).unwrap();
    assert_eq!(world.refused(&decide(person, false, None, None)), [("claim.reason", "reason".into())]);
    world.run(&decide(person, false, None, Some("缺少结业证明"))).unwrap();
    assert_eq!((state(&world, person), world.entries("claim.credit").len()), (Some(ClaimState::Refused), 0));
    world.acting(user, |world| world.run(&claim(person))).unwrap();
    assert_eq!(state(&world, person), Some(ClaimState::Claimed));
    world.run(&decide(person, true, None, None)).unwrap();
    assert_eq!(attr(world.entries("claim.credit")[0], "credit_minutes"), &2_400.into());
}

#[test]
fn days_and_minutes_must_make_sense() {
    let mut world = World::new();
    let person = world.police(A);
    let user = world.account(person);
    for (command, place) in [
        (ClaimTraining { to: day("2023-12-24"), ..claim(person) }, "to"),
        (ClaimTraining { credit_minutes: 0, ..claim(person) }, "credit_minutes"),
        (ClaimTraining { credit_minutes: 7_201, ..claim(person) }, "credit_minutes"),
        (ClaimTraining { to: day("2024-06-29"), ..claim(person) }, "to"),
        (ClaimTraining { provider: " ".into(), ..claim(person) }, "provider"),
    ] {
        let refused = world.acting(user, |world| world.refused(&command));
        assert_eq!(refused.first().map(|(_, place)| place.as_str()), Some(place));
    }
}
