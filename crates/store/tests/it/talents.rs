//! Talent profiles, apprenticeships and innovation projects through the store: counted while they stand, one step after another,
//! by two people.

use nc_capability::innovation::command::{AdoptProject, MoveProject, ProposeProject};
use nc_capability::innovation::model::{ProjectId, Stage as Step};
use nc_capability::talent::people::command::{
    BeginApprenticeship, CloseProfile, EndApprenticeship, LookAtApprenticeship, OpenProfile, StageProfile,
};
use nc_capability::talent::people::{ApprenticeshipId, Level, ProfileId, Source, Stage};
use nc_kernel::{Actor, UserId};
use nc_people::Role;
use nc_people::commands::{CreateUser, GrantRole};
use nc_testkit::dual_db;

use crate::bureau::{A, A1, A2, B, BASE, Bureau, OFFICER, RECORDER_A, TOP, day, span, unit, year};

/// Approves what [`OFFICER`] proposes.
const APPROVER: Actor = Actor { user: UserId(31) };

fn on(text: &str) -> nc_kernel::Period {
    span(text, text)
}

dual_db! {
    async fn a_talent_counts_on_the_register_until_the_profile_is_closed(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.on("2024-06-28");
        let open = |serial: &str, at: &str, n: usize, on: &str| OpenProfile {
            serial: serial.into(),
            person: bureau.of(at)[n],
            unit: unit(at),
            domain: "电子数据取证".into(),
            level: Level::City,
            source: Source::Grown,
            evidence: "局〔2024〕5号".into(),
            opened_on: day(on),
        };
        bureau.done(&OFFICER, open("RC-1", A1, 0, "2024-02-01")).await;
        bureau.done(&OFFICER, open("RC-2", B, 0, "2024-03-01")).await;
        assert_eq!(bureau.refused(&OFFICER, open("RC-2", B, 1, "2024-03-01")).await, ["talent.taken"]);
        assert!(!bureau.refused(&RECORDER_A, open("RC-3", A1, 1, "2024-03-01")).await.is_empty(), "keeping attendance is not managing talents");
        let profile = ProfileId::of_serial("RC-1");
        bureau.done(&OFFICER, StageProfile { profile, stage: Stage::Develop, basis: "省厅进修班".into(), staged_on: day("2024-03-05") }).await;
        for (at, worth) in [(TOP, 2), (A, 1), (B, 1), (BASE, 0)] {
            assert_eq!(bureau.count("talent.people", at, on("2024-05-31")).await, worth, "{at}");
        }
        assert_eq!(bureau.count("talent.people", TOP, on("2024-02-15")).await, 1);
        let close = CloseProfile { profile, reason: "调出本局".into(), authority: "政治部通知".into(), closed_on: day("2024-06-01") };
        bureau.done(&OFFICER, close.clone()).await;
        assert_eq!(bureau.refused(&OFFICER, close).await, ["talent.ended"]);
        assert_eq!(bureau.count("talent.people", TOP, on("2024-05-31")).await, 2, "what was stays");
        assert_eq!(bureau.count("talent.people", TOP, on("2024-06-01")).await, 1);
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    }

    async fn an_apprenticeship_counts_while_it_runs_and_is_looked_at_once_a_half_year(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.on("2024-06-28");
        let begin = |serial: &str, pair: (usize, usize)| BeginApprenticeship {
            serial: serial.into(),
            unit: unit(A1),
            master: bureau.of(A1)[pair.0],
            apprentice: bureau.of(A1)[pair.1],
            goal: "独立完成现场勘查".into(),
            begun_on: day("2024-01-10"),
        };
        bureau.done(&OFFICER, begin("ST-1", (0, 1))).await;
        bureau.done(&OFFICER, begin("ST-2", (0, 2))).await;
        assert_eq!(bureau.refused(&OFFICER, begin("ST-3", (4, 4))).await, ["talent.themselves"]);
        assert_eq!(bureau.count("talent.apprenticeships", A, on("2024-06-01")).await, 2);
        assert_eq!(bureau.count("talent.apprenticeships", A2, on("2024-06-01")).await, 0);
        let apprenticeship = ApprenticeshipId::of_serial("ST-1");
        let look = LookAtApprenticeship { apprenticeship, year: 2024, half: 1, remark: "按计划进行".into(), looked_on: day("2024-06-20") };
        bureau.done(&OFFICER, look.clone()).await;
        assert_eq!(bureau.refused(&OFFICER, look).await, ["talent.looked"]);
        let end = EndApprenticeship { apprenticeship, reached: true, reason: "考核合格".into(), ended_on: day("2024-06-25") };
        bureau.done(&OFFICER, end).await;
        assert_eq!(bureau.count("talent.apprenticeships", A, on("2024-06-24")).await, 2);
        assert_eq!(bureau.count("talent.apprenticeships", A, on("2024-06-25")).await, 1);
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    }

    async fn an_innovation_project_is_approved_by_another_and_counted_at_each_stage_and_adoption(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.done(&Actor::SYSTEM, CreateUser { user: Some(APPROVER.user), person: None }).await;
        bureau.done(&Actor::SYSTEM, GrantRole { user: APPROVER.user, role: Role::PoliticalOfficer, unit: unit(TOP), from: day("2024-01-08"), until: None }).await;
        bureau.on("2024-06-28");
        let propose = ProposeProject {
            serial: "CX-1".into(),
            title: "校园风险预警".into(),
            purpose: "预警校园多风险".into(),
            unit: unit(A),
            studio: None,
            model: None,
            proposed_on: day("2024-02-01"),
        };
        bureau.done(&OFFICER, propose.clone()).await;
        assert_eq!(bureau.refused(&OFFICER, propose).await, ["innovation.taken"]);
        let project = ProjectId::of_serial("CX-1");
        let step = |stage, on: &str| MoveProject { project, stage, basis: "会议纪要".into(), moved_on: day(on) };
        assert_eq!(bureau.refused(&OFFICER, step(Step::Approved, "2024-02-10")).await, ["innovation.own"]);
        assert_eq!(bureau.count("innovation.approved", TOP, year(2024)).await, 0);
        bureau.done(&APPROVER, step(Step::Approved, "2024-02-10")).await;
        let adopt = |at: &str| AdoptProject { project, adopter: unit(at), basis: "用于巡防".into(), adopted_on: day("2024-04-01") };
        assert_eq!(bureau.refused(&OFFICER, adopt(B)).await, ["innovation.stage"]);
        for (stage, on) in [(Step::Building, "2024-02-20"), (Step::Pilot, "2024-03-10"), (Step::Deployed, "2024-03-20")] {
            bureau.done(&APPROVER, step(stage, on)).await;
        }
        bureau.done(&OFFICER, adopt(B)).await;
        assert_eq!(bureau.refused(&OFFICER, adopt(B)).await, ["innovation.adopted"]);
        assert_eq!(bureau.refused(&OFFICER, adopt(A)).await, ["innovation.its_own"]);
        for (figure, worth) in [("innovation.approved", 1), ("innovation.deployed", 1), ("innovation.adoptions", 1)] {
            assert_eq!(bureau.count(figure, TOP, year(2024)).await, worth, "{figure}");
            assert_eq!(bureau.count(figure, A, year(2024)).await, worth, "{figure}");
            assert_eq!(bureau.count(figure, TOP, year(2023)).await, 0, "{figure}");
        }
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    }
}
