//! Meetings and their follow-up tasks.

use nc_kernel::Aggregate as _;
use nc_kernel::{Day, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::{Order, stream};
use crate::study::command::{AssignFollowUp, CloseMeeting, HoldMeeting, ReportFollowUp, VerifyFollowUp};
use crate::study::fact::{
    CommitteeStudied, Fact, FollowUpAssigned, FollowUpReported, FollowUpVerified, MeetingClosed, MeetingHeld, SourceStudied,
};
use crate::study::model::{MeetingId, TaskState};
use crate::study::rules;
use crate::study::state::{Meeting, Pool, Source, Task, Topic};
use nc_people::judge::Judge;

fn committee(states: &States, meeting: MeetingId) -> Vec<(Action, UnitPath)> {
    let held = states.get::<Meeting>(meeting).and_then(Meeting::held);
    held.map(|(_, body)| (Action::RecordStudy, body.committee.clone())).into_iter().collect()
}

fn find(states: &States, id: MeetingId) -> Result<(&Meeting, Day, &MeetingHeld), Refused> {
    let meeting = states.get::<Meeting>(id);
    let known = meeting.and_then(|m| m.held().map(|(day, body)| (m, day, body)));
    known.ok_or_else(|| rules::UNKNOWN_MEETING.refuse().at("meeting").into())
}

impl Command for HoldMeeting {
    const NAME: &'static str = "study.hold_meeting";

    fn needs(&self) -> Vec<Need> {
        let sources = self.agenda.iter().filter_map(|item| item.source).map(Need::of::<Source>);
        let topics = self.agenda.iter().filter_map(|item| item.topic).map(Need::of::<Topic>);
        sources.chain(topics).chain([Need::of::<Meeting>(MeetingId::of_serial(&self.serial))]).collect()
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        vec![(Action::RecordStudy, self.committee.clone())]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let id = MeetingId::of_serial(&self.serial);
        let mut judge = Judge::new(ctx);
        let mut order = Order::new(self.reason.as_ref());
        judge.serial("serial", &self.serial);
        judge.come("held_on", self.held_on);
        judge.unit("committee", &self.committee, self.held_on);
        if states.get::<Meeting>(id).and_then(Meeting::held).is_some() {
            judge.no(rules::TWICE.refuse().with("serial", &self.serial).at("serial"));
        }
        if self.agenda.is_empty() {
            judge.no(rules::NO_AGENDA.refuse().at("agenda"));
        }
        for (i, item) in self.agenda.iter().enumerate() {
            judge.text(&format!("agenda[{i}].title"), &item.title, 200);
            if let Some(source) = item.source {
                order.after_source(&mut judge, states, ("held_on", &format!("agenda[{i}].source")), self.held_on, source);
            }
            if let Some(topic) = item.topic {
                order.after_topic(&mut judge, states, ("held_on", &format!("agenda[{i}].topic")), self.held_on, topic);
            }
        }
        judge.lateness("held_on", self.held_on, crate::LATENESS);
        let body = MeetingHeld {
            agenda: self.agenda.clone(),
            committee: self.committee.clone(),
            reason: order.reason(),
            serial: self.serial.clone(),
        };
        judge.fact::<Fact>(&stream::<Meeting>(id), &self.committee, self.held_on, body);
        for topic in self.agenda.iter().filter_map(|item| item.topic) {
            judge.fact::<Fact>(&stream::<Topic>(topic), &self.committee, self.held_on, CommitteeStudied { meeting: id });
        }
        judge.done()
    }
}

impl Command for CloseMeeting {
    const NAME: &'static str = "study.close_meeting";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Meeting>(self.meeting), Need::only::<Pool>()]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        committee(states, self.meeting)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (meeting, held_on, held) = find(states, self.meeting)?;
        let mut judge = Judge::new(ctx);
        if meeting.closed() {
            return Err(rules::MEETING_CLOSED.refuse().at("meeting").into());
        }
        let pending: Vec<_> = states.only::<Pool>().map(|pool| pool.pending(&held.committee, held_on).collect()).unwrap_or_default();
        // A2: a first item about something old does not answer for documents that wait.
        let first = meeting.first_item().and_then(|item| item.source);
        let missing = !pending.is_empty() && !first.is_some_and(|source| pending.contains(&source));
        let reason = self.reason.clone().filter(|r| missing && !r.trim().is_empty());
        if missing && reason.is_none() {
            judge.no(rules::PENDING_SOURCES.refuse().with("count", pending.len()).at("reason"));
        }
        let closed = MeetingClosed { owed: !pending.is_empty(), reason };
        judge.fact::<Fact>(&stream::<Meeting>(self.meeting), &held.committee, held_on, closed);
        for source in held.agenda.iter().filter_map(|item| item.source).filter(|source| pending.contains(source)) {
            let studied = SourceStudied { committee: held.committee.clone(), meeting: self.meeting, source };
            judge.fact::<Fact>(&StreamId::only(Pool::FAMILY), &held.committee, held_on, studied);
        }
        judge.done()
    }
}

