//! Honours, works, role models and culture, counted from what was recorded and confirmed.

use nc_honour::culture::{EventKind, PublishIssue, RecordEvent};
use nc_honour::role_model::{ConcludeNomination, Nominate, Outcome, PublishNomination, PutModelForward};
use nc_honour::roll::{
    AwardForm, ClaimWord, ConfirmHonour, EnterWork, HonourId, HonourKind, Level, Measure, Project, ProjectKind, PublishWork, Theme,
    WithdrawHonour, WorkId,
};
use nc_kernel::Period;
use nc_testkit::dual_db;

use crate::bureau::{A, A1, B, B1, Bureau, OFFICER, RECORDER_A, TOP, day, unit, year};
use crate::documents::{award, enrol, keep, named};

fn work(title: &str, measure: Measure, theme: Theme) -> EnterWork {
    EnterWork {
        title: title.into(),
        measure,
        theme,
        created_on: day("2024-01-02"),
        units: vec![unit(A)],
        authors: Vec::new(),
        serial: None,
        remark: None,
    }
}

/// A prize of first place for a work.
fn won(form: AwardForm, level: Level, work: &str) -> AwardForm {
    AwardForm { level, kind: HonourKind::Prize, place: Some(1), work: Some(WorkId::of_serial(work)), ..form }
}

fn innovation(title: &str) -> Option<Project> {
    Some(Project { kind: ProjectKind::Innovation, title: title.into() })
}

