//! Evaluation, the report made of it, and what is mended.

use super::play::{Play, inject, paper, plan, shows};
use nc_people::sheet::{Listed as _, Shown};

use crate::exercise::*;
use crate::training::tests::world::{A, attr, day, unit};

fn held() -> Play {
    let mut play = Play::locked(vec![inject(1, "红队", false)]);
    play.turn(Turn::Start);
    play.wait(120);
    play.turn(Turn::End);
    play
}

fn action(play: &Play) -> SetAction {
    SetAction {
        exercise: play.id,
        by: play.lead,
        issue: "电台串频".into(),
        cause: "频点未划分".into(),
        element: Element::Equipment,
        measure: "重划频点".into(),
        unit: unit(A),
        contact: play.red,
        due: day("2024-07-10"),
        recurs_exercise: None,
        recurs_action: None,
    }
}

#[test]
fn t16_an_objective_is_its_worst_critical_task_unless_the_lead_evaluator_says_why_not() {
    let mut play = held();
    let of = |play: &Play| play.exercise().objectives().iter().map(rating::ObjectiveRating::rating).collect::<Vec<_>>();
    play.rate(1, Rating::Performed);
    assert_eq!(of(&play), [None, None], "half rated is not rated");
    play.rate(2, Rating::Major);
    play.rate(3, Rating::Some);
    assert_eq!(of(&play), [Some(Rating::Major), Some(Rating::Some)]);
    let otherwise = |by, reason: &str| {
        let (exercise, objective, reason) = (play.id, "控制现场".to_owned(), reason.to_owned());
        OverrideObjective { exercise, by, objective, rating: Rating::Some, reason }
    };
    let (by_other, blank, right) =
        (otherwise(play.evaluator, "天气"), otherwise(play.lead, " "), otherwise(play.lead, "暴雨断路，非队伍原因"));
    assert_eq!(play.world.as_person(play.evaluator).refused(&by_other), [("exercise.not_in_role", "by".into())]);
    assert_eq!(play.world.as_person(play.lead).refused(&blank), [("common.blank", "reason".into())]);
    play.world.run(&right).unwrap();
    assert_eq!(of(&play), [Some(Rating::Some), Some(Rating::Some)]);
    play.hotwash();
    let observe = Observe {
        exercise: play.id,
        by: play.evaluator,
        task: 1,
        finding: Finding::Issue,
        text: "警戒区过小".into(),
        evidence: "执法记录仪 10:03".into(),
    };
    play.world.as_person(play.evaluator).run(&observe).unwrap();
    for to in [Report::Agreed, Report::Issued] {
        let skip = AdvanceReport { exercise: play.id, by: play.director, to };
        assert_eq!(play.world.as_person(play.director).refused(&skip), [("exercise.report", "to".into())]);
    }
    assert!(!shows(&play.sheet(Some(play.outsider)), "警戒区过小"), "talk among evaluators until the report is out");
    for to in [Report::Drafted, Report::Agreed, Report::Issued] {
        play.advance(to);
    }
    // The report is the sheet: whoever may open it now reads ratings, observations and reasons as recorded.
    let sheet = play.sheet(None);
    for text in ["警戒区过小", "执法记录仪 10:03", "暴雨断路，非队伍原因"] {
        assert!(shows(&sheet, text), "{text}");
    }
    assert!(play.world.as_person(play.evaluator).refused(&observe).contains(&("exercise.stage", "exercise".into())));
}

