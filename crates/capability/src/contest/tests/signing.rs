use super::scene::*;
use crate::contest::command::*;
use crate::contest::model::*;
use crate::contest::score::RankMethod;
use crate::contest::signing::{self, Due};
use crate::training::tests::world::{A, unit};

const MARKS: [[i64; 2]; 4] = [[9000, 9000], [8000, 8000], [7000, 7000], [6000, 6000]];

fn signed(discipline: Discipline) -> Discipline {
    Discipline { signed: Signer::ALL.to_vec(), ..discipline }
}

fn scored() -> Scene {
    let mut scene = Scene::new(signed(judged(vec![], RankMethod::Standard)), true);
    scene.perform(MARKS);
    scene
}

impl Scene {
    fn discipline(&self) -> &Discipline {
        self.contest().live().discipline("T1").unwrap()
    }

    /// The signature somebody would give now, from their own account.
    fn signature(&mut self, signer: Signer, who: usize, entrant: usize) -> SignScores {
        let (person, user) = if signer == Signer::Competitor { self.entrants[who] } else { self.judges[who] };
        self.world.acts(user);
        let judge = (signer != Signer::Competitor).then_some(person);
        let due = Due { signer, judge, seat: None };
        let code = self.code(entrant);
        let covers = signing::covers(self.contest().live(), self.discipline(), &code, Stage::Final, &due);
        SignScores { contest: self.id, code, round: Stage::Final, signer, person, covers, objection: None }
    }

    fn sign(&mut self, signer: Signer, who: usize, entrant: usize) {
        let signature = self.signature(signer, who, entrant);
        self.world.run(&signature).unwrap();
    }

    /// Every judge and then the head judge signs every sheet.
    fn sign_under_codes(&mut self) {
        for entrant in 0..4 {
            (0..5).for_each(|judge| self.sign(Signer::Judge, judge, entrant));
            self.sign(Signer::Head, HEAD, entrant);
        }
    }

    /// Signed under codes, locked and unsealed: competitors can sign.
    fn unsealed() -> Self {
        let mut scene = scored();
        scene.sign_under_codes();
        let contest = scene.id;
        scene.world.acts(scene.recorder).run(&LockScores { contest }).unwrap();
        scene.world.run(&AskUnseal { contest }).unwrap();
        scene.world.acts(scene.political).run(&Unseal { contest }).unwrap();
        scene
    }

    fn waiver(&mut self, entrant: usize) -> WaiveSignature {
        let SignScores { contest, code, round, covers, .. } = self.signature(Signer::Competitor, entrant, entrant);
        let (judge, user) = self.judges[HEAD];
        self.world.acts(user);
        WaiveSignature { contest, code, round, kind: Unsigned::Refused, reason: "拒不签字".into(), judge, covers }
    }

    fn missing(&self) -> usize {
        signing::missing(self.contest().live(), self.codes(), self.discipline(), Signer::ALL).len()
    }
}

/// Codes of what was refused, and all of it as people read it.
fn refused<C: nc_people::Command>(scene: &mut Scene, command: &C) -> (Vec<&'static str>, String) {
    let refused = scene.world.run(command).unwrap_err();
    let told = refused.0.iter().map(|refusal| format!("{}\n{}\n", refusal.zh(), refusal.en())).collect();
    (refused.codes(), told)
}

