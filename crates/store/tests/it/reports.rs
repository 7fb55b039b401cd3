//! The year's report: drafted, released by another, left behind by its source, corrected, proved.

use nc_figures::Worth;
use nc_figures::report::{NotNames, ReportId, Stage};
use nc_kernel::{Actor, UserId};
use nc_organisation::study::{CorrectMark, Line, Status};
use nc_people::Role;
use nc_people::commands::{CloseUser, CreateUser, GrantRole};
use nc_store::{ReportSource, StoreError, proof};
use nc_testkit::{TestDatabase, dual_db};
use serde_json::{Value, json};

use crate::bureau::{
    A, A1, B, Bureau, LEADER, LEADER_A1, NOBODY, OFFICER, RECORDER_A, TOP, cancel_run, codes, day, run, run_id, unit, year,
};

const TEXT: &str = "---\n主送：各单位\n落款：某市公安局\n---\n# 政治轮训情况报告\n## 理论武装\n\
    2024年，累计开展政治轮训[[study.rotation.runs]]期，参训民辅警[[study.rotation.attendances]]人次，覆盖率[[study.rotation.coverage]]。\n\
    2024年，参训民辅警[[study.rotation.attendances]]人次，其中/150600/a/所属[[study.rotation.persons 单位=/150600/a/]]人。\n";

fn source(template: &str) -> ReportSource {
    ReportSource {
        template: template.to_owned(),
        unit: unit(TOP),
        period: Some(year(2024)),
        synthetic: false,
        corrects: None,
        not_names: None,
    }
}

fn template() -> String {
    TEXT.replace("其中/150600/a/所属", "其中分局")
}

async fn lived(db: TestDatabase) -> Bureau {
    let bureau = Bureau::new(db).await;
    bureau.on("2024-03-04");
    bureau.done(&OFFICER, run("R-1", "2024-03-01", &[A], &bureau.of(A1))).await;
    bureau.done(&OFFICER, run("R-2", "2024-03-02", &[A, B], &bureau.of(TOP))).await;
    bureau
}

impl Bureau {
    async fn drafted(&self, source: ReportSource) -> ReportId {
        self.store.draft_report(&OFFICER, &self.key(), source).await.unwrap().0
    }

    async fn released(&self) -> ReportId {
        let id = self.drafted(source(&template())).await;
        self.store.release_report(&LEADER, &self.key(), id).await.unwrap();
        id
    }

    async fn text(&self, id: ReportId) -> String {
        self.store.report(&LEADER, id).await.unwrap().report.release().unwrap().document.text()
    }
}

fn refusals<T: std::fmt::Debug>(answer: Result<T, StoreError>) -> Vec<&'static str> {
    codes(&answer.expect_err("was not refused"))
}

