//! A contest through the store: counted when published, opened by its sheet, its award handed to the roll of honour.

use nc_capability::contest::{
    AwardKind, AwardRule, ContestId, Discipline, DrawCodes, Enter, FreezeBoard, Level, LockScores, LookUpCode, Measured, Outcome,
    PublishResults, RankMethod, RecordAttempt, Scoring, SeatPanel, SetUpContest, SignScores, Signer, Stage, UnfreezeBoard, Unseal,
};
use nc_honour::roll::RecordHonour;
use nc_kernel::{Actor, PersonId, UserId};
use nc_people::Action;
use nc_people::commands::{CreateUser, GrantRole};
use nc_store::{Book, Reader};
use nc_testkit::dual_db;

use crate::bureau::{A, A1, A2, B, Bureau, NOBODY, OFFICER, RECORDER_A, RECORDER_B, TOP, catalogue, codes, day, unit, year};

const SERIAL: &str = "BW-1";

fn run() -> Discipline {
    Discipline {
        advance: 0,
        attempts: 1,
        awards: vec![AwardRule { from: 1, kind: AwardKind::Rank, place: 1, title: "第一名".into(), title_en: None, to: 1 }],
        better: None,
        criteria: Vec::new(),
        decimals: 3,
        drop: 0,
        event: Some("1000米跑".into()),
        measure: None,
        measure_en: None,
        method: RankMethod::Standard,
        rounds: vec![Stage::Final],
        scoring: Scoring::Time,
        serial: "S1".into(),
        signed: Vec::new(),
        tasks: Vec::new(),
        team_best: 0,
        ties: Vec::new(),
        title: "1000米跑".into(),
        title_en: None,
    }
}

/// Set up by the recorder of A, with two people of A1 in it, and codes drawn.
async fn drawn(bureau: &Bureau) -> ContestId {
    let contest = entered(bureau, run()).await;
    bureau.done(&RECORDER_A, DrawCodes { contest }).await;
    contest
}

async fn entered(bureau: &Bureau, discipline: Discipline) -> ContestId {
    let contest = ContestId::of_serial(SERIAL);
    let set_up = SetUpContest {
        serial: SERIAL.into(),
        title: "全旗公安体能比武".into(),
        level: Level::County,
        authority: "旗公安局".into(),
        organisers: vec![unit(A)],
        host: None,
        starts_on: day("2024-06-01"),
        ends_on: day("2024-06-01"),
        blind: false,
        appeal_days: 5,
        disciplines: vec![discipline],
    };
    bureau.done(&RECORDER_A, set_up).await;
    for person in bureau.of(A1).into_iter().take(2) {
        let enter = Enter { contest, discipline: "S1".into(), people: vec![person], from: None, from_code: None };
        bureau.done(&RECORDER_A, enter).await;
    }
    contest
}

/// An account of an officer of A who is `person`, from the day the tests of contests are on.
async fn account(bureau: &Bureau, user: i64, person: PersonId) -> Actor {
    let actor = Actor { user: UserId(user) };
    bureau.done(&Actor::SYSTEM, CreateUser { user: Some(actor.user), person: Some(person) }).await;
    let grant = GrantRole { user: actor.user, role: nc_people::Role::Officer, unit: unit(A), from: day("2024-06-02"), until: None };
    bureau.done(&Actor::SYSTEM, grant).await;
    actor
}

/// As [`drawn`], run and published.
async fn held(bureau: &Bureau) -> ContestId {
    let contest = drawn(bureau).await;
    let opened = open(bureau, contest).await;
    let table = &opened.tables.iter().find(|table| table.title.en == "Results").unwrap().rows;
    let found: Vec<String> = table.iter().filter_map(|row| row.cells.get(1)).map(text).collect();
    assert_eq!(found.len(), 2);
    for (code, value) in found.into_iter().zip([210_500, 209_999]) {
        // Nobody stands beside a code while the contest runs, and who asks leaves a fact.
        assert_eq!(turned_away(bureau, &RECORDER_A, LookUpCode { contest, code: code.clone() }).await, ["contest.sealed"]);
        let measured = Measured { deductions: None, millis: None, outcome: Outcome::Done, tasks: Vec::new(), value: Some(value) };
        bureau.done(&RECORDER_A, RecordAttempt { contest, code, round: Stage::Final, attempt: 1, measured }).await;
    }
    bureau.done(&RECORDER_A, LockScores { contest }).await;
    bureau.done(&RECORDER_A, PublishResults { contest }).await;
    contest
}

/// As `bureau.refused`, of a command whose refusal is itself recorded: one fact and nothing else.
async fn turned_away<C: nc_people::Command>(bureau: &Bureau, actor: &Actor, command: C) -> Vec<&'static str> {
    let before = bureau.store.published().head().0;
    let fault = bureau.store.execute(actor, bureau.key(), command).await.unwrap_err();
    assert_eq!(bureau.store.published().head().0, before + 1, "{fault}");
    codes(&fault)
}