#[test]
fn scores_are_declared_once_judges_head_judge_and_competitor_signed_them() {
    let mut scene = scored();
    let contest = scene.id;
    // Nothing is locked unsigned. What is missing is told by code and seat, and by no name.
    scene.world.acts(scene.recorder);
    let (codes, told) = refused(&mut scene, &LockScores { contest });
    assert_eq!(codes, ["contest.unsigned_judges", "contest.unsigned_head"]);
    let code = scene.code(0);
    assert!(told.contains(&format!("{code}#1")) && told.contains(&format!("{code}#5")) && told.contains("裁判长"), "{told}");
    let everybody = scene.entrants.iter().chain(&scene.judges);
    assert!(everybody.clone().all(|(person, _)| !told.contains(&person.to_string())), "{told}");

    // Nobody signs for somebody else, and the head judge signs last.
    let other = scene.signature(Signer::Judge, 1, 0);
    scene.world.acts(scene.judges[0].1);
    assert_eq!(scene.world.refused(&other), [("common.not_you", "person".to_owned())]);
    scene.sign(Signer::Judge, 0, 0);
    let again = scene.signature(Signer::Judge, 0, 0);
    assert_eq!(scene.world.refused(&again)[0].0, "contest.signed_already");
    let head = scene.signature(Signer::Head, HEAD, 0);
    let (codes, told) = refused(&mut scene, &head);
    assert!(codes == ["contest.sign_judges_first"] && told.contains("2, 3, 4, 5"), "{told}");
    let no_head = scene.signature(Signer::Head, 3, 0);
    assert_eq!(scene.world.refused(&no_head), [("contest.sign_not_yours", "person".to_owned())]);
    let objecting = SignScores { objection: Some("不同意".into()), ..scene.signature(Signer::Judge, 1, 0) };
    assert_eq!(scene.world.refused(&objecting), [("contest.sign_objection", "objection".to_owned())]);
    for judge in 1..5 {
        scene.sign(Signer::Judge, judge, 0);
    }
    scene.sign(Signer::Head, HEAD, 0);
    for entrant in 1..4 {
        (0..5).for_each(|judge| scene.sign(Signer::Judge, judge, entrant));
        scene.sign(Signer::Head, HEAD, entrant);
    }
    scene.world.acts(scene.recorder).run(&LockScores { contest }).unwrap();
    scene.world.run(&AskUnseal { contest }).unwrap();
    scene.world.acts(scene.political).run(&Unseal { contest }).unwrap();

    scene.world.acts(scene.recorder);
    let (codes, told) = refused(&mut scene, &PublishResults { contest });
    assert!(codes == ["contest.unsigned_competitors"] && told.contains(&code) && told.contains("拒签或缺席的由裁判长说明"), "{told}");
    let theirs = scene.signature(Signer::Competitor, 1, 0);
    assert_eq!(scene.world.refused(&theirs), [("contest.sign_not_yours", "person".to_owned())]);
    scene.sign(Signer::Competitor, 0, 0);
    let objecting = SignScores { objection: Some("第三席漏看文书".into()), ..scene.signature(Signer::Competitor, 1, 1) };
    scene.world.run(&objecting).unwrap();
    // Who refuses or is absent is recorded by the head judge, in person and with a reason.
    let waiver = scene.waiver(2);
    let nameless = WaiveSignature { reason: " ".into(), ..waiver.clone() };
    assert_eq!(scene.world.refused(&nameless), [("common.blank", "reason".to_owned())]);
    let (judge, user) = scene.judges[3];
    scene.world.acts(user);
    assert_eq!(scene.world.refused(&WaiveSignature { judge, ..waiver.clone() }), [("contest.sign_not_yours", "judge".to_owned())]);
    assert_eq!(scene.world.refused(&waiver), [("common.not_you", "judge".to_owned())]);
    scene.world.acts(scene.judges[HEAD].1).run(&waiver).unwrap();
    let absent = WaiveSignature { kind: Unsigned::Absent, ..scene.waiver(3) };
    scene.world.run(&absent).unwrap();

    // An objection becomes an appeal when results are published, by the path every appeal takes.
    scene.world.acts(scene.recorder).run(&PublishResults { contest }).unwrap();
    let appeals = scene.contest().live().appeals();
    assert_eq!(
        appeals.iter().map(|file| (&file.code, file.ground.as_str(), file.decided.is_none())).collect::<Vec<_>>(),
        [(&scene.code(1), "第三席漏看文书", true)]
    );
    let decide = DecideAppeal { contest, appeal: 1, correction: None, reason: "已核".into(), authority: "仲裁组".into() };
    scene.world.acts(scene.political).run(&decide).unwrap();
    assert_eq!(scene.missing(), 0);
}

#[test]
fn t18_before_unsealing_no_signature_and_no_refusal_tells_whose_code_it_is() {
    let mut scene = scored();
    let contest = scene.id;
    scene.sign_under_codes();
    // A judge of the entrant's own unit signed like any other; no fact of the contest's stream has an entrant as its actor.
    let own = scene.world.log.iter().filter(|row| row.stream.family() == "contest.contest");
    let entrants: Vec<_> = scene.entrants.iter().map(|(_, user)| *user).collect();
    assert!(own.clone().all(|row| !entrants.contains(&row.actor.user)));
    assert_eq!(own.filter(|row| row.kind == "contest.scores_signed.v1").count(), 24);
    let facts = scene.world.log.len();
    for locked in [false, true] {
        if locked {
            scene.world.acts(scene.recorder).run(&LockScores { contest }).unwrap();
        }
        // The same answer to whoever it is, and to somebody it is not.
        let own = scene.signature(Signer::Competitor, 0, 0);
        let mine = refused(&mut scene, &own);
        let theirs = scene.signature(Signer::Competitor, 1, 0);
        assert_eq!(mine, refused(&mut scene, &theirs));
        assert_eq!(mine.0, ["contest.sign_sealed"]);
        let waiver = scene.waiver(0);
        assert_eq!(scene.world.refused(&waiver)[0].0, "contest.sign_sealed");
    }
    assert_eq!(scene.world.log.len(), facts + 1, "a refused signature leaves nothing");
}

