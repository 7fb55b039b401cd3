//! Topics and the three levels.

use std::collections::HashSet;

use nc_kernel::{Day, Need, PersonId, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::{Order, sources, stream};
use crate::branch::Roll;
use crate::study::command::{ExemptBranch, PublishTopic, RecordBranchStudy, RecordStaffStudy, WithdrawBranchStudy, WithdrawStaffStudy};
use crate::study::fact::{BranchExempted, BranchStudied, BranchWithdrawn, Fact, StaffStudied, StaffWithdrawn, TopicPublished};
use crate::study::model::{DueBranch, TopicId};
use crate::study::rules;
use crate::study::state::Topic;
use crate::study::state::topic::Item;
use nc_people::judge::Judge;

fn find(states: &States, id: TopicId) -> Result<(&Topic, Day, &TopicPublished), Refused> {
    let topic = states.get::<Topic>(id);
    let known = topic.and_then(|t| t.published().map(|(day, body)| (t, day, body)));
    known.ok_or_else(|| rules::UNKNOWN_TOPIC.refuse().at("topic").into())
}

fn due(topic: &Topic, branch: crate::branch::BranchId) -> Result<&Item, Refused> {
    topic.item(branch).ok_or_else(|| rules::BRANCH_NOT_DUE.refuse().at("branch").into())
}

fn branch_unit(states: &States, topic: TopicId, branch: crate::branch::BranchId, action: Action) -> Vec<(Action, UnitPath)> {
    let item = states.get::<Topic>(topic).and_then(|t| t.item(branch));
    item.map(|i| (action, i.unit.clone())).into_iter().collect()
}

fn committee(states: &States, topic: TopicId, action: Action) -> Vec<(Action, UnitPath)> {
    let published = states.get::<Topic>(topic).and_then(Topic::published);
    published.map(|(_, body)| (action, body.committee.clone())).into_iter().collect()
}

impl Command for PublishTopic {
    const NAME: &'static str = "study.publish_topic";

    fn needs(&self) -> Vec<Need> {
        let own = [Need::of::<Topic>(TopicId::of_serial(&self.serial)), Need::only::<Roll>()];
        own.into_iter().chain(sources(&self.cites)).collect()
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        vec![(Action::PlanStudy, self.committee.clone())]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let id = TopicId::of_serial(&self.serial);
        let mut judge = Judge::new(ctx);
        let mut order = Order::new(self.reason.as_ref());
        judge.serial("serial", &self.serial);
        judge.text("title", &self.title, 200);
        judge.come("published_on", self.published_on);
        judge.unit("committee", &self.committee, self.published_on);
        if self.due_by < self.published_on {
            judge.no(rules::DUE_FIRST.refuse().at("due_by"));
        }
        if self.cites.is_empty() {
            judge.no(rules::NO_SOURCE.refuse().at("cites"));
        }
        order.cites(&mut judge, states, "published_on", self.published_on, &self.cites);
        if states.get::<Topic>(id).and_then(Topic::published).is_some() {
            judge.no(rules::TWICE.refuse().with("serial", &self.serial).at("serial"));
        }
        // A3: the branches of that day, written down once; later ones never owe this topic.
        let roll = states.only::<Roll>();
        let in_force = roll.into_iter().flat_map(|r| r.in_force(&self.committee, self.published_on));
        let body = TopicPublished {
            branches: in_force.map(|b| DueBranch { branch: b.id, unit: b.unit.clone() }).collect(),
            cites: self.cites.clone(),
            committee: self.committee.clone(),
            due_by: self.due_by,
            reason: order.reason(),
            serial: self.serial.clone(),
            title: self.title.clone(),
        };
        judge.fact::<Fact>(&stream::<Topic>(id), &self.committee, self.published_on, body);
        judge.done()
    }
}

impl Command for RecordBranchStudy {
    const NAME: &'static str = "study.record_branch";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Topic>(self.topic)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        branch_unit(states, self.topic, self.branch, Action::RecordStudy)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (topic, published, _) = find(states, self.topic)?;
        let item = due(topic, self.branch)?;
        let mut judge = Judge::new(ctx);
        let mut order = Order::new(self.reason.as_ref());
        judge.come("studied_on", self.studied_on);
        order.after(&mut judge, "studied_on", self.studied_on, published);
        if let Some(followed) = &item.followed {
            judge.no(rules::FOLLOWED_TWICE.refuse().with("day", followed.on).at("branch"));
        }
        if item.exempt.is_some() {
            judge.no(rules::EXEMPT.refuse().at("branch"));
        }
        judge.lateness("studied_on", self.studied_on, crate::LATENESS);
        let body = BranchStudied { branch: self.branch, reason: order.reason() };
        judge.fact::<Fact>(&stream::<Topic>(self.topic), &item.unit, self.studied_on, body);
        // Who studied with the branch has studied: nobody types the same roster again for level three.
        staff(&mut judge, topic, self.topic, &item.unit, self.studied_on, &self.people, order.reason().as_ref());
        judge.done()
    }
}

