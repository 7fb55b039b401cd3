//! Given / when / then.

use nc_kernel::document::{BlobId, Media};
use nc_kernel::{Aggregate as _, Document, FactBody as _, PersonId, StreamId, UserId};
use nc_people::directory::Directory;
use nc_people::fact::UserCreated;
use nc_people::sheet::{Listed as _, Sheeted as _, Word};

use super::command::*;
use super::model::{LaboratoryId, ScopeItem, Stage, Status, schemes};
use super::registers::{ACCREDITATION, TEST};
use super::state::Laboratory;
use crate::training::tests::world::{A, B, Row, World, day, unit};

fn lab() -> LaboratoryId {
    LaboratoryId::of_serial("DRUG")
}

fn paper() -> Document {
    Document {
        media: Media::Pdf,
        name: "评审通报".into(),
        number: Some("公禁毒〔2023〕1号".into()),
        sha256: BlobId::of(b"notice"),
        size: 6,
    }
}

/// The account that gives the commands belongs to `person` from now on.
fn acts_as(world: &mut World, person: PersonId) {
    let fact = nc_people::Fact::from(UserCreated { person: Some(person), user: UserId(1) });
    let stream = StreamId::only(Directory::FAMILY);
    let (at, happened_on, body) = (world.now, world.now.day(), fact.body().unwrap());
    let row = Row {
        stream: stream.clone(),
        kind: fact.kind(),
        body,
        seq: 0,
        at,
        happened_on,
        unit: unit("/150600/"),
        actor: nc_kernel::Actor { user: nc_kernel::UserId(1) },
    };
    world.states.any_mut(&stream).unwrap().take(&row.recorded(), None).unwrap();
}

fn status(world: &World, on: &str) -> Status {
    world.states.get::<Laboratory>(lab()).unwrap().accreditation(1).unwrap().status(day(on))
}

fn advance(to: Stage, on: &str) -> AdvanceAccreditation {
    AdvanceAccreditation { laboratory: lab(), accreditation: 1, to, on: day(on) }
}

fn grant(on: &str) -> GrantAccreditation {
    GrantAccreditation { laboratory: lab(), accreditation: 1, certificate: paper(), on: day(on) }
}

fn calibrate(on: &str) -> CalibrateInstrument {
    CalibrateInstrument { laboratory: lab(), instrument: "LC-1".into(), certificate: "检2023-8".into(), on: day(on) }
}

fn request(item: &str, number: &str, on: &str) -> RequestTest {
    RequestTest { laboratory: lab(), item: item.into(), number: number.into(), client: unit(B), on: day(on) }
}

fn find(owner: PersonId, on: &str) -> FindNonconformity {
    FindNonconformity {
        laboratory: lab(),
        accreditation: 1,
        title: "标准物质未期间核查".into(),
        owner,
        due: day("2023-04-30"),
        on: day(on),
    }
}

/// A drug laboratory of grade two at its on-site assessment.
fn on_site(world: &mut World) {
    world.run(&FoundLaboratory { serial: "DRUG".into(), title: "毒品检验实验室".into(), unit: unit(A), on: day("2023-01-01") }).unwrap();
    let instrument = RegisterInstrument {
        laboratory: lab(),
        instrument: "LC-1".into(),
        title: "液相色谱仪".into(),
        calibration_months: 12,
        on: day("2023-01-02"),
    };
    world.run(&instrument).unwrap();
    let item = ScopeItem { code: "D-01".into(), instruments: vec!["LC-1".into()], title: "血液中毒品检验".into() };
    let begin = BeginAccreditation {
        laboratory: lab(),
        scheme: "drug".into(),
        level: Some("二级".into()),
        scope: vec![item],
        on: day("2023-01-03"),
    };
    let ungraded = BeginAccreditation { level: None, ..begin.clone() };
    assert_eq!(world.refused(&ungraded), [("laboratory.scheme", "scheme".to_owned())]);
    world.run(&begin).unwrap();
    assert_eq!(world.refused(&advance(Stage::OnSite, "2023-02-01")), [("laboratory.state", "accreditation".to_owned())]);
    for (to, on) in [(Stage::Applied, "2023-01-10"), (Stage::DocumentReview, "2023-02-01"), (Stage::OnSite, "2023-03-01")] {
        world.run(&advance(to, on)).unwrap();
    }
}

