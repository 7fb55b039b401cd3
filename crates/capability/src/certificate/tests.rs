//! Given / when / then.

mod badge;

use nc_kernel::PersonId;
use nc_kernel::personal::commitment;
use proptest::prelude::*;

use super::command::{IssueCertificates, ReissueCertificate, VoidCertificate};
use super::content::{Content, NotACertificate, Opening, code, file, split, typed};
use super::model::{CertificateId, SeriesId};
use super::state::{Certificate, Series};
use crate::training::ClassId;
use crate::training::command::{CancelClass, RecordHeld, RosterRow};
use crate::training::model::Status;
use crate::training::tests::world::{A, World, day, held, unit};

fn class() -> ClassId {
    ClassId::of_serial("S-1")
}

fn series() -> SeriesId {
    SeriesId::of(&unit(A), 2024)
}

fn issue(people: &[PersonId]) -> IssueCertificates {
    IssueCertificates { class: class(), series: series(), people: people.to_vec(), authority: "局训练处".into() }
}

fn certificate(person: PersonId) -> CertificateId {
    CertificateId::of(class(), person)
}

fn reissue(person: PersonId) -> ReissueCertificate {
    ReissueCertificate { certificate: certificate(person), series: series(), reason: "遗失".into(), authority: "训练处".into() }
}

fn void(person: PersonId) -> VoidCertificate {
    VoidCertificate { certificate: certificate(person), reason: "发放错误".into(), authority: "训练处".into() }
}

/// Two completed, one failed, one was absent.
fn held_class() -> (World, [PersonId; 4]) {
    let mut world = World::new();
    let people = [(); 4].map(|()| world.police(A));
    let rows = [(Status::Present, 8_000), (Status::Late, 6_000), (Status::Present, 5_999)];
    let mut roster: Vec<RosterRow> = people
        .iter()
        .zip(rows)
        .map(|(person, (status, score))| RosterRow { score: Some(score), ..RosterRow::new(*person, status) })
        .collect();
    roster.push(RosterRow::new(people[3], Status::Absent));
    world.run(&RecordHeld { roster, pass_line: Some(6_000), ..held("S-1", "2024-06-27", &[A], &[]) }).unwrap();
    (world, people)
}

fn numbers(world: &World, person: PersonId) -> Vec<(String, bool)> {
    let state = world.states.get::<Certificate>(certificate(person)).unwrap();
    state.issues().iter().map(|issue| (issue.body.number.clone(), issue.void.is_some())).collect()
}

#[test]
fn who_completed_gets_one_number_and_nobody_else_does() {
    let (mut world, people) = held_class();
    let not = |place: &str| ("certificate.not_completed", place.to_owned());
    assert_eq!(world.refused(&issue(&people)), [not("people[2]"), not("people[3]")]);
    assert_eq!(world.refused(&issue(&[])), [("certificate.nobody", "people".into())]);
    assert_eq!(world.refused(&issue(&[people[0], people[0]])), [("common.repeated", "people[1]".into())]);
    let elsewhere = IssueCertificates { series: SeriesId::of(&unit(A), 2023), ..issue(&people[..1]) };
    assert_eq!(world.refused(&elsewhere), [("certificate.series", "series".into())]);
    world.run(&issue(&people[..2])).unwrap();
    assert_eq!(numbers(&world, people[0]), [("2024-150602-00001".to_owned(), false)]);
    assert_eq!(numbers(&world, people[1]), [("2024-150602-00002".to_owned(), false)]);
    assert_eq!(world.refused(&issue(&people[..1])), [("certificate.held", "people[0]".into())]);
    assert_eq!(world.entries("certificate.issued").len(), 2);
    let none = IssueCertificates { class: ClassId::of_serial("S-2"), ..issue(&people[..1]) };
    assert_eq!(world.refused(&none), [("certificate.class", "class".into())]);
}