/// One honour of every kind an article tells of, in 2024.
async fn every_kind(bureau: &Bureau) {
    let (mut n, people) = (0, bureau.of(A1));
    for (title, measure, theme) in [
        ("警戒", Measure::Piece, Theme::Integrity),
        ("清风", Measure::Sheet, Theme::Integrity),
        ("警花", Measure::Piece, Theme::PoliceCulture),
        ("长调", Measure::Piece, Theme::PoliceCulture),
    ] {
        bureau.done(&RECORDER_A, work(title, measure, theme)).await;
    }
    let publish = PublishWork {
        work: WorkId::of_serial("警戒"),
        released_on: day("2024-02-01"),
        approver: people[0],
        channel: "公众号".into(),
        document: None,
    };
    bureau.done(&RECORDER_A, publish).await;
    let base = |kind, title: &str| award(kind, title, "2024-06-01", None);
    let place = |form: AwardForm, level, place| AwardForm { level, place: Some(place), ..form };
    let project =
        |form: AwardForm, contest: &str, title: &str| AwardForm { contest: Some(contest.into()), project: innovation(title), ..form };
    let forms = [
        place(base(HonourKind::Rank, "第一名"), Level::City, 1),
        place(base(HonourKind::Rank, "第二名"), Level::Region, 2),
        AwardForm { place: Some(1), level: Level::City, ..base(HonourKind::Batch, "先进单位") },
        base(HonourKind::Title, "全国一等所"),
        AwardForm { level: Level::City, ..base(HonourKind::Title, "全市人才工作专项考核优秀单位") },
        place(project(base(HonourKind::Prize, "二等奖"), "技术革新大赛", "甲"), Level::Ministry, 2),
        place(project(base(HonourKind::Prize, "三等奖"), "技术革新大赛", "乙"), Level::Ministry, 3),
        place(project(base(HonourKind::Prize, "一等奖"), "科创大赛", "甲"), Level::Region, 1),
        AwardForm {
            project: Some(Project { kind: ProjectKind::Model, title: "预警模型".into() }),
            ..place(base(HonourKind::Prize, "三等奖"), Level::National, 3)
        },
        base(HonourKind::Recognition, "全国公安机关重点司法鉴定实验室"),
        base(HonourKind::Nomination, "战略先导支撑创建单位"),
        AwardForm { units: vec![unit(A1)], ..base(HonourKind::Nomination, "战略先导支撑创建单位") },
        AwardForm { claim: Some(ClaimWord::First), ..base(HonourKind::FirstOrOnly, "全国首家数智车管所") },
        AwardForm { level: Level::Region, units: Vec::new(), people: people[..2].to_vec(), ..base(HonourKind::Title, "最美警察") },
        AwardForm { level: Level::Region, units: Vec::new(), people: people[2..3].to_vec(), ..base(HonourKind::Title, "最美辅警") },
        won(base(HonourKind::Prize, "一等奖"), Level::Region, "警戒"),
        won(base(HonourKind::Prize, "一等奖"), Level::Region, "警花"),
        won(base(HonourKind::Prize, "金奖"), Level::National, "警花"),
        won(base(HonourKind::Prize, "一等奖"), Level::Ministry, "长调"),
    ];
    for form in forms {
        n += 1;
        let document = Some(keep(bureau, &format!("通报{n}")).await);
        enrol(bureau, &format!("E-{n}"), AwardForm { document, ..form }).await;
    }
    let evidence = Some(keep(bureau, "事迹材料").await);
    let nomination = Nominate {
        person: people[0],
        title: "最美警察".into(),
        level: Level::Region,
        nominated_on: day("2024-05-01"),
        evidence,
        serial: None,
        remark: None,
    };
    let model = nomination.id();
    bureau.done(&RECORDER_A, nomination).await;
    bureau.done(&RECORDER_A, PublishNomination { model, from: day("2024-05-02"), to: day("2024-05-10") }).await;
    let honour = Some(HonourId::of_serial("E-14"));
    bureau.done(&RECORDER_A, ConcludeNomination { model, outcome: Outcome::Named, concluded_on: day("2024-06-02"), honour }).await;
    bureau.done(&RECORDER_A, PutModelForward { model, programme: "读懂暖城".into(), level: Level::City, put_on: day("2024-07-01") }).await;
    for issue in [1, 2] {
        let (bulletin, title) = ("典型风采录".to_owned(), format!("第{issue}期"));
        let models = if issue == 1 { vec![model] } else { Vec::new() };
        let command = PublishIssue { bulletin, issue, title, unit: unit(A), published_on: day("2024-08-01"), approver: people[1], models };
        bureau.done(&RECORDER_A, command).await;
    }
    for (title, units) in [("演出", vec![A, A1]), ("书画展", vec![A]), ("球赛", vec![A1])] {
        let units = units.into_iter().map(unit).collect();
        bureau
            .done(&RECORDER_A, RecordEvent { title: title.into(), kind: EventKind::Other, held_on: day("2024-09-01"), units, serial: None })
            .await;
    }
}