fn staff(judge: &mut Judge<'_>, topic: &Topic, id: TopicId, unit: &UnitPath, on: Day, people: &[PersonId], reason: Option<&String>) {
    let stream = stream::<Topic>(id);
    let mut seen = HashSet::with_capacity(people.len());
    for (i, person) in people.iter().enumerate() {
        let Some(member) = judge.member(format!("people[{i}]"), *person, &[on]) else { continue };
        if topic.staff(*person).is_some() || !seen.insert(*person) {
            continue;
        }
        let body = StaffStudied { member: member.kind, person: *person, reason: reason.cloned(), sender: member.unit.clone() };
        judge.fact::<Fact>(&stream, unit, on, body);
    }
}

impl Command for RecordStaffStudy {
    const NAME: &'static str = "study.record_staff";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Topic>(self.topic)]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        vec![(Action::RecordStudy, self.unit.clone())]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (topic, published, _) = find(states, self.topic)?;
        let mut judge = Judge::new(ctx);
        let mut order = Order::new(self.reason.as_ref());
        judge.come("studied_on", self.studied_on);
        judge.unit("unit", &self.unit, self.studied_on);
        order.after(&mut judge, "studied_on", self.studied_on, published);
        if self.people.is_empty() {
            judge.no(rules::NO_ROWS.refuse().at("people"));
        }
        judge.lateness("studied_on", self.studied_on, crate::LATENESS);
        staff(&mut judge, topic, self.topic, &self.unit, self.studied_on, &self.people, order.reason().as_ref());
        judge.done()
    }
}

impl Command for ExemptBranch {
    const NAME: &'static str = "study.exempt_branch";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Topic>(self.topic)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        // The committee exempts; a branch cannot exempt itself.
        committee(states, self.topic, Action::PlanStudy)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (topic, published, body) = find(states, self.topic)?;
        let item = due(topic, self.branch)?;
        let mut judge = Judge::new(ctx);
        judge.come("exempted_on", self.exempted_on);
        Order::new(None).after(&mut judge, "exempted_on", self.exempted_on, published);
        judge.text("reason", &self.reason, 200);
        judge.text("authority", &self.authority, 100);
        if let Some(followed) = &item.followed {
            judge.no(rules::FOLLOWED_TWICE.refuse().with("day", followed.on).at("branch"));
        }
        if item.exempt.is_some() {
            judge.no(rules::EXEMPT.refuse().at("branch"));
        }
        let exempted = BranchExempted { authority: self.authority.clone(), branch: self.branch, reason: self.reason.clone() };
        judge.fact::<Fact>(&stream::<Topic>(self.topic), &body.committee, self.exempted_on, exempted);
        judge.done()
    }
}

impl Command for WithdrawBranchStudy {
    const NAME: &'static str = "study.withdraw_branch";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Topic>(self.topic)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        branch_unit(states, self.topic, self.branch, Action::CorrectStudy)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (topic, ..) = find(states, self.topic)?;
        let item = due(topic, self.branch)?;
        let mut judge = Judge::new(ctx);
        judge.text("reason", &self.reason, 200);
        judge.text("authority", &self.authority, 100);
        match &item.followed {
            None => judge.no(rules::NOT_FOLLOWED.refuse().at("branch")),
            Some(followed) => {
                let body = BranchWithdrawn {
                    authority: self.authority.clone(),
                    branch: self.branch,
                    old_seq: followed.seq,
                    reason: self.reason.clone(),
                };
                judge.fact::<Fact>(&stream::<Topic>(self.topic), &item.unit, followed.on, body);
            }
        }
        judge.done()
    }
}

impl Command for WithdrawStaffStudy {
    const NAME: &'static str = "study.withdraw_staff";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Topic>(self.topic)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let record = states.get::<Topic>(self.topic).and_then(|t| t.staff(self.person));
        record.map(|r| (Action::CorrectStudy, r.sender.clone())).into_iter().collect()
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (topic, ..) = find(states, self.topic)?;
        let mut judge = Judge::new(ctx);
        judge.text("reason", &self.reason, 200);
        judge.text("authority", &self.authority, 100);
        match topic.staff(self.person) {
            None => judge.no(rules::NOT_FOLLOWED.refuse().at("person")),
            Some(record) => {
                let body = StaffWithdrawn {
                    authority: self.authority.clone(),
                    old_seq: record.seq,
                    person: self.person,
                    reason: self.reason.clone(),
                };
                judge.fact::<Fact>(&stream::<Topic>(self.topic), &record.sender, record.on, body);
            }
        }
        judge.done()
    }
}