#[test]
fn t16_an_action_closes_with_evidence_and_never_by_its_owner_and_overdue_is_read_from_the_day() {
    let mut play = held();
    play.rate(1, Rating::Performed);
    play.rate(2, Rating::Performed);
    let (id, owner, lead) = (play.id, play.red, play.lead);
    let set = action(&play);
    play.world.as_person(lead).run(&set).unwrap();
    // The lead evaluator owns the second one.
    let own = SetAction { contact: lead, due: day("2024-07-20"), ..action(&play) };
    play.world.run(&own).unwrap();
    let verify = |by, number, holds| VerifyAction { exercise: id, by, action: number, holds };
    assert_eq!(play.world.refused(&verify(lead, 1, true)), [("exercise.not_finished", "action".into())]);
    let finish = |by, number, evidence: &str| {
        let (exercise, action, evidence) = (id, number, evidence.to_owned());
        FinishAction { exercise, by, action, evidence, document: paper() }
    };
    assert_eq!(play.world.refused(&finish(lead, 1, "频点表")), [("exercise.action", "action".into())], "who owns it finishes it");
    assert_eq!(play.world.as_person(owner).refused(&finish(owner, 1, " ")), [("common.blank", "evidence".into())]);
    let overdue = |play: &Play, on: &str| {
        let on = day(on);
        let by_state: Vec<u32> = play.exercise().actions().iter().filter(|a| a.overdue(on)).map(|a| a.set.action).collect();
        let rows = play.world.entries(OVERDUE);
        let in_force = rows.iter().filter(|row| row.day <= on && row.until.is_none_or(|until| on < until)).count();
        assert_eq!(in_force, by_state.len(), "the figure and the list agree on {on}");
        by_state
    };
    for (on, late) in [("2024-07-10", vec![]), ("2024-07-11", vec![1]), ("2024-07-21", vec![1, 2])] {
        assert_eq!(overdue(&play, on), late, "{on}");
    }
    play.world.today("2024-07-15").run(&finish(owner, 1, "频点表")).unwrap();
    play.world.as_person(lead).run(&finish(lead, 2, "频点表")).unwrap();
    assert_eq!(play.world.refused(&verify(lead, 2, true)), [("exercise.owner_verifies", "by".into())]);
    assert_eq!(play.world.as_person(owner).refused(&verify(owner, 1, true)), [("exercise.not_in_role", "by".into())]);
    // Sent back once, done again, then verified.
    play.world.as_person(lead).run(&verify(lead, 1, false)).unwrap();
    play.world.as_person(owner).run(&finish(owner, 1, "新频点表")).unwrap();
    assert_eq!(overdue(&play, "2024-07-16"), [1], "finished is not verified");
    play.world.today("2024-07-17").as_person(lead).run(&verify(lead, 1, true)).unwrap();
    assert_eq!(overdue(&play, "2024-07-21"), [2]);
    assert!(play.world.entries(OVERDUE).iter().any(|row| row.until == Some(day("2024-07-17"))), "what was late stays on record");
    play.world.today("2024-07-18").as_person(play.director).run(&verify(play.director, 2, true)).unwrap();
    assert!(overdue(&play, "2024-12-31").is_empty());
    assert_eq!(play.world.entries(OVERDUE).len(), 1, "verified in time it never was overdue");
}

#[test]
fn t16_an_issue_found_again_names_where_it_was_found_before() {
    let mut play = held();
    let (first, lead) = (play.id, play.lead);
    let set = action(&play);
    play.world.as_person(lead).run(&set).unwrap();
    let again = plan("2024-02", "2024-06-28");
    let second = again.id();
    play.world.run(&again).unwrap();
    let here = |exercise, recurs_exercise, recurs_action| SetAction { exercise, recurs_exercise, recurs_action, ..action(&play) };
    let (itself, half, unknown) = (here(first, Some(first), Some(1)), here(first, None, Some(1)), here(first, Some(second), Some(1)));
    assert_eq!(play.world.refused(&itself), [("exercise.recurs", "recurs_exercise".into())]);
    assert_eq!(play.world.refused(&half), [("exercise.recurs", "recurs_exercise".into())]);
    assert_eq!(play.world.refused(&unknown), [("exercise.recurs", "recurs_action".into())]);
    let mut other = Play { world: play.world, id: second, ..held() };
    (other.lead, other.director, other.controller) = (lead, play.director, play.controller);
    other.prepare(play.evaluator);
    let linked = SetAction { recurs_exercise: Some(first), recurs_action: Some(1), ..action(&other) };
    other.world.as_person(lead).run(&linked).unwrap();
    // Each leads to the other.
    let earlier = Play { id: first, ..other };
    let found = earlier.text(Some(lead));
    assert!(found.contains("Found again at") && found.contains(&format!("id: {}", second.0)), "{found}");
    assert_eq!(earlier.exercise().actions()[0].again.iter().map(|again| (again.exercise, again.action)).collect::<Vec<_>>(), [(second, 1)]);
    let sheet = Play { id: second, ..earlier }.text(Some(lead));
    assert!(sheet.contains("街面处突红蓝对抗 #1") && sheet.contains(&format!("id: {}", first.0)), "{sheet}");
}