dual_db! {
    async fn p35_every_figure_of_honours_counts_what_was_recorded(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.on("2024-12-31");
        every_kind(&bureau).await;
        let wanted = [
            ("honour.awards.total", 15),
            ("honour.awards.national", 3),
            ("honour.awards.ministry", 3),
            ("honour.awards.region", 6),
            ("honour.awards.city", 3),
            ("honour.awards.collective", 5),
            ("honour.awards.people", 3),
            ("honour.awards.first_places", 1),
            ("honour.claims_about_others", 1),
            ("honour.beautiful_officers", 3),
            ("honour.projects_won", 2),
            ("honour.models_won", 1),
            ("honour.units_nominated", 2),
            ("honour.key_laboratories", 1),
            ("honour.streak.vehicle_office", 1),
            ("honour.streak.talent_work", 1),
            ("honour.works.integrity", 2),
            ("honour.works.integrity_pieces", 1),
            ("honour.works.integrity_sheets", 1),
            ("honour.works.published", 1),
            ("honour.works.national", 1),
            ("honour.works.ministry", 1),
            ("honour.works.region", 1),
            ("honour.role_models", 1),
            ("honour.put_forward", 1),
            ("honour.bulletin.issues", 2),
            ("honour.events", 3),
        ];
        let all: Vec<String> = bureau.store.published().catalogue().in_use().map(|d| d.id.clone()).filter(|id| id.starts_with("honour.")).collect();
        let mut named: Vec<&str> = wanted.iter().map(|(figure, _)| *figure).collect();
        named.sort_unstable();
        assert_eq!(named, all, "every figure is counted here");
        for (figure, n) in wanted {
            assert_eq!(bureau.count(figure, TOP, year(2024)).await, n, "{figure}");
            assert_eq!(bureau.count(figure, B1, year(2024)).await, 0, "{figure} elsewhere");
        }
        assert_eq!(bureau.count("honour.events", A1, year(2024)).await, 2, "an event held together counts for each");
        assert_eq!(bureau.count("honour.units_nominated", A1, year(2024)).await, 1);
        assert_eq!(bureau.count("honour.beautiful_officers", A1, year(2024)).await, 3);
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    }

    async fn r11_streaks_and_prizes_count_from_confirmed_rows(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.on("2026-01-05");
        let whole = Period::new(day("2023-01-01"), day("2025-12-31"));
        let title = |y: i16, document| award(HonourKind::Title, "全国一等所", &format!("{y}-06-01"), Some(document));
        for y in [2023, 2024] {
            let document = keep(&bureau, &format!("公告{y}")).await;
            enrol(&bureau, &format!("T-{y}"), title(y, document)).await;
        }
        let document = keep(&bureau, "公告2025").await;
        bureau.done(&RECORDER_A, named("T-2025", title(2025, document))).await;
        assert_eq!(bureau.count("honour.streak.vehicle_office", TOP, whole).await, 2, "the third edition waits for confirmation");
        bureau.done(&OFFICER, ConfirmHonour { honour: HonourId::of_serial("T-2025") }).await;
        assert_eq!(bureau.count("honour.streak.vehicle_office", TOP, whole).await, 3);
        assert_eq!(bureau.count("honour.streak.vehicle_office", B, whole).await, 0);
        let withdraw = WithdrawHonour { honour: HonourId::of_serial("T-2024"), reason: "误登".into(), authority: "核对单".into() };
        bureau.done(&OFFICER, withdraw).await;
        assert_eq!(bureau.count("honour.streak.vehicle_office", TOP, whole).await, 1, "a gap breaks it");
        assert_eq!(bureau.count("honour.streak.vehicle_office", TOP, Period::new(day("2025-07-01"), day("2025-12-31"))).await, 0);
        // One work, won first at region and then at national level.
        let work = EnterWork {
            title: "警戒".into(), measure: Measure::Piece, theme: Theme::Integrity, created_on: day("2024-01-02"),
            units: vec![unit(A)], authors: Vec::new(), serial: None, remark: None,
        };
        bureau.done(&RECORDER_A, work).await;
        for (serial, level, on) in [("W-1", Level::Region, "2024-03-01"), ("W-2", Level::National, "2025-03-01")] {
            let mut prize = award(HonourKind::Prize, "一等奖", on, Some(keep(&bureau, on).await));
            (prize.level, prize.place, prize.work) = (level, Some(1), Some(WorkId::of_serial("警戒")));
            enrol(&bureau, serial, prize).await;
        }
        for (period, region, national) in [(year(2024), 1, 0), (year(2025), 0, 1), (whole, 0, 1)] {
            assert_eq!(bureau.count("honour.works.region", TOP, period).await, region, "{period:?}");
            assert_eq!(bureau.count("honour.works.national", TOP, period).await, national, "{period:?}");
        }
        // An outsider recounts a streak from the proof alone.
        let proof = bureau.store.prove(&bureau.everything(), &bureau.question("honour.streak.vehicle_office", TOP, whole)).await.unwrap();
        assert_eq!(nc_store::proof::verify(&proof, bureau.store.verifier_key()).unwrap().claim.n, 1);
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    }
}
