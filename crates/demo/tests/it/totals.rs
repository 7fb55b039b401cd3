//! The figures are what the generator meant, counted by the store from what was recorded.

use nc_figures::Worth;

use crate::bureau::{Bureau, bureau};

impl Bureau {
    /// The value from cells, asserted equal to the count of the rows behind it.
    async fn count(&self, figure: &str) -> i64 {
        let (scope, question) = (self.scope().await, self.question(figure).await);
        let value = self.store.value(&scope, &question).await.unwrap();
        let evidence = self.store.evidence(&scope, &question).await.unwrap();
        assert_eq!(evidence.value.worth, value.worth, "{figure}");
        match value.worth {
            Worth::Count(n) => n,
            other => panic!("{figure}: {other:?}"),
        }
    }

    async fn totals_are_meant(&self) {
        let meant = &self.summary;
        assert_eq!(self.count("study.rotation.runs").await, meant.study_runs);
        assert_eq!(self.count("study.rotation.attendances").await, meant.study_attendances);
        assert_eq!(self.count("training.runs").await, meant.training_classes);
        assert_eq!(self.count("training.attendances").await, meant.training_attendances);
        assert_eq!(self.count("training.hosted_runs").await, meant.hosted_classes);
        assert_eq!(self.count("base.operators_trained").await, meant.operators);
        assert_eq!(self.count("laboratory.key_forensic").await, 2);
        assert_eq!(self.count("laboratory.drug_second").await, 1);
        let valid = self.count("base.operators_valid").await;
        assert!(0 < valid && valid < meant.operators, "{valid} of {} valid", meant.operators);
        assert_eq!(self.store.published().head().0, meant.facts);
        assert_eq!(self.count("internship.students").await, meant.interns);
        assert_eq!(self.count("internship.placements").await, meant.interns + 1, "one student came twice");
        assert_eq!((self.count("internship.excellent_mentors").await, meant.excellent_mentors), (24, 24));
        assert_eq!(self.count("internship.present").await, 0, "nobody is left at the end of the year");
        let (held, runs, players) = meant.exercises;
        assert_eq!((self.count("exercise.red_blue").await, self.count("exercise.held").await), (held, held));
        assert_eq!((self.count("exercise.runs").await, self.count("exercise.players").await), (runs, players));
        let (contests, disciplines) = meant.contests;
        assert_eq!((self.count("contest.contests").await, self.count("contest.disciplines").await), (contests, disciplines));
        assert!(self.count("contest.participations").await > disciplines, "people took part");
        self.honours_are_meant().await;
        self.talent_is_meant().await;
        for (people, attendances) in
            [("study.rotation.persons", "study.rotation.attendances"), ("training.persons", "training.attendances")]
        {
            let (people, attendances) = (self.count(people).await, self.count(attendances).await);
            assert!(0 < people && people < attendances, "{people} people, {attendances} attendances");
        }
        // Some terms have run out by now, one claim was refused, and one certificate that was lost is no second one.
        for some in ["instructor.appointed", "claim.credited", "certificate.issued"] {
            assert!(self.count(some).await > 0, "{some}");
        }
        for some in ["training.joint_runs", "training.late_runs", "training.made_up", "training.passed", "study.first_agenda.meetings"] {
            assert!(self.count(some).await > 0, "{some}");
        }
    }

    /// The article's: thirteen studios, and 251.6万元 as payments less what was given back.
    async fn talent_is_meant(&self) {
        let meant = &self.summary;
        assert_eq!((self.count("talent.studios").await, meant.talent_studios), (13, 13));
        assert_eq!((self.count("talent.subsidy_paid").await, meant.talent_paid_fen), (251_600_000, 251_600_000));
        assert_eq!(self.count("innovation.deployed").await, meant.projects_deployed);
        assert_eq!((self.count("talent.people").await, self.count("talent.apprenticeships").await), (39, 16));
        assert_eq!(self.count("innovation.approved").await, 5);
        assert!(self.count("innovation.adoptions").await > 3);
        assert!(self.count("talent.outputs").await >= 13 && self.count("talent.subsidised").await > 1);
    }

    async fn honours_are_meant(&self) {
        let meant = &self.summary.honours;
        for (figure, n, articles) in [
            ("honour.works.integrity", meant.integrity_works, 126),
            ("honour.works.national", meant.national_works, 5),
            ("honour.works.region", meant.region_works, 35),
            ("honour.beautiful_officers", meant.beautiful, 8),
            ("honour.role_models", meant.beautiful, 8),
            ("honour.bulletin.issues", meant.issues, 5),
            ("honour.put_forward", meant.put_forward, 3),
            ("honour.events", meant.events, 63),
            ("honour.units_nominated", meant.units_nominated, 3),
            ("honour.key_laboratories", meant.laboratories, 2),
            ("honour.claims_about_others", meant.about_others, 5),
        ] {
            assert_eq!((self.count(figure).await, n), (articles, articles), "{figure}");
        }
        assert_eq!(self.count("honour.streak.vehicle_office").await, 3);
        assert_eq!(self.count("honour.streak.talent_work").await, 2);
        assert_eq!((self.count("honour.projects_won").await, self.count("honour.models_won").await), (3, 2));
        let (pieces, sheets) = (self.count("honour.works.integrity_pieces").await, self.count("honour.works.integrity_sheets").await);
        assert!(pieces > 0 && sheets > 0 && pieces + sheets == 126, "{pieces} 部, {sheets} 幅");
        let documents = self.store.audit_documents().await.unwrap();
        assert_eq!((documents.whole, documents.findings), (documents.named, Vec::new()));
        assert!(documents.whole > 60 && documents.unnamed == 0, "what was refused left no paper");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn demo_totals_are_the_articles() {
    let bureau = bureau(2).await;
    assert_eq!((bureau.summary.study_runs, bureau.summary.study_attendances), (4, 1_290));
    assert_eq!((bureau.summary.training_classes, bureau.summary.training_attendances), (20, 2_700));
    assert_eq!(bureau.summary.interns, 48);
    assert_eq!(bureau.summary.exercises.0, 7);
    bureau.totals_are_meant().await;
    bureau.contests_show_what_they_have().await;
    assert!(bureau.summary.roster_files > 0);
    assert!(bureau.summary.refused.iter().all(|refused| !refused.codes.is_empty()));
    assert!(!bureau.summary.refused.is_empty());
    assert!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes half a minute in release: cargo test --release -p nc-demo -- --ignored"]
async fn the_full_bureau_gives_the_articles_totals() {
    let bureau = bureau(100).await;
    assert_eq!((bureau.summary.study_runs, bureau.summary.study_attendances), (199, 64_500));
    assert_eq!((bureau.summary.training_classes, bureau.summary.training_attendances), (982, 135_000));
    assert_eq!((bureau.summary.hosted_classes, bureau.summary.interns), (180, 741));
    assert_eq!(bureau.summary.exercises.0, 341);
    assert_eq!(bureau.summary.operators, 273);
    assert!(bureau.summary.roster_files >= 20);
    bureau.totals_are_meant().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_seed_gives_the_same_ledger() {
    let (first, second) = (bureau(1).await, bureau(1).await);
    assert_eq!(first.store.published().head(), second.store.published().head());
    assert_eq!(first.summary, second.summary);
}