#[test]
fn a_score_given_anew_leaves_signatures_in_the_history_and_is_signed_anew() {
    let mut scene = scored();
    scene.sign_under_codes();
    let before = scene.signature(Signer::Judge, 3, 1);
    let kept = scene.contest().live().signatures().given(&before.code, Stage::Final).len();
    let score = scene.score(3, 1, [100, 100]);
    scene.world.run(&score).unwrap();
    // What the fourth judge and the head judge signed no longer stands; what the others signed does.
    let missing = signing::missing(scene.contest().live(), scene.codes(), scene.discipline(), &[Signer::Judge, Signer::Head]);
    let missing: Vec<_> = missing.iter().map(|missing| (missing.code.clone(), missing.due.signer, missing.due.seat)).collect();
    assert_eq!(missing, [(scene.code(1), Signer::Judge, Some(4)), (scene.code(1), Signer::Head, None)]);
    // What was looked at before is not what stands now.
    scene.world.acts(scene.judges[3].1);
    assert_eq!(scene.world.refused(&before), [("contest.sign_changed", "covers".to_owned())]);
    scene.sign(Signer::Judge, 3, 1);
    scene.sign(Signer::Head, HEAD, 1);
    let given = scene.contest().live().signatures().given(&before.code, Stage::Final).to_vec();
    assert_eq!(given.len(), kept + 2);
    let contest = scene.id;
    scene.world.acts(scene.recorder).run(&LockScores { contest }).unwrap();
}

#[test]
fn scores_an_appeal_corrected_are_signed_anew_before_they_lead_anywhere() {
    let mut scene = Scene::unsealed();
    let contest = scene.id;
    (0..4).for_each(|entrant| scene.sign(Signer::Competitor, entrant, entrant));
    scene.world.acts(scene.recorder).run(&PublishResults { contest }).unwrap();
    assert_eq!(scene.missing(), 0);
    scene.world.run(&set_up("R1", Level::Region, false, vec![measured(Scoring::Points)])).unwrap();
    let (person, user) = scene.entrants[1];
    let appeal = Appeal { contest, code: scene.code(1), round: Stage::Final, person, ground: "一名评委漏看文书".into() };
    scene.world.acts(user).run(&appeal).unwrap();
    let correction = Some(Correction::SetAside { judge: scene.judges[4].0 });
    let decide = DecideAppeal { contest, appeal: 1, correction, reason: "复核".into(), authority: "仲裁组".into() };
    scene.world.acts(scene.political).run(&decide).unwrap();
    // Head judge and competitor signed what no longer stands; the judge set aside does not sign, the others' own marks stand.
    let missing = signing::missing(scene.contest().live(), scene.codes(), scene.discipline(), Signer::ALL);
    let whose: Vec<_> = missing.iter().map(|missing| (missing.code.clone(), missing.due.signer)).collect();
    assert_eq!(whose, [(scene.code(1), Signer::Head), (scene.code(1), Signer::Competitor)]);
    let nominate = NominateUp { contest, code: scene.code(1), to: ContestId::of_serial("R1") };
    scene.world.acts(scene.recorder);
    assert_eq!(scene.world.refused(&nominate), [("contest.sign_anew", "code".to_owned())]);
    scene.sign(Signer::Head, HEAD, 1);
    let objecting = SignScores { objection: Some("仍不同意".into()), ..scene.signature(Signer::Competitor, 1, 1) };
    assert_eq!(scene.world.refused(&objecting)[0].0, "contest.sign_objection");
    scene.sign(Signer::Competitor, 1, 1);
    scene.world.acts(scene.recorder).run(&nominate).unwrap();
}

