//! Posts.

use nc_kernel::{Need, Refused, States, UnitPath};

use super::{Judge, TITLE, ask, ask_about, needs};
use crate::access::Action;
use crate::command::{Command, Ctx, Decision};
use crate::commands::{AssignPost, EndPost};
use crate::fact::{PostAssigned, PostEnded};
use crate::rules;

impl Command for AssignPost {
    const NAME: &'static str = "people.assign_post";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    /// The person's unit and the post's: a post held elsewhere (兼任) concerns both.
    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let mut asks = ask_about(states, self.person, self.from);
        asks.extend(ask(Action::ManagePeople, &self.unit));
        asks
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let title = self.title.trim();
        judge.text("title", title, TITLE);
        judge.day("from", self.from);
        judge.unit("unit", &self.unit, self.from);
        if let Some(person) = judge.person(self.person) {
            if person.member_on(self.from).is_none() {
                judge.not_serving("person", self.from);
            }
            let held = person
                .posts
                .iter()
                .any(|post| post.title == title && post.unit == self.unit && post.until.is_none_or(|until| until > self.from));
            if held {
                judge.no("title", &rules::POST_HELD);
            }
            judge.fact(
                &self.unit,
                self.from,
                PostAssigned { from: self.from, person: person.id, title: title.to_owned(), unit: self.unit.clone() },
            );
        }
        judge.done()
    }
}

impl Command for EndPost {
    const NAME: &'static str = "people.end_post";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_about(states, self.person, self.until)
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.day("until", self.until);
        if let Some(person) = judge.person(self.person) {
            match person.posts.iter().find(|post| post.since_seq == self.assigned) {
                None => judge.faults.push(rules::RECORD.refuse().with("seq", self.assigned).at("assigned")),
                Some(post) if post.until == Some(self.until) => {}
                Some(post) => {
                    if self.until <= post.from {
                        judge.no("until", &rules::BACKWARDS);
                    }
                    judge.fact(&post.unit, self.until, PostEnded { assigned: self.assigned, person: person.id, until: self.until });
                }
            }
        }
        judge.done()
    }
}
