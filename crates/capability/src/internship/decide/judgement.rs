//! How it went: evaluations, the student's own, the grade, the certificate; and what ends, corrects or takes back a placement.

use nc_kernel::{Document, Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::Judge;
use nc_people::visitors;

use super::seat::{leave, release};
use super::{ask_host, ask_organiser, ask_part, at, book, find, in_stay, is_mentor, needs, stream};
use crate::internship::command::{
    AppraisePlacement, CertifyPlacement, CorrectStay, EvaluateIntern, GradePlacement, TerminatePlacement, WithdrawPlacement,
};
use crate::internship::fact::{
    Appraised, BookFact, CertificateNumbered, Certified, Evaluated, Graded, PlacementFact, StayCorrected, Terminated, Withdrawn,
};
use crate::internship::model::{Side, Stage};
use crate::internship::rules;
use crate::internship::state::{Book, Placement, Stay};

impl Command for EvaluateIntern {
    const NAME: &'static str = "internship.evaluate_intern";

    fn needs(&self) -> Vec<Need> {
        needs(self.placement)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        match (self.side, &self.document) {
            (Side::Mentor, None) => ask_host(states, self.placement, Action::TakePart),
            (Side::School, _) => ask_organiser(states, self.placement, Action::RecordTraining),
            (Side::Mentor | Side::Unit, _) => ask_host(states, self.placement, Action::RecordTraining),
        }
    }

    fn documents(&self) -> Vec<&Document> {
        self.document.iter().collect()
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (placement, head, stage) = find(states, self.placement)?;
        let mut judge = Judge::new(ctx);
        at(&mut judge, stage, &[Stage::Active]);
        match (&self.document, self.side) {
            (Some(document), _) => judge.document(document),
            (None, Side::Mentor) => is_mentor(&mut judge, "side", placement.mentors()),
            (None, Side::Unit | Side::School) => judge.no(rules::PAPER.refuse().at("document")),
        }
        judge.come("evaluated_on", self.evaluated_on);
        if let Some(stay) = placement.stay() {
            in_stay(&mut judge, "evaluated_on", stay, self.evaluated_on);
        }
        let body = Evaluated { document: self.document.clone(), level: self.level, placement: self.placement, side: self.side };
        judge.fact::<PlacementFact>(&stream(self.placement), &head.organiser, self.evaluated_on, body);
        judge.done()
    }
}

impl Command for AppraisePlacement {
    const NAME: &'static str = "internship.appraise_placement";

    fn needs(&self) -> Vec<Need> {
        needs(self.placement)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let person = states.get::<Placement>(self.placement).and_then(Placement::head).map(|head| head.person);
        match person {
            Some(person) => ask_part(states, &[person]),
            None => ask_organiser(states, self.placement, Action::TakePart),
        }
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (_, head, stage) = find(states, self.placement)?;
        let mut judge = Judge::new(ctx);
        at(&mut judge, stage, &[Stage::Active]);
        judge.in_person("placement", head.person);
        let today = judge.today;
        let body = Appraised {
            breadth: self.breadth,
            guidance: self.guidance,
            mostly_chores: self.mostly_chores,
            placement: self.placement,
            relevance: self.relevance,
        };
        judge.fact::<PlacementFact>(&stream(self.placement), &head.organiser, today, body);
        judge.done()
    }
}

impl Command for TerminatePlacement {
    const NAME: &'static str = "internship.terminate_placement";

    fn needs(&self) -> Vec<Need> {
        needs(self.placement)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_organiser(states, self.placement, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (placement, head, stage) = find(states, self.placement)?;
        let mut judge = Judge::new(ctx);
        at(&mut judge, stage, &[Stage::Requested, Stage::Allocated, Stage::Arrived, Stage::Active, Stage::Transferred]);
        judge.come("ended_on", self.ended_on);
        if let Some(stay) = placement.stay() {
            if stay.arrived.is_some() {
                in_stay(&mut judge, "ended_on", stay, self.ended_on);
            }
            leave(&mut judge, &head.organiser, (self.placement, head.person), stay, self.ended_on);
        }
        let body = Terminated { placement: self.placement, reason: self.reason };
        judge.fact::<PlacementFact>(&stream(self.placement), &head.organiser, self.ended_on, body);
        judge.done()
    }
}

impl Command for GradePlacement {
    const NAME: &'static str = "internship.grade_placement";

    fn needs(&self) -> Vec<Need> {
        needs(self.placement)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_organiser(states, self.placement, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (placement, head, stage) = find(states, self.placement)?;
        let mut judge = Judge::new(ctx);
        at(&mut judge, stage, &[Stage::Active]);
        judge.come("ended_on", self.ended_on);
        for side in [Side::Mentor, Side::Unit, Side::School] {
            if !placement.evaluations().contains_key(&side) {
                let label = side.label();
                judge.no(rules::NOT_EVALUATED.refuse().with("zh", label.zh).with("en", label.en).at("placement"));
            }
        }
        if judge.acting.is_some_and(|person| placement.stays().iter().any(|stay| stay.mentors.contains(&person))) {
            judge.no(rules::OWN_INTERN.refuse().at("placement"));
        }
        if placement.appraisal().is_none() {
            judge.note(rules::NOT_APPRAISED.refuse().at("placement"));
        }
        if let Some(stay) = placement.stay() {
            in_stay(&mut judge, "ended_on", stay, self.ended_on);
            leave(&mut judge, &head.organiser, (self.placement, head.person), stay, self.ended_on);
        }
        let body = Graded { level: self.level, placement: self.placement };
        judge.fact::<PlacementFact>(&stream(self.placement), &head.organiser, self.ended_on, body);
        judge.done()
    }
}

impl Command for CertifyPlacement {
    const NAME: &'static str = "internship.certify_placement";

    fn needs(&self) -> Vec<Need> {
        needs(self.placement).into_iter().chain([Need::only::<Book>()]).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_organiser(states, self.placement, Action::PlanTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (placement, head, stage) = find(states, self.placement)?;
        let mut judge = Judge::new(ctx);
        at(&mut judge, stage, &[Stage::Graded]);
        judge.serial("number", &self.number);
        judge.come("issued_on", self.issued_on);
        if states.only::<Book>().and_then(|book| book.holder(&self.number)).is_some_and(|holder| holder != self.placement) {
            judge.no(rules::NUMBER_TAKEN.refuse().with("number", &self.number).at("number"));
        }
        if let Some(last) = placement.stay().and_then(|stay| stay.ended)
            && self.issued_on < last
        {
            judge.no(rules::BACKWARDS.refuse().at("issued_on"));
        }
        let days = placement.days_through(self.issued_on);
        if days < i64::from(head.minimum_days) {
            judge.no(rules::TOO_FEW_DAYS.refuse().with("days", days).with("least", head.minimum_days).at("placement"));
        }
        let number = || self.number.clone();
        let numbered = CertificateNumbered { number: number(), placement: self.placement };
        judge.fact::<BookFact>(&book(), &head.organiser, self.issued_on, numbered);
        judge.fact::<PlacementFact>(
            &stream(self.placement),
            &head.organiser,
            self.issued_on,
            Certified { number: number(), placement: self.placement },
        );
        judge.done()
    }
}

impl Command for CorrectStay {
    const NAME: &'static str = "internship.correct_stay";

    fn needs(&self) -> Vec<Need> {
        needs(self.placement)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_organiser(states, self.placement, Action::CorrectTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (placement, head, stage) = find(states, self.placement)?;
        let mut judge = Judge::new(ctx);
        judge.because(&self.reason, &self.authority);
        at(&mut judge, stage, &[Stage::Arrived, Stage::Active, Stage::Terminated, Stage::Graded, Stage::Certified]);
        if self.arrived_on.is_none() && self.ended_on.is_none() {
            judge.no(rules::NOTHING_CORRECTED.refuse().at("arrived_on"));
        }
        let Some(stay) = placement.stay() else { return judge.done() };
        if self.ended_on.is_some() && stay.ended.is_none() {
            at(&mut judge, stage, &[Stage::Terminated, Stage::Graded, Stage::Certified]);
        }
        for (place, day) in [("arrived_on", self.arrived_on), ("ended_on", self.ended_on)] {
            if let Some(day) = day {
                judge.come(place, day);
            }
        }
        let first = self.arrived_on.or(stay.arrived.map(|(on, _)| on)).unwrap_or(stay.from);
        let last = self.ended_on.or(stay.ended);
        if last.is_some_and(|last| last < first) {
            judge.no(rules::BACKWARDS.refuse().at("ended_on"));
        }
        // Two stays of one student do not overlap.
        let before = placement.stays().len().checked_sub(2).and_then(|at| placement.stays().get(at)).map(Stay::last);
        if before.is_some_and(|before| first <= before) {
            judge.no(rules::OUTSIDE_STAY.refuse().with("day", first).with("from", stay.from).with("to", stay.to).at("arrived_on"));
        }
        if let Some(last) = self.ended_on {
            release(&mut judge, &head.organiser, self.placement, &stay.mentors, last);
            visitors::part(&mut judge, head.person, &stay.host, last);
        }
        let body = StayCorrected {
            arrived_on: self.arrived_on,
            authority: self.authority.trim().to_owned(),
            ended_on: self.ended_on,
            placement: self.placement,
            reason: self.reason.trim().to_owned(),
        };
        let today = judge.today;
        judge.fact::<PlacementFact>(&stream(self.placement), &head.organiser, today, body);
        judge.done()
    }
}

impl Command for WithdrawPlacement {
    const NAME: &'static str = "internship.withdraw_placement";

    fn needs(&self) -> Vec<Need> {
        needs(self.placement)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_organiser(states, self.placement, Action::CorrectTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (placement, head, stage) = find(states, self.placement)?;
        let mut judge = Judge::new(ctx);
        judge.because(&self.reason, &self.authority);
        if stage == Stage::Withdrawn {
            return judge.done();
        }
        if let Some(stay) = placement.stay().filter(|stay| stay.ended.is_none()) {
            // The visit never was; for today's sake it is over yesterday at the latest.
            let last = stay.from.min(judge.today).minus_days(1);
            leave(&mut judge, &head.organiser, (self.placement, head.person), stay, last);
        }
        let (authority, reason) = (self.authority.trim().to_owned(), self.reason.trim().to_owned());
        let today = judge.today;
        judge.fact::<PlacementFact>(
            &stream(self.placement),
            &head.organiser,
            today,
            Withdrawn { authority, placement: self.placement, reason },
        );
        judge.done()
    }
}