#[test]
fn who_stood_aside_does_not_sign_and_a_judge_signs_after_scoring() {
    let mut scene = Scene::new(signed(judged(vec![], RankMethod::Standard)), true);
    let attempt = scene.attempt(0, 1, done(None));
    let early = scene.signature(Signer::Judge, 3, 0);
    assert_eq!(scene.world.refused(&early), [("contest.sign_nothing", "round".to_owned())]);
    scene.world.acts(scene.recorder).run(&attempt).unwrap();
    let unscored = scene.signature(Signer::Judge, 3, 0);
    assert_eq!(scene.world.refused(&unscored), [("contest.sign_nothing", "round".to_owned())]);
    let score = scene.score(3, 0, [9000, 9000]);
    scene.world.run(&score).unwrap();
    scene.sign(Signer::Judge, 3, 0);
    let (judge, user) = scene.judges[4];
    let aside = Recuse { contest: scene.id, code: scene.code(0), judge };
    scene.world.acts(user).run(&aside).unwrap();
    let aside = scene.signature(Signer::Judge, 4, 0);
    assert_eq!(scene.world.refused(&aside), [("contest.sign_recused", "person".to_owned())]);
    let missing = signing::missing(scene.contest().live(), scene.codes(), scene.discipline(), &[Signer::Judge]);
    assert_eq!(missing.iter().filter_map(|missing| missing.due.seat).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn a_discipline_whose_scores_are_signed_has_a_head_judge_before_the_draw() {
    let mut scene = Scene::unseated(signed(measured(Scoring::Time)));
    let contest = scene.id;
    let no_head = |scene: &mut Scene| {
        scene.world.acts(scene.recorder);
        scene.world.refused(&DrawCodes { contest })
    };
    assert_eq!(no_head(&mut scene)[0].0, "contest.sign_panel");
    scene.seat(None);
    assert_eq!(no_head(&mut scene)[0].0, "contest.sign_panel");
    scene.seat(Some(HEAD));
    scene.draw();
    // By a discipline that is not signed nobody signs, and nothing waits for it.
    let mut scene = Scene::new(judged(vec![], RankMethod::Standard), true);
    scene.perform(MARKS);
    let signature = scene.signature(Signer::Judge, 3, 0);
    assert_eq!(scene.world.refused(&signature), [("contest.sign_not_asked", "signer".to_owned())]);
    scene.publish();
}

#[test]
fn time_granted_after_signing_is_signed_anew_and_of_a_team_the_leader_signs() {
    let mut scene = Scene::unseated(signed(measured(Scoring::Time)));
    let contest = scene.id;
    // A team of two in the place of the fifth entry; who was entered first leads it.
    let team = [scene.world.police(A), scene.world.police(A)];
    let accounts = team.map(|person| scene.world.account_as(Some(person), nc_people::Role::Officer, A));
    let enter = Enter { people: team.to_vec(), ..enter(contest, team[0]) };
    scene.world.acts(scene.recorder).run(&enter).unwrap();
    assert!(unit(A).contains(&scene.codes().entries().last().unwrap().unit));
    scene.seat(Some(HEAD));
    scene.draw();
    for (person, user) in team.into_iter().zip(accounts) {
        scene.entrants.push((person, user));
    }
    for entrant in 0..5 {
        let attempt = scene.attempt(entrant, 1, done(Some(2_000)));
        scene.world.run(&attempt).unwrap();
        for judge in [0, 1, 3, 4] {
            scene.sign(Signer::Judge, judge, entrant);
        }
        // Where nobody gives marks the head judge signs once, as the head judge.
        let twice = scene.signature(Signer::Judge, HEAD, entrant);
        assert_eq!(scene.world.refused(&twice)[0].0, "contest.sign_not_asked");
        scene.sign(Signer::Head, HEAD, entrant);
    }
    let (judge, user) = scene.judges[HEAD];
    let (code, round, reason) = (scene.code(0), Stage::Final, "计时器重启".to_owned());
    scene.world.acts(user).run(&GrantExtraTime { contest, code, round, attempt: 1, millis: 500, reason, judge }).unwrap();
    let (codes, told) = {
        scene.world.acts(scene.recorder);
        refused(&mut scene, &LockScores { contest })
    };
    assert!(codes == ["contest.unsigned_judges", "contest.unsigned_head"] && told.contains(&scene.code(0)), "{told}");
    assert!(!told.contains(&scene.code(1)), "{told}");
    [0, 1, 3, 4].into_iter().for_each(|judge| scene.sign(Signer::Judge, judge, 0));
    scene.sign(Signer::Head, HEAD, 0);
    scene.world.acts(scene.recorder).run(&LockScores { contest }).unwrap();
    let member = scene.signature(Signer::Competitor, 5, 4);
    assert_eq!(scene.world.refused(&member)[0].0, "contest.sign_not_yours");
    (0..5).for_each(|entrant| scene.sign(Signer::Competitor, entrant, entrant));
    scene.world.acts(scene.recorder).run(&PublishResults { contest }).unwrap();
}