#[test]
fn t16_evidence_is_a_document_and_what_was_finished_without_one_is_sent_back() {
    let mut play = held();
    let (id, owner, lead) = (play.id, play.red, play.lead);
    let set = action(&play);
    play.world.as_person(lead).run(&set).unwrap();
    let finish = |name: &str| {
        let document = nc_kernel::Document { name: name.into(), ..paper() };
        FinishAction { exercise: id, by: owner, action: 1, evidence: "频点已重划".into(), document }
    };
    assert_eq!(play.world.as_person(owner).refused(&finish(" ")), [("common.blank", "document.name".into())]);
    let good = finish("频点划分表");
    assert_eq!(nc_people::Command::documents(&good), [&good.document], "the store looks that it is there");
    play.world.run(&good).unwrap();
    let papers = play.world.entries(DOCUMENTS);
    assert_eq!(papers.len(), 1);
    assert_eq!(attr(papers[0], "sha256"), &nc_kernel::Attr::from(good.document.sha256.as_str()));
    let shown = |person| play.sheet(person).tables.iter().flat_map(|t| &t.rows).flat_map(|r| &r.cells).any(|c| *c == Shown::Paper(paper()));
    assert!(shown(Some(lead)) && shown(Some(owner)) && !shown(Some(play.outsider)), "who verifies and who owns it open it");
    let strike = StrikeExercise { exercise: id, reason: "重复登记".into(), authority: "政治部".into() };
    let verify = VerifyAction { exercise: id, by: lead, action: 1, holds: true };
    play.world.as_person(lead).run(&verify).unwrap();
    play.world.run(&strike).unwrap();
    assert_eq!(play.world.entries(DOCUMENTS).len(), 1, "what was evidence is kept");
    // Finished before documents were asked for.
    let bare = fact::ActionFinished { action: 1, by: owner, document: None, evidence: "口头".into(), exercise: id };
    let body = nc_kernel::FactBody::body(&fact::Fact::from(bare)).unwrap();
    assert!(!body.contains("document"), "such facts read as they were written: {body}");
}

#[test]
fn t16_an_overdue_action_comes_to_its_owner_then_to_the_director_and_to_who_planned_the_exercise() {
    let mut play = held();
    for task in 1..=3 {
        play.rate(task, Rating::Some);
    }
    play.hotwash();
    for to in [Report::Drafted, Report::Agreed, Report::Issued] {
        play.advance(to);
    }
    assert_eq!(play.exercise().waits_for(), [], "nothing to mend");
    let (owner, lead, director) = (play.red, play.lead, play.director);
    let set = action(&play);
    play.world.as_person(lead).run(&set).unwrap();
    assert_eq!(play.exercise().waits_for(), [owner]);
    assert_eq!(play.exercise().escalates(), [(director, day("2024-07-11"))], "from the day after it is due");
    assert_eq!(play.exercise().line().unwrap().ends_on, day("2024-07-10"), "in the list it is due when its action is");
    // Who planned it, where the account belongs to somebody, reads the late action and nothing before.
    let planned = plan("2024-09", "2024-06-28");
    let planner = play.outsider;
    play.world.as_person(planner).run(&planned).unwrap();
    let of_planner = play.world.states.get::<Exercise>(planned.id()).unwrap().planned().unwrap().planner;
    assert_eq!(of_planner, Some(planner));
    let finish = FinishAction { exercise: play.id, by: owner, action: 1, evidence: "频点已重划".into(), document: paper() };
    play.world.today("2024-07-12").as_person(owner).run(&finish).unwrap();
    assert_eq!(play.exercise().waits_for(), [lead], "then it waits to be verified");
    let verify = VerifyAction { exercise: play.id, by: lead, action: 1, holds: true };
    play.world.as_person(lead).run(&verify).unwrap();
    assert_eq!((play.exercise().waits_for(), play.exercise().escalates()), (vec![], vec![]));
}