#[test]
fn t9_an_accreditation_lapses_by_its_dates_and_no_job_runs() {
    let mut world = World::new();
    on_site(&mut world);
    world.run(&grant("2023-06-01")).unwrap();
    let recorded = world.log.len();
    for (on, expected) in [
        ("2023-05-31", Status::Before(Stage::OnSite)),
        ("2023-06-01", Status::Granted),
        ("2026-05-31", Status::Granted),
        ("2026-06-01", Status::Expired),
    ] {
        assert_eq!(status(&world, on), expected, "{on}");
    }
    assert_eq!(world.log.len(), recorded);
    let rows: Vec<_> = world.entries(ACCREDITATION).into_iter().map(|row| (row.day, row.until)).collect();
    assert_eq!(rows, [(day("2023-06-01"), Some(day("2026-06-01")))]);
}

#[test]
fn t9_surveillance_comes_due_by_the_scheme() {
    let key = schemes().iter().find(|scheme| scheme.serial == "key_forensic").unwrap();
    assert_eq!(key.surveillance_by(day("2024-02-29")), Some(day("2025-02-28")));
    let mut world = World::new();
    let laboratory = LaboratoryId::of_serial("DNA");
    world.run(&FoundLaboratory { serial: "DNA".into(), title: "法医物证实验室".into(), unit: unit(A), on: day("2023-01-01") }).unwrap();
    let item = ScopeItem { code: "G-01".into(), instruments: Vec::new(), title: "人血鉴定".into() };
    world
        .run(&BeginAccreditation { laboratory, scheme: "key_forensic".into(), level: None, scope: vec![item], on: day("2023-01-02") })
        .unwrap();
    for to in [Stage::Applied, Stage::DocumentReview, Stage::OnSite] {
        world.run(&AdvanceAccreditation { laboratory, accreditation: 1, to, on: day("2023-01-03") }).unwrap();
    }
    world.run(&GrantAccreditation { laboratory, accreditation: 1, certificate: paper(), on: day("2023-02-01") }).unwrap();
    let on = |world: &World, on: &str| world.states.get::<Laboratory>(laboratory).unwrap().accreditation(1).unwrap().status(day(on));
    assert_eq!((on(&world, "2024-01-31"), on(&world, "2024-02-01")), (Status::Granted, Status::SurveillanceDue));
    world.run(&PassSurveillance { laboratory, accreditation: 1, on: day("2024-02-20") }).unwrap();
    assert_eq!((on(&world, "2024-06-28"), on(&world, "2025-02-20")), (Status::Granted, Status::SurveillanceDue));
    world.run(&GrantAccreditation { laboratory, accreditation: 1, certificate: paper(), on: day("2024-06-01") }).unwrap();
    assert_eq!(on(&world, "2024-06-28"), Status::Renewed);
    let rows: Vec<_> = world.entries(ACCREDITATION).into_iter().map(|row| (row.day, row.until)).collect();
    assert_eq!(rows, [(day("2023-02-01"), Some(day("2024-06-01"))), (day("2024-06-01"), Some(day("2027-06-01")))]);
}

#[test]
fn t9_a_request_outside_scope_or_with_an_overdue_calibration_is_refused_with_the_reason() {
    let mut world = World::new();
    on_site(&mut world);
    let no = |rule: &'static str| vec![(rule, "item".to_owned())];
    assert_eq!(world.refused(&request("D-01", "1", "2023-05-01")), no("laboratory.out_of_scope"), "not granted yet");
    world.run(&grant("2023-06-01")).unwrap();
    assert_eq!(world.refused(&request("D-01", "1", "2023-06-01")), no("laboratory.calibration_overdue"), "never calibrated");
    world.run(&calibrate("2023-06-02")).unwrap();
    world.run(&request("D-01", "1", "2024-06-01")).unwrap();
    assert_eq!(world.refused(&request("D-02", "2", "2024-06-01")), no("laboratory.out_of_scope"));
    let late = world.run(&request("D-01", "2", "2024-06-02")).unwrap_err();
    assert!(late.0[0].zh().contains("LC-1") && late.0[0].zh().contains("2024-06-01"), "{}", late.0[0].zh());
    world.run(&calibrate("2024-06-10")).unwrap();
    assert_eq!(world.refused(&request("D-01", "2", "2024-06-05")), no("laboratory.calibration_overdue"), "nothing is mended backwards");
    world.run(&request("D-01", "2", "2024-06-20")).unwrap();
    let (reason, authority) = ("整改".to_owned(), "评审机构通知".to_owned());
    world
        .run(&SuspendAccreditation { laboratory: lab(), accreditation: 1, on: day("2024-06-21"), reason, authority: authority.clone() })
        .unwrap();
    assert_eq!(world.refused(&request("D-01", "3", "2024-06-22")), no("laboratory.out_of_scope"), "suspended");
    world.run(&ReinstateAccreditation { laboratory: lab(), accreditation: 1, on: day("2024-06-25"), authority }).unwrap();
    world.run(&request("D-01", "3", "2024-06-25")).unwrap();
    assert_eq!(world.refused(&request("D-01", "3", "2024-06-26")), [("laboratory.number_taken", "number".to_owned())]);
    assert_eq!(world.entries(TEST).len(), 3);
    let rows: Vec<_> = world.entries(ACCREDITATION).into_iter().map(|row| (row.day, row.until)).collect();
    assert_eq!(rows, [(day("2023-06-01"), Some(day("2024-06-21"))), (day("2024-06-25"), Some(day("2026-06-01")))]);
}