#[test]
fn a_reissue_makes_the_old_number_void_and_is_no_second_certificate() {
    let (mut world, people) = held_class();
    assert_eq!(world.refused(&reissue(people[0])), [("certificate.unknown", "certificate".into())]);
    world.run(&issue(&people[..2])).unwrap();
    world.today("2024-07-20").run(&reissue(people[0])).unwrap();
    assert_eq!(numbers(&world, people[0]), [("2024-150602-00001".to_owned(), true), ("2024-150602-00003".to_owned(), false)]);
    let row = world.entries("certificate.issued").into_iter().find(|row| row.person == Some(people[0])).unwrap().clone();
    assert_eq!((row.day, world.entries("certificate.issued").len()), (day("2024-06-28"), 2), "counted once, where it was first issued");
    world.run(&void(people[0])).unwrap();
    assert_eq!(world.refused(&void(people[0])), [("certificate.void", "certificate".into())]);
    assert_eq!(world.entries("certificate.issued").len(), 1);
    world.run(&reissue(people[0])).unwrap();
    assert_eq!(numbers(&world, people[0]).len(), 3);
    let state = world.states.get::<Series>(series()).unwrap();
    assert_eq!(
        (state.given(), state.holder(4), state.holder(2), state.holder(5)),
        (4, Some(certificate(people[0])), Some(certificate(people[1])), None)
    );
}

#[test]
fn a_withdrawn_class_gives_no_certificate() {
    let (mut world, people) = held_class();
    world.run(&CancelClass { class: class(), reason: "重复登记".into(), authority: "训练处".into() }).unwrap();
    assert_eq!(world.refused(&issue(&people[..1])), [("certificate.class", "class".into())]);
}

fn content(holder: &Opening) -> Content {
    Content {
        number: "2024-150602-00001".into(),
        class: "S-1".into(),
        title: "警务实战训练".into(),
        ended_on: day("2024-06-27"),
        credit_minutes: 240,
        issued_on: day("2024-06-28"),
        authority: "局训练处".into(),
        holder: commitment(&holder.salt, &holder.name),
        code: code(&[0xab; 16]),
    }
}

#[test]
fn what_is_signed_reads_back_names_nobody_and_is_opened_by_its_holder_only() {
    let opening = Opening { salt: [7; 16], name: "欧阳 堃".into() };
    let content = content(&opening);
    assert_eq!(Content::read(&content.text()), Ok(content.clone()));
    assert!(!content.text().contains("欧阳"));
    for other in ["minutes 0240", "minutes 240\nminutes 240", "number 1\nclass 2"] {
        let altered = content.text().replace("minutes 240", other);
        assert_eq!(Content::read(&altered), Err(NotACertificate), "{other}");
    }
    assert_eq!(Content::read(&format!("{}more\n", content.text())), Err(NotACertificate));
    assert_eq!(Content::read("ledger.example/1\n3\nroot\n"), Err(NotACertificate), "a checkpoint is none");

    let note = format!("{}\n— ledger.example/1 abc=\n", content.text());
    let (found, opened) = split(&file(&note, &opening).replace('\n', "\r\n"));
    assert_eq!((found.as_str(), opened.as_ref()), (note.as_str(), Some(&opening)), "also after a program has changed the ends of lines");
    assert!(opened.is_some_and(|opened| opened.opens(&content.holder)));
    assert!(!Opening { name: "欧阳 喆".into(), ..opening }.opens(&content.holder));
    assert_eq!(split(&note), (note.clone(), None));
}

#[test]
fn a_code_is_read_however_it_is_typed() {
    let shown = code(&[0x5a, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(shown.len(), 11);
    assert_eq!(typed(&shown), shown);
    assert_eq!(typed(&format!("  {} ", shown.to_lowercase().replace('-', " "))), shown);
    assert_eq!(typed("o1l"), "011");
}

proptest! {
    #[test]
    fn every_code_survives_typing(bits in proptest::array::uniform16(any::<u8>())) {
        let shown = code(&bits);
        prop_assert_eq!(typed(&shown.replace('-', "")), shown);
    }
}
