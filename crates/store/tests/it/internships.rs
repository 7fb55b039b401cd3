//! Interns from the batch to the award: what is recorded is counted, waits for who must act, and survives a rebuild.

use nc_capability::internship::command::{
    AllocatePlacement, AppraisePlacement, CertifyPlacement, ChangeMentors, CloseBatch, ConfirmArrival, ConfirmMentorAward, EnterStudents,
    EvaluateIntern, GradePlacement, KeepLog, NewStudent, OpenBatch, ProposeMentorAward, Seat, StartWork, TransferPlacement,
    WithdrawPlacement,
};
use nc_capability::internship::model::{Extent, Level, MoveReason, Practised, Side};
use nc_capability::internship::{BatchId, MentorAwardId, PlacementId};
use nc_kernel::{Actor, PersonId, UserId};
use nc_people::Role;
use nc_people::commands::{CreateUser, GrantRole};
use nc_testkit::dual_db;

use crate::bureau::{A, A1, B, B1, Bureau, Newcomer, OFFICER, RECORDER_A, RECORDER_B, TOP, day, span, unit, year};
use crate::documents::keep;

/// A mentor's own account.
const MENTOR: Actor = Actor { user: UserId(41) };
/// A student's own account.
const STUDENT: Actor = Actor { user: UserId(42) };
/// Confirms what [`OFFICER`]'s units propose.
const CHIEF: Actor = Actor { user: UserId(43) };

fn batch() -> BatchId {
    BatchId::of_serial("2024-春")
}

fn placement(student: &Newcomer) -> PlacementId {
    PlacementId::of(batch(), student.id)
}

fn seat(host: &str, mentors: &[PersonId], from: &str) -> Seat {
    Seat {
        host: unit(host), post: "社区民警助理".into(), mentors: mentors.to_vec(), from: day(from), to: day("2024-06-21"), over: None
    }
}

/// Opens a batch and enters three students; on 4 March the first two begin under `mentor` in A.
async fn begun(bureau: &Bureau, mentor: PersonId) -> Vec<Newcomer> {
    bureau.on("2024-03-01");
    let open = OpenBatch {
        serial: "2024-春".into(),
        title: "春季毕业实习".into(),
        school: "某警察学院".into(),
        major: "治安学".into(),
        unit: unit(TOP),
        from: day("2024-03-01"),
        to: day("2024-06-30"),
        weeks: 16,
        competencies: ["接处警", "社区警务", "案卷制作"].map(String::from).to_vec(),
        load_cap: 2,
        minimum_days: 30,
        agreement: keep(bureau, "校局合作协议").await,
    };
    bureau.done(&OFFICER, open).await;
    let students: Vec<Newcomer> = (500..503).map(|n| Newcomer::new(n, TOP)).collect();
    let new = |one: &Newcomer| NewStudent { person: Some(one.id), name: one.name.clone(), id_number: one.id_number.clone() };
    bureau.done(&OFFICER, EnterStudents { batch: batch(), students: students.iter().map(new).collect() }).await;
    bureau.on("2024-03-04");
    for student in &students[..2] {
        let placement = placement(student);
        bureau.done(&OFFICER, AllocatePlacement { placement, batch: batch(), seat: seat(A1, &[mentor], "2024-03-04") }).await;
        bureau.done(&RECORDER_A, ConfirmArrival { placement, arrived_on: day("2024-03-04") }).await;
    }
    students
}

async fn account(bureau: &Bureau, actor: &Actor, person: Option<PersonId>, role: Role, at: &str) {
    bureau.done(&Actor::SYSTEM, CreateUser { user: Some(actor.user), person }).await;
    let from = bureau.store.now().day();
    bureau.done(&Actor::SYSTEM, GrantRole { user: actor.user, role, unit: unit(at), from, until: None }).await;
}

async fn waiting(bureau: &Bureau, person: PersonId) -> Vec<&'static str> {
    let waiting = bureau.store.waits_for(person, bureau.store.now().day(), 20).await.unwrap();
    waiting.iter().map(|one| one.book().unwrap().list.word).collect()
}