#[test]
fn a_nonconformity_is_closed_by_somebody_else_and_before_the_grant() {
    let mut world = World::new();
    on_site(&mut world);
    let (owner, other) = (world.police(A), world.police(B));
    world.run(&find(owner, "2023-03-02")).unwrap();
    assert_eq!(status(&world, "2023-03-02"), Status::Nonconformities);
    let open = [("laboratory.open_nonconformities", "accreditation".to_owned())];
    assert_eq!(world.refused(&grant("2023-04-01")), open);
    let close =
        |nonconformity| CloseNonconformity { laboratory: lab(), accreditation: 1, nonconformity, evidence: paper(), on: day("2023-04-01") };
    let own = [("laboratory.own_nonconformity", "nonconformity".to_owned())];
    // An account that belongs to nobody: nobody could be held to have looked.
    assert_eq!(world.refused(&close(1)), own);
    acts_as(&mut world, other);
    world.run(&close(1)).unwrap();
    assert_eq!(status(&world, "2023-04-01"), Status::Rectified);
    assert_eq!(world.refused(&close(1)), [("laboratory.nonconformity_closed", "nonconformity".to_owned())]);
    world.run(&find(other, "2023-04-02")).unwrap();
    assert_eq!(world.refused(&close(2)), own, "nobody closes their own");
    assert_eq!(world.refused(&grant("2023-04-03")), open);
}

#[test]
fn a_rectified_laboratory_is_granted_its_certificate_with_the_document() {
    let mut world = World::new();
    on_site(&mut world);
    let (owner, other) = (world.police(A), world.police(B));
    world.run(&find(owner, "2023-03-02")).unwrap();
    acts_as(&mut world, other);
    let (evidence, on) = (paper(), day("2023-04-01"));
    world.run(&CloseNonconformity { laboratory: lab(), accreditation: 1, nonconformity: 1, evidence, on }).unwrap();
    world.run(&grant("2023-04-02")).unwrap();
    let documents = world.entries(super::registers::DOCUMENTS);
    assert_eq!(documents.iter().filter_map(|row| row.person).collect::<Vec<_>>(), [other], "the closing names who looked");
    assert_eq!(documents.len(), 2);
    // Its line says what it becomes the day after the certificate's last, as the sheet says on that day.
    let lab = world.states.get::<Laboratory>(lab()).unwrap();
    let (line, held) = (lab.line().unwrap(), lab.accreditation(1).unwrap());
    assert_eq!((line.state, lab.lapses()), ("granted", Some("expired")));
    assert!(held.status(line.ends_on).in_force() && held.status(line.ends_on.plus_days(1)) == Status::Expired);
}

#[test]
fn the_book_knows_every_state_and_the_catalogue_is_read() {
    assert_eq!(schemes().len(), 4);
    let stages = [Stage::Preparing, Stage::Applied, Stage::DocumentReview, Stage::OnSite].map(Status::Before);
    // That a surveillance is due changes no state of the list: what was granted is in force still.
    let after = [Status::Nonconformities, Status::Rectified, Status::Granted, Status::Renewed];
    let all: Vec<_> =
        stages.into_iter().chain(after).chain([Status::Suspended, Status::Expired, Status::Withdrawn]).map(Status::word).collect();
    assert_eq!(Laboratory::STATES.iter().map(|word: &Word| word.word).collect::<Vec<_>>(), all);
    assert_eq!(Laboratory::INITIATIVE, "support");
}