dual_db! {
    async fn g1_a_draft_whose_words_are_not_true_is_not_saved(db: TestDatabase) {
        let bureau = lived(db).await;
        let before = bureau.store.published().head();
        for (text, code) in [
            ("# 报告\n2024年，开展政治轮训2期。", "report.bare_number"),
            ("# 报告\n2024年，参训[[study.rotation.attendances]]人。", "report.measure"),
            ("# 报告\n2024年，参训近[[study.rotation.attendances]]人次。", "report.hedge"),
            ("# 报告\n2023年，参训[[study.rotation.attendances]]人次。", "report.period_wrong"),
            ("# 报告\n2024年，参训[[study.rotation.nothing]]人次。", "report.figure"),
        ] {
            assert_eq!(refusals(bureau.store.draft_report(&OFFICER, &bureau.key(), source(text)).await), [code], "{text}");
        }
        let preview = bureau.store.preview_report(&OFFICER, &source("# 报告\n2024年，开展政治轮训[[study.rotation.runs]]次。")).await.unwrap();
        assert_eq!(preview.problems.len(), 1);
        assert!(preview.document.text().contains("政治轮训2次"));
        assert_eq!(bureau.store.published().head(), before, "nothing was saved");
    }

    async fn g6_the_releaser_is_another_and_a_correction_names_what_it_corrects(db: TestDatabase) {
        let bureau = lived(db).await;
        let id = bureau.drafted(source(&template())).await;
        assert_eq!(refusals(bureau.store.release_report(&OFFICER, &bureau.key(), id).await), ["report.same_person"]);
        assert_eq!(refusals(bureau.store.release_report(&RECORDER_A, &bureau.key(), id).await), ["report.unknown"]);
        assert_eq!(refusals(bureau.store.report(&RECORDER_A, id).await), ["report.unknown"], "a draft is not for everybody");
        assert_eq!(refusals(bureau.store.draft_report(&LEADER, &bureau.key(), source(&template())).await), ["access.not_allowed"]);
        // Who drafted under an account since closed is still the preparer under the next one.
        let person = bureau.of(TOP)[0];
        let [first, next] = [Actor { user: UserId(71) }, Actor { user: UserId(72) }];
        let open = async |account: &Actor| {
            bureau.done(&Actor::SYSTEM, CreateUser { user: Some(account.user), person: Some(person) }).await;
            let grant = GrantRole { user: account.user, role: Role::PoliticalOfficer, unit: unit(TOP), from: day("2024-03-04"), until: None };
            bureau.done(&Actor::SYSTEM, grant).await;
        };
        open(&first).await;
        let own = bureau.store.draft_report(&first, &bureau.key(), source(&template())).await.unwrap().0;
        bureau.done(&Actor::SYSTEM, CloseUser { user: first.user }).await;
        open(&next).await;
        assert_eq!(refusals(bureau.store.release_report(&next, &bureau.key(), own).await), ["report.same_person"]);

        let key = bureau.key();
        let first = bureau.store.release_report(&LEADER, &key, id).await.unwrap();
        let again = bureau.store.release_report(&LEADER, &key, id).await.unwrap();
        assert_eq!((first.first_seq, again.repeated), (again.first_seq, true));
        assert_eq!(refusals(bureau.store.release_report(&LEADER, &bureau.key(), id).await), ["report.released"]);
        assert_eq!(refusals(bureau.store.revise_report(&OFFICER, &bureau.key(), id, (template(), None)).await), ["report.released"]);
        assert!(bureau.store.report(&RECORDER_A, id).await.is_err(), "a recorder of one unit may not read the bureau's figures");

        let text = bureau.text(id).await;
        let correction = ReportSource { corrects: Some(id), ..source(&template()) };
        let later = bureau.drafted(correction.clone()).await;
        assert_eq!(bureau.store.report(&LEADER, id).await.unwrap().report.stage(), Stage::Released, "a draft corrects nothing");
        bureau.store.release_report(&LEADER, &bureau.key(), later).await.unwrap();
        let old = bureau.store.report(&LEADER, id).await.unwrap().report;
        assert_eq!((old.stage(), old.corrected_by()), (Stage::Corrected, Some(later)));
        assert_eq!(bureau.text(id).await, text, "the text that went out stays");
        assert_eq!(refusals(bureau.store.draft_report(&OFFICER, &bureau.key(), correction).await), ["report.corrected"]);
        let unreleased = ReportSource { corrects: Some(own), ..source(&template()) };
        assert_eq!(refusals(bureau.store.draft_report(&OFFICER, &bureau.key(), unreleased).await), ["report.not_released"]);
        assert!(!nc_store::dispatch::names().iter().any(|name| name.starts_with("report.")), "values never come from outside");
        assert!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing.is_empty());
    }

    async fn a_report_that_names_somebody_is_not_saved_and_the_refusal_does_not_repeat_it(db: TestDatabase) {
        let bureau = lived(db).await;
        let size = bureau.store.published().head().0;
        let person = &bureau.people[0];
        let named = format!("{}2024年，{}讲党课。\n", template(), person.name);
        let unreadable = format!("---\n联系：{}\n---\n", person.id_number);
        for (text, code) in [(&named, "report.names_person"), (&unreadable, "report.personal_number")] {
            let drafted = bureau.store.draft_report(&OFFICER, &bureau.key(), source(text)).await.map(|_| ());
            let previewed = bureau.store.preview_report(&OFFICER, &source(text)).await.map(|_| ());
            for answer in [drafted, previewed] {
                let fault = answer.unwrap_err();
                assert_eq!(codes(&fault), [code], "nothing else reads the text");
                assert!(person.identifying().iter().all(|value| !fault.to_string().contains(*value)), "{fault}");
            }
        }
        let id = bureau.drafted(source(&template())).await;
        let revised = bureau.store.revise_report(&OFFICER, &bureau.key(), id, (named.clone(), None)).await;
        assert_eq!(refusals(revised), ["report.names_person"]);

        // Somebody says that it is no name: where, and why. The reason names nobody either.
        let place = format!("{}:7", template().lines().count() + 1);
        let kept = |place: &str, reason: &str| Some(NotNames { places: [place.to_owned()].into(), reason: reason.to_owned() });
        for (not_names, code) in [
            (kept("1:1", "是一部教材的名称"), "report.names_person"),
            (kept(&place, "是"), "report.not_names_reason"),
            (kept(&place, &person.name), "report.not_names_reason"),
        ] {
            let revised = bureau.store.revise_report(&OFFICER, &bureau.key(), id, (named.clone(), not_names)).await;
            assert_eq!(refusals(revised), [code]);
        }
        assert_eq!(bureau.store.published().head().0, size + 1, "only the sound draft was saved");
        let not_names = kept(&place, "是一部教材的名称");
        bureau.store.revise_report(&OFFICER, &bureau.key(), id, (named.clone(), not_names.clone())).await.unwrap();
        let draft = bureau.store.report(&LEADER, id).await.unwrap().report.draft().unwrap().clone();
        assert_eq!(draft.not_names, not_names, "whoever releases it sees the decision");
        bureau.store.release_report(&LEADER, &bureau.key(), id).await.unwrap();
        assert!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing.is_empty());
    }

    async fn g6_a_draft_revised_is_released_as_it_stands(db: TestDatabase) {
        let bureau = lived(db).await;
        let id = bureau.drafted(source(&template())).await;
        let other = template().replace("累计开展", "共举办");
        bureau.store.revise_report(&OFFICER, &bureau.key(), id, (other.clone(), None)).await.unwrap();
        assert_eq!(bureau.store.revise_report(&OFFICER, &bureau.key(), id, (other, None)).await.unwrap().facts, 0);
        assert!(bureau.store.preview_saved(&LEADER, id).await.unwrap().problems.is_empty());
        bureau.store.release_report(&LEADER, &bureau.key(), id).await.unwrap();
        assert!(bureau.text(id).await.contains("共举办政治轮训2期，参训民辅警36人次，覆盖率100%（28/28）"));
    }

    async fn g2_r17_a_later_correction_is_listed_against_the_release_and_changes_no_word(db: TestDatabase) {
        let bureau = lived(db).await;
        let id = bureau.released().await;
        let text = bureau.text(id).await;
        assert!(text.contains("参训民辅警36人次"), "{text}");
        assert!(bureau.store.report_differences(&LEADER, id).await.unwrap().is_empty());
        // At the very moment of the release: the order of facts decides, not the clock.
        let person = bureau.of(A1)[0];
        let to = Some(Line::of(person, Status::Absent));
        let corrected = bureau.done(&OFFICER, CorrectMark { run: run_id("R-1"), person, to, reason: "核对".into(), authority: "政治部".into() }).await;
        let differences = bureau.store.report_differences(&LEADER, id).await.unwrap();
        let changed: Vec<(u32, i64)> = differences.iter().filter(|d| d.is_in_number()).map(|d| (d.index, d.by)).collect();
        assert_eq!(changed, [(1, -1), (3, -1)], "both places where the attendances stand");
        let moved = bureau.store.report_moved(&LEADER, id).await.unwrap();
        assert_eq!(moved.iter().map(|m| (m.index, m.now.clone())).collect::<Vec<_>>(), [(1, Worth::Count(35)), (3, Worth::Count(35))]);
        let attendances = differences.iter().find(|d| d.index == 1).unwrap();
        assert_eq!((attendances.released.worth.clone(), attendances.now.clone()), (Worth::Count(36), Worth::Count(35)));
        assert_eq!((attendances.rows_added, attendances.rows_removed), (0, 1));
        assert!(attendances.causes.iter().any(|c| c.seqs.contains(&corrected.first_seq)), "{:?}", attendances.causes);
        // The same people, but through one row less: the number of people holds, its rows do not.
        let people = differences.iter().find(|d| d.index == 2).unwrap();
        assert!(!people.is_in_number() && people.rows_removed == 1);

        bureau.on("2024-04-01").done(&OFFICER, run("R-3", "2024-03-20", &[B], &bureau.of(B))).await;
        bureau.done(&OFFICER, cancel_run("R-2")).await;
        let differences = bureau.store.report_differences(&LEADER, id).await.unwrap();
        let runs = differences.iter().find(|d| d.index == 0).unwrap();
        assert_eq!((runs.by, runs.rows_added, runs.rows_removed), (0, 1, 1), "one run came, one went");
        let kinds: Vec<&str> = runs.causes.iter().map(|c| c.kind.as_str()).collect();
        assert_eq!(kinds, ["study.run_cancelled.v1", "study.run_closed.v1"]);
        assert_eq!(bureau.text(id).await, text);
        let listed = bureau.store.reports(&LEADER, true).await.unwrap();
        assert_eq!(listed.iter().map(|l| (l.id, l.stage, l.figures, l.differing())).collect::<Vec<_>>(), [(id, Stage::Released, 5, Some(4))]);
        assert!(bureau.store.reports(&NOBODY, true).await.unwrap().is_empty());
    }

    async fn g3_the_proof_page_tells_definition_n_as_of_hash_and_hidden_rows(db: TestDatabase) {
        let bureau = lived(db).await;
        let id = bureau.released().await;
        bureau.done(&OFFICER, cancel_run("R-2")).await;
        let page = bureau.store.proof_page(&LEADER, id, 2, 5).await.unwrap();
        assert_eq!((page.definition.id.as_str(), page.n, page.of), ("study.rotation.coverage", 28, Some(28)));
        assert_eq!((page.fact.rows, page.visible, page.hidden), (36 + 28, 64, 0), "rows of the release, cancelled since");
        assert!(page.holds && page.fact.row_hash.len() == 64);
        assert_eq!(page.fact.known_on, day("2024-03-04"));
        assert_eq!(page.rows.iter().map(Vec::len).collect::<Vec<_>>(), [5, 5]);
        // Who may read the figures of the bureau and open the rows of nothing sees how many there are.
        let reader = Actor { user: UserId(81) };
        bureau.done(&Actor::SYSTEM, CreateUser { user: Some(reader.user), person: None }).await;
        bureau.done(&Actor::SYSTEM, GrantRole { user: reader.user, role: Role::Officer, unit: unit(TOP), from: day("2024-03-04"), until: None }).await;
        let page = bureau.store.proof_page(&reader, id, 1, 5).await.unwrap();
        assert_eq!((page.visible, page.hidden, page.rows[0].len()), (0, 36, 0));
        assert_eq!(refusals(bureau.store.proof_page(&reader, id, 99, 5).await), ["report.unknown"]);
        assert_eq!(refusals(bureau.store.proof_page(&LEADER_A1, id, 0, 5).await), ["report.unknown"]);
    }

    async fn r13_every_figure_of_a_release_carries_what_makes_it_checkable(db: TestDatabase) {
        let bureau = lived(db).await;
        let id = bureau.drafted(source(&template())).await;
        let (size, root) = bureau.store.published().head();
        bureau.store.release_report(&LEADER, &bureau.key(), id).await.unwrap();
        let release = bureau.store.report(&LEADER, id).await.unwrap().report.release().unwrap().clone();
        assert_eq!(release.seq, size);
        for fact in &release.document.facts {
            assert_eq!((fact.version, fact.period, fact.ledger_size), (1, year(2024), size), "{}", fact.figure);
            assert_eq!(fact.ledger_root, hex::encode(root.0));
            assert!(unit(TOP).contains(&fact.scope));
        }
    }

    async fn r14_the_proof_of_a_release_holds_offline_after_everything_changed(db: TestDatabase) {
        let bureau = lived(db).await;
        let id = bureau.released().await;
        let key = bureau.store.verifier_key().to_owned();
        bureau.on("2024-04-01").done(&OFFICER, cancel_run("R-2")).await;
        assert!(bureau.store.prove_report(&NOBODY, id).await.is_err());
        let file = bureau.store.prove_report(&LEADER, id).await.unwrap();
        let proof::Verified::Release(proven) = proof::verify_any(&file, &key).unwrap() else { panic!("a figure") };
        assert_eq!(proven.document.text(), bureau.text(id).await);
        assert_eq!((proven.recounted, proven.document.facts.len()), (4, 5));
        let clear = crate::proofs::texts(&file);
        for person in &bureau.people {
            for value in person.identifying() {
                assert!(!clear.contains(value), "the proof shows {value}");
            }
        }
        type Alteration = (&'static str, Box<dyn Fn(&mut Value)>);
        let alterations: Vec<Alteration> = vec![
            ("a raised number", Box::new(|b| b["claim"]["claims"][1]["n"] = json!(37))),
            ("a claim left out", Box::new(|b| drop(b["claim"]["claims"].as_array_mut().unwrap().pop()))),
            ("a later size", Box::new(|b| b["claim"]["claims"][0]["at_size"] = json!(1_000_000))),
            ("another release", Box::new(|b| b["claim"]["seq"] = json!(0))),
            ("a consistency proof cut", Box::new(|b| drop(b["claim"]["consistency"].as_array_mut().unwrap().pop()))),
            ("a fact left out", Box::new(|b| drop(b["facts"].as_array_mut().unwrap().pop()))),
            ("another period", Box::new(|b| b["claim"]["claims"][0]["period"]["to"] = json!("2025-12-31"))),
        ];
        for (what, alter) in alterations {
            let fault = proof::verify_any(&crate::proofs::altered(&file, alter), &key).expect_err(what);
            assert!(fault.to_string().len() > 20, "{what}: {fault}");
        }
    }
}