fn start(student: &Newcomer) -> StartWork {
    StartWork { placement: placement(student), started_on: day("2024-03-04"), undertaking: "承诺〔2024〕1号".into() }
}

fn log(student: &Newcomer, by: PersonId, from: &str, to: &str) -> KeepLog {
    let practised = vec![Practised { competency: 1, days: 3 }, Practised { competency: 2, days: 2 }];
    KeepLog { placement: placement(student), batch: batch(), by, from: day(from), to: day(to), practised }
}

async fn evaluate(bureau: &Bureau, student: &Newcomer, by: &Actor, side: Side, on: &str) {
    let document = Some(keep(bureau, "实习鉴定表").await);
    let command = EvaluateIntern { placement: placement(student), side, level: Level::Good, evaluated_on: day(on), document };
    bureau.done(by, command).await;
}

dual_db! {
    async fn an_internship_runs_from_the_batch_to_the_award_of_the_mentor(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let mentor = bureau.of(A1)[0];
        let students = begun(&bureau, mentor).await;
        account(&bureau, &MENTOR, Some(mentor), Role::Officer, A1).await;
        account(&bureau, &STUDENT, Some(students[0].id), Role::Officer, A1).await;
        account(&bureau, &CHIEF, None, Role::PoliticalOfficer, TOP).await;
        assert_eq!(bureau.count("internship.present", A, span("2024-03-04", "2024-03-04")).await, 2);
        for student in &students[..2] { bureau.done(&RECORDER_A, start(student)).await; }

        // Logs: the student's, and the mentor's with the other; nobody else's.
        bureau.on("2024-03-15");
        bureau.done(&STUDENT, log(&students[0], students[0].id, "2024-03-04", "2024-03-08")).await;
        bureau.done(&MENTOR, log(&students[1], mentor, "2024-03-04", "2024-03-08")).await;
        assert_eq!(bureau.refused(&MENTOR, log(&students[1], mentor, "2024-03-08", "2024-03-12")).await, ["internship.log_twice"]);
        let foreign = log(&students[0], bureau.of(A1)[1], "2024-03-11", "2024-03-15");
        assert!(!bureau.refused(&RECORDER_A, foreign).await.is_empty());

        // 30 days from 4 March are over on 2 April; a period that ends before does not see them.
        bureau.on("2024-06-21");
        for (figure, early, late) in [("internship.students", 0, 2), ("internship.placements", 0, 2), ("internship.students_hosted", 0, 2)] {
            assert_eq!(bureau.count(figure, TOP, span("2024-01-01", "2024-04-01")).await, early, "{figure}");
            assert_eq!(bureau.count(figure, TOP, span("2024-01-01", "2024-04-02")).await, late, "{figure}");
            assert_eq!(bureau.count(figure, B, year(2024)).await, 0, "{figure} elsewhere");
        }

        // Two sides judge: the bureau's three evaluations, and the student's own.
        let one = &students[0];
        let grade = |student: &Newcomer| GradePlacement { placement: placement(student), level: Level::Excellent, ended_on: day("2024-06-21") };
        assert_eq!(bureau.refused(&OFFICER, grade(one)).await, ["internship.not_evaluated"; 3]);
        let own = EvaluateIntern { placement: placement(one), side: Side::Mentor, level: Level::Good, evaluated_on: day("2024-06-20"), document: None };
        bureau.done(&MENTOR, own).await;
        evaluate(&bureau, one, &RECORDER_A, Side::Unit, "2024-06-20").await;
        evaluate(&bureau, one, &OFFICER, Side::School, "2024-06-20").await;
        let (guidance, breadth, relevance) = (Extent::Fully, Extent::Partly, Extent::Fully);
        bureau.done(&STUDENT, AppraisePlacement { placement: placement(one), guidance, breadth, relevance, mostly_chores: false }).await;
        bureau.done(&OFFICER, grade(one)).await;
        bureau.on("2024-06-24");
        let certify = CertifyPlacement { placement: placement(one), number: "SZ-1".into(), issued_on: day("2024-06-24") };
        bureau.done(&OFFICER, certify).await;

        // The batch closes when nobody's placement runs.
        let close = CloseBatch { batch: batch(), placements: students.iter().map(placement).collect() };
        assert_eq!(bureau.refused(&OFFICER, close.clone()).await, ["internship.batch_unfinished"]);
        for student in &students[1..] {
            let (reason, authority) = ("院校名单误列".to_owned(), "政治部核对单".to_owned());
            bureau.done(&OFFICER, WithdrawPlacement { placement: placement(student), reason, authority }).await;
        }
        bureau.done(&OFFICER, close).await;
        assert_eq!(bureau.count("internship.students", TOP, year(2024)).await, 1, "what was taken back counts no more");

        let award = MentorAwardId::of_serial("YX-1");
        let propose = ProposeMentorAward { serial: "YX-1".into(), mentor, unit: unit(A), proposed_on: day("2024-06-24"), document: keep(&bureau, "推荐表").await };
        bureau.done(&RECORDER_A, propose).await;
        assert_eq!(bureau.count("internship.excellent_mentors", TOP, year(2024)).await, 0);
        let confirm = ConfirmMentorAward { award, awarded_on: day("2024-06-24"), document: keep(&bureau, "表彰决定").await };
        assert!(!bureau.refused(&RECORDER_A, confirm.clone()).await.is_empty(), "a unit does not decide on its own proposal");
        bureau.done(&CHIEF, confirm).await;
        assert_eq!(bureau.count("internship.excellent_mentors", TOP, year(2024)).await, 1);
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    }

    async fn a_placement_waits_for_its_mentors_until_they_evaluated_and_for_nobody_else_of_the_unit(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let (mentor, next, colleague) = (bureau.of(A1)[0], bureau.of(B1)[0], bureau.of(A1)[1]);
        let students = begun(&bureau, mentor).await;
        assert_eq!(waiting(&bureau, mentor).await, ["internship"; 2], "since the arrival");
        assert!(waiting(&bureau, students[0].id).await.is_empty() && waiting(&bureau, colleague).await.is_empty());
        for student in &students[..2] { bureau.done(&RECORDER_A, start(student)).await; }
        assert_eq!(waiting(&bureau, students[0].id).await, ["internship"], "who is at work keeps a log and says how it is");

        bureau.on("2024-04-01");
        evaluate(&bureau, &students[0], &RECORDER_A, Side::Unit, "2024-04-01").await;
        assert_eq!(waiting(&bureau, mentor).await.len(), 2, "another side's evaluation is not the mentor's");
        evaluate(&bureau, &students[0], &RECORDER_A, Side::Mentor, "2024-04-01").await;
        assert_eq!(waiting(&bureau, mentor).await, ["internship"]);

        // Another unit, another mentor: what the first one found does not stand for the second.
        bureau.on("2024-05-06");
        let moved = TransferPlacement { placement: placement(&students[0]), batch: batch(), reason: MoveReason::Rotation, seat: seat(B1, &[next], "2024-05-06") };
        bureau.done(&OFFICER, moved).await;
        assert_eq!(waiting(&bureau, next).await, ["internship"]);
        bureau.done(&RECORDER_B, ConfirmArrival { placement: placement(&students[0]), arrived_on: day("2024-05-06") }).await;
        assert_eq!((waiting(&bureau, next).await, waiting(&bureau, mentor).await), (vec!["internship"], vec!["internship"]));
        let change = ChangeMentors { placement: placement(&students[1]), batch: batch(), mentors: vec![colleague], from: day("2024-05-06"), over: None };
        bureau.done(&OFFICER, change).await;
        assert_eq!((waiting(&bureau, colleague).await.len(), waiting(&bureau, mentor).await.len()), (1, 0));
        let (reason, authority) = ("误录".to_owned(), "政治部核对单".to_owned());
        bureau.done(&OFFICER, WithdrawPlacement { placement: placement(&students[1]), reason, authority }).await;
        assert!(waiting(&bureau, colleague).await.is_empty() && waiting(&bureau, students[1].id).await.is_empty());
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    }
}
