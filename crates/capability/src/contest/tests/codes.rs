use super::scene::*;
use crate::contest::command::*;
use crate::contest::fact::CodeFact;
use crate::contest::score::RankMethod;

const MARKS: [[i64; 2]; 4] = [[9000, 9000], [8000, 8000], [7000, 7000], [6000, 6000]];

#[test]
fn t18_codes_hide_their_people_until_two_people_in_two_roles_unseal_them() {
    let mut scene = Scene::new(judged(vec![], RankMethod::Standard), true);
    let contest = scene.id;
    scene.perform(MARKS);

    // No fact of the contest's own stream names an entrant before unsealing.
    let own: Vec<&str> =
        scene.world.log.iter().filter(|row| row.stream.family() == "contest.contest").map(|row| row.body.as_str()).collect();
    for (person, _) in &scene.entrants {
        assert!(own.iter().all(|body| !body.contains(&person.to_string())), "a body names an entrant");
    }
    assert!(scene.world.entries("contest.participation").is_empty());

    // A try to look behind a code is answered with no, and is a fact with its actor.
    let look = LookUpCode { contest, code: scene.code(0) };
    let judge = scene.judges[2].1;
    assert_eq!(scene.world.acts(judge).refused(&look), [("contest.sealed", "code".to_owned())]);
    assert_eq!(scene.codes().refused().len(), 1);
    let row = scene.world.log.last().unwrap();
    assert_eq!((row.kind, row.actor.user), ("contest.mapping_refused.v1", judge));
    assert!(matches!(nc_kernel::FactBody::parse(row.kind, &row.body), Ok(CodeFact::MappingRefused(body)) if body.code == look.code));

    // A code nobody has is a slip of the pen and leaves nothing.
    scene.world.refused(&LookUpCode { contest, code: "QQQQQ".into() });
    assert_eq!(scene.codes().refused().len(), 1);

    // Nobody unseals before scores are locked, alone, or in the wrong role.
    let codes = |refused: Vec<(&'static str, String)>| refused.into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    scene.world.acts(scene.recorder);
    assert_eq!(codes(scene.world.refused(&AskUnseal { contest })), ["contest.not_locked"]);
    scene.world.run(&LockScores { contest }).unwrap();
    scene.world.acts(scene.political);
    assert_eq!(codes(scene.world.refused(&AskUnseal { contest })), ["contest.ask_role"]);
    assert_eq!(codes(scene.world.refused(&Unseal { contest })), ["contest.not_asked"]);
    scene.world.acts(scene.recorder).run(&AskUnseal { contest }).unwrap();
    assert_eq!(codes(scene.world.refused(&Unseal { contest })), ["contest.same_person", "contest.agree_role"]);
    // Who asked in the wrong role and who tried alone are on record; who was only too early is not.
    assert_eq!(scene.codes().refused().len(), 3);
    assert_eq!(scene.world.log.last().unwrap().kind, "contest.unseal_refused.v1");
    assert_eq!(codes(scene.world.refused(&PublishResults { contest })), ["contest.sealed_publish"]);
    scene.world.acts(scene.political).run(&Unseal { contest }).unwrap();
    assert!(scene.contest().live().is_open());
    assert_eq!(scene.world.entries("contest.participation").len(), 4);
}

#[test]
fn t20_who_took_part_is_counted_and_told_when_a_frozen_board_comes_out() {
    // Coded or not: what opens names behind a freeze opens them to who runs the contest alone.
    for blind in [true, false] {
        let mut scene = Scene::new(judged(vec![], RankMethod::Standard), blind);
        let contest = scene.id;
        scene.perform(MARKS);
        scene.world.acts(scene.recorder).run(&FreezeBoard { contest, reason: "复核".into() }).unwrap();
        scene.publish();
        assert!(scene.codes().is_unsealed() && scene.codes().is_withheld());
        assert!(scene.world.entries("contest.participation").is_empty(), "nobody is counted behind a freeze");
        let look = LookUpCode { contest, code: scene.code(0) };
        let tries = scene.codes().refused().len();
        scene.world.acts(scene.judges[2].1);
        assert_eq!(scene.world.refused(&look), [("contest.sealed", "code".to_owned())]);
        assert_eq!(scene.codes().refused().len(), tries + 1);
        scene.world.acts(scene.recorder).run(&UnfreezeBoard { contest }).unwrap();
        assert_eq!(scene.world.entries("contest.participation").len(), 4);
        scene.world.acts(scene.judges[2].1).run(&look).unwrap();
        // Frozen and thawed again, nobody is counted twice.
        scene.world.acts(scene.recorder).run(&FreezeBoard { contest, reason: "再核".into() }).unwrap();
        scene.world.run(&UnfreezeBoard { contest }).unwrap();
        assert_eq!(scene.world.entries("contest.participation").len(), 4);
    }
}

#[test]
fn t18_a_second_account_of_the_same_person_is_the_same_person() {
    let mut scene = Scene::new(judged(vec![], RankMethod::Standard), true);
    let contest = scene.id;
    scene.perform(MARKS);
    scene.world.acts(scene.recorder).run(&LockScores { contest }).unwrap();
    let person = scene.world.police(BUREAU);
    scene.world.account_as(Some(person), nc_people::Role::ClassHead, BUREAU);
    scene.world.run(&AskUnseal { contest }).unwrap();
    scene.world.account_as(Some(person), nc_people::Role::PoliticalOfficer, BUREAU);
    assert_eq!(scene.world.refused(&Unseal { contest })[0].0, "contest.same_person");
}

#[test]
fn t18_judges_score_in_person_and_only_what_was_performed() {
    let mut scene = Scene::new(judged(vec![], RankMethod::Standard), true);
    let score = scene.score(0, 0, [1, 1]);
    assert_eq!(scene.world.refused(&score)[0].0, "contest.not_performed");
    let attempt = scene.attempt(0, 1, done(None));
    scene.world.run(&attempt).unwrap();
    let score = scene.score(0, 0, [10_001, 0]);
    assert_eq!(scene.world.refused(&score)[0].0, "contest.marks");
    let score = scene.score(0, 0, [9000, 0]);
    scene.world.acts(scene.judges[1].1);
    assert_eq!(scene.world.refused(&score), [("common.not_you", "judge".to_owned())]);
}

#[test]
fn t17_a_judge_of_the_own_unit_is_recused_and_a_missing_score_blocks() {
    let mut scene = Scene::new(judged(vec![], RankMethod::Standard), true);
    let contest = scene.id;
    for entrant in 0..4 {
        let attempt = scene.attempt(entrant, 1, done(None));
        scene.world.run(&attempt).unwrap();
        for judge in 0..4 {
            // The judge of A gives the entrants of A everything; it does not count.
            let mark = if judge == 0 && entrant < 2 { 10_000 } else { 7000 + 100 * i64::try_from(judge).unwrap() };
            let score = scene.score(judge, entrant, [mark, mark]);
            scene.world.run(&score).unwrap();
        }
    }
    let refused = scene.world.acts(scene.recorder).run(&LockScores { contest }).unwrap_err();
    assert_eq!(refused.codes(), ["contest.incomplete"]);
    for entrant in 0..4 {
        let score = scene.score(4, entrant, [7400, 7400]);
        scene.world.run(&score).unwrap();
    }
    scene.publish();
    let live = scene.contest().live();
    let lines = crate::contest::board::lines(live, scene.codes(), live.discipline("T1").unwrap());
    let value = |entrant: usize| lines.iter().find(|line| line.code == scene.code(entrant)).unwrap().value.unwrap();
    // Of four judges none is dropped. A: 71..74; B: 70, 72, 73, 74.
    assert_eq!([0, 1, 2, 3].map(value), [7250, 7250, 7225, 7225]);
}