impl Command for AssignFollowUp {
    const NAME: &'static str = "study.assign_follow_up";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Meeting>(self.meeting)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        committee(states, self.meeting)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (meeting, held_on, held) = find(states, self.meeting)?;
        let mut judge = Judge::new(ctx);
        judge.text("what", &self.what, 200);
        judge.come("assigned_on", self.assigned_on);
        step_after(&mut judge, "assigned_on", self.assigned_on, held_on);
        step_after(&mut judge, "due_by", self.due_by, self.assigned_on);
        judge.member("doer", self.doer, &[self.assigned_on]);
        if self.item == 0 || self.item as usize > held.agenda.len() {
            judge.no(rules::NO_ITEM.refuse().with("item", self.item).at("item"));
        }
        let body = FollowUpAssigned {
            doer: self.doer,
            due_by: self.due_by,
            item: self.item,
            task: u32::try_from(meeting.tasks().len()).unwrap_or(u32::MAX).saturating_add(1),
            what: self.what.clone(),
        };
        judge.fact::<Fact>(&stream::<Meeting>(self.meeting), &held.committee, self.assigned_on, body);
        judge.done()
    }
}

fn step_after(judge: &mut Judge<'_>, place: &str, day: Day, since: Day) {
    if day < since {
        judge.no(rules::TASK_ORDER.refuse().with("since", since).at(place));
    }
}

fn open_task(meeting: &Meeting, number: u32) -> Result<&Task, Refused> {
    let task = meeting.task(number).ok_or_else(|| rules::UNKNOWN_TASK.refuse().with("task", number).at("task"))?;
    if task.state == TaskState::Verified {
        return Err(rules::TASK_CLOSED.refuse().at("task").into());
    }
    Ok(task)
}

impl Command for ReportFollowUp {
    const NAME: &'static str = "study.report_follow_up";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Meeting>(self.meeting)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        committee(states, self.meeting)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (meeting, _, held) = find(states, self.meeting)?;
        let task = open_task(meeting, self.task)?;
        let mut judge = Judge::new(ctx);
        if task.state == TaskState::Reported {
            judge.no(rules::REPORTED_TWICE.refuse().at("task"));
        }
        judge.come("reported_on", self.reported_on);
        step_after(&mut judge, "reported_on", self.reported_on, task.since);
        let body = FollowUpReported { task: self.task };
        judge.fact::<Fact>(&stream::<Meeting>(self.meeting), &held.committee, self.reported_on, body);
        judge.done()
    }
}

impl Command for VerifyFollowUp {
    const NAME: &'static str = "study.verify_follow_up";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Meeting>(self.meeting)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        committee(states, self.meeting)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (meeting, _, held) = find(states, self.meeting)?;
        let task = open_task(meeting, self.task)?;
        let mut judge = Judge::new(ctx);
        if task.state != TaskState::Reported {
            judge.no(rules::NOT_REPORTED.refuse().at("task"));
        }
        if task.doer == self.verifier {
            judge.no(rules::VERIFIER_IS_DOER.refuse().at("verifier"));
        }
        judge.member("verifier", self.verifier, &[self.verified_on]);
        judge.come("verified_on", self.verified_on);
        step_after(&mut judge, "verified_on", self.verified_on, task.since);
        let body = FollowUpVerified { accepted: self.accepted, task: self.task, verifier: self.verifier };
        judge.fact::<Fact>(&stream::<Meeting>(self.meeting), &held.committee, self.verified_on, body);
        judge.done()
    }
}