fn text(shown: &nc_people::sheet::Shown) -> String {
    match shown {
        nc_people::sheet::Shown::Text(text) => text.clone(),
        other => panic!("{other:?} is no text"),
    }
}

async fn open(bureau: &Bureau, contest: ContestId) -> nc_people::sheet::Sheet {
    let book = Book::named("contest").unwrap();
    let reader = Reader::new(OFFICER, |_| vec![bureau.everything()]);
    bureau.store.open_sheet(&reader, book, contest.0).await.unwrap().unwrap().sheet
}

dual_db! {
    async fn contests_are_counted_when_published_and_rebuild_to_the_same(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.define(&catalogue(&[include_str!("../../../../catalogue/figures/contest.toml")])).await.unwrap();
        bureau.on("2024-06-02");
        held(&bureau).await;
        for (figure, at, expected) in [
            ("contest.contests", TOP, 1),
            ("contest.contests", A, 1),
            ("contest.disciplines", TOP, 1),
            ("contest.participations", A, 2),
            ("contest.participants", TOP, 2),
        ] {
            assert_eq!(bureau.count(figure, at, year(2024)).await, expected, "{figure}");
        }
        let checked = bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap();
        assert_eq!(checked.differing, Vec::<&str>::new());
    }

    async fn t20_the_public_board_is_for_who_may_know_of_the_contest_and_says_when_it_is_frozen(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.on("2024-06-02");
        let contest = held(&bureau).await;
        let [own, other] = [A, B].map(|at| Reader::new(OFFICER, |_| vec![bureau.store.allow(&OFFICER, Action::ReadFigures, &unit(at)).unwrap()]));
        let shown = bureau.store.contest_board(&own, contest).await.unwrap().unwrap();
        assert!(shown.frozen.is_none());
        let lines: Vec<_> = shown.board.disciplines[0].lines.iter().map(|line| (line.line.value, line.line.place.rank())).collect();
        assert_eq!(lines, [(Some(209_999), Some(1)), (Some(210_500), Some(2))]);
        assert_eq!(bureau.store.contest_board(&other, contest).await.unwrap(), None);
        assert_eq!(bureau.store.contest_board(&own, ContestId::of_serial("BW-2")).await.unwrap(), None);

        bureau.done(&RECORDER_A, FreezeBoard { contest, reason: "申诉复核".into() }).await;
        let frozen = bureau.store.contest_board(&own, contest).await.unwrap().unwrap();
        assert_eq!(frozen.frozen.map(|freeze| freeze.reason), Some("申诉复核".to_owned()));
        assert_eq!(frozen.board, shown.board);
    }

    async fn t30_an_award_of_a_contest_is_what_the_roll_of_honour_takes(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.on("2024-06-02");
        let contest = held(&bureau).await;
        let sheet = open(&bureau, contest).await;
        let steps: Vec<_> = sheet.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.steps).filter(|step| step.command == <RecordHonour as nc_people::Command>::NAME).collect();
        let [step] = steps.as_slice() else { panic!("one award, one step: {steps:?}") };
        assert_eq!((step.command, step.asks.len()), (<RecordHonour as nc_people::Command>::NAME, 1));
        let command: RecordHonour = serde_json::from_value(serde_json::Value::Object(step.fixed.clone())).unwrap();
        let best = bureau.of(A1)[..2].to_vec();
        assert!(command.award.people.len() == 1 && best.contains(&command.award.people[0]));
        assert_eq!((command.award.title.as_str(), command.award.place, command.award.contest.as_deref()), ("第一名", Some(1), Some("全旗公安体能比武 1000米跑")));
        let recorded = bureau.refused(&RECORDER_A, command).await;
        assert_eq!(recorded, ["honour.no_document"], "nothing is missing but the document");
    }

    async fn t18_a_try_the_policy_turns_away_is_on_record_and_gives_nothing_away(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.on("2024-06-02");
        let contest = drawn(&bureau).await;
        let tries = async || {
            let reader = Reader::new(RECORDER_A, |action| bureau.store.scopes(&RECORDER_A, action));
            let opened = bureau.store.open_sheet(&reader, Book::named("contest").unwrap(), contest.0).await.unwrap().unwrap();
            opened.sheet.terms.iter().find(|(label, _)| label.en == "Refused tries on codes").map_or(0, |(_, facts)| facts.len())
        };
        assert_eq!(tries().await, 0);
        let opened = open(&bureau, contest).await;
        let code = opened.tables.iter().find(|table| table.title.en == "Results").unwrap().rows[0].cells.get(1).map(text).unwrap();
        // Nobody there may ask: neither another unit's recorder nor an account without a role. Both tries are facts.
        for (n, actor) in [RECORDER_B, NOBODY].into_iter().enumerate() {
            assert_eq!(turned_away(&bureau, &actor, LookUpCode { contest, code: code.clone() }).await, ["access.not_allowed"]);
            assert_eq!(tries().await, n + 1);
        }
        // Unsealing by who may not is one as well; a code nobody has leaves nothing.
        assert_eq!(turned_away(&bureau, &RECORDER_B, Unseal { contest }).await, ["access.not_allowed"]);
        bureau.refused(&NOBODY, LookUpCode { contest, code: "QQQQQ".into() }).await;
        assert_eq!(tries().await, 3);
        let checked = bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap();
        assert_eq!(checked.differing, Vec::<&str>::new());
    }

    async fn signatures_of_scores_hold_publication_back_and_rebuild_to_the_same(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.on("2024-06-02");
        let signed = vec![Signer::Head, Signer::Competitor];
        let contest = entered(&bureau, Discipline { signed, ..run() }).await;
        let (judge, entrants) = (bureau.of(A2)[0], bureau.of(A1)[..2].to_vec());
        assert_eq!(bureau.refused(&RECORDER_A, DrawCodes { contest }).await, ["contest.sign_panel"]);
        bureau.done(&RECORDER_A, SeatPanel { contest, discipline: "S1".into(), judges: vec![judge], head: Some(judge) }).await;
        bureau.done(&RECORDER_A, DrawCodes { contest }).await;
        let head = account(&bureau, 41, judge).await;
        let (first, second) = (account(&bureau, 42, entrants[0]).await, account(&bureau, 43, entrants[1]).await);
        let read = async || bureau.store.contest(&[bureau.everything()], contest).await.unwrap().unwrap();
        let drawn: Vec<String> = read().await.0.live().codes_of("S1").map(str::to_owned).collect();
        let round = Stage::Final;
        for code in &drawn {
            let measured = Measured { deductions: None, millis: None, outcome: Outcome::Done, tasks: Vec::new(), value: Some(210_500) };
            bureau.done(&RECORDER_A, RecordAttempt { contest, code: code.clone(), round, attempt: 1, measured }).await;
        }
        let covers = async |code: &str| read().await.0.live().signatures().covering(code, round, []);
        for code in &drawn {
            assert_eq!(bureau.refused(&RECORDER_A, LockScores { contest }).await, ["contest.unsigned_head"]);
            let covers = covers(code).await;
            bureau.done(&head, SignScores { contest, code: code.clone(), round, signer: Signer::Head, person: judge, covers, objection: None }).await;
        }
        bureau.done(&RECORDER_A, LockScores { contest }).await;
        assert_eq!(bureau.refused(&RECORDER_A, PublishResults { contest }).await, ["contest.unsigned_competitors"]);
        let codes = read().await.1.unwrap();
        for (actor, person) in [(first, entrants[0]), (second, entrants[1])] {
            let code = codes.own(person)[0].to_owned();
            let covers = covers(&code).await;
            let objection = (person == entrants[0]).then(|| "计时有误".to_owned());
            bureau.done(&actor, SignScores { contest, code, round, signer: Signer::Competitor, person, covers, objection }).await;
        }
        bureau.done(&RECORDER_A, PublishResults { contest }).await;
        assert_eq!(read().await.0.live().appeals().len(), 1);
        let checked = bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap();
        assert_eq!(checked.differing, Vec::<&str>::new());
    }

    async fn t20_who_took_part_behind_a_freeze_is_counted_when_the_board_comes_out(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.define(&catalogue(&[include_str!("../../../../catalogue/figures/contest.toml")])).await.unwrap();
        bureau.on("2024-06-02");
        let contest = drawn(&bureau).await;
        let codes: Vec<String> = {
            let (contest, _) = bureau.store.contest(&[bureau.everything()], contest).await.unwrap().unwrap();
            contest.live().codes_of("S1").map(str::to_owned).collect()
        };
        for code in codes {
            let measured = Measured { deductions: None, millis: None, outcome: Outcome::Done, tasks: Vec::new(), value: Some(210_500) };
            bureau.done(&RECORDER_A, RecordAttempt { contest, code, round: Stage::Final, attempt: 1, measured }).await;
        }
        bureau.done(&RECORDER_A, FreezeBoard { contest, reason: "复核".into() }).await;
        bureau.done(&RECORDER_A, LockScores { contest }).await;
        bureau.done(&RECORDER_A, PublishResults { contest }).await;
        for figure in ["contest.participations", "contest.participants", "contest.contests"] {
            assert_eq!(bureau.count(figure, TOP, year(2024)).await, 0, "{figure}");
        }
        bureau.done(&RECORDER_A, UnfreezeBoard { contest }).await;
        for (figure, out) in [("contest.participations", 2), ("contest.participants", 2), ("contest.contests", 1)] {
            assert_eq!(bureau.count(figure, TOP, year(2024)).await, out, "{figure}");
        }
        let checked = bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap();
        assert_eq!(checked.differing, Vec::<&str>::new());
    }
}
