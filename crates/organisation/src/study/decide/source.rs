//! Documents and the pool.

use nc_kernel::Aggregate as _;
use nc_kernel::{Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::{Order, stream};
use crate::study::command::{ClearSource, DropSource, PublishSource};
use crate::study::fact::{Fact, SourceCleared, SourceDropped, SourcePublished};
use crate::study::model::SourceId;
use crate::study::rules;
use crate::study::state::{Pool, Source};
use nc_people::judge::Judge;

impl Command for PublishSource {
    const NAME: &'static str = "study.publish_source";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Source>(SourceId::of_serial(&self.serial))]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        vec![(Action::PlanStudy, self.unit.clone())]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let id = SourceId::of_serial(&self.serial);
        let mut judge = Judge::new(ctx);
        judge.serial("serial", &self.serial);
        judge.text("title", &self.title, 200);
        judge.text("issuer", &self.issuer, 100);
        judge.come("published_on", self.published_on);
        judge.unit("unit", &self.unit, judge.today);
        if states.get::<Source>(id).and_then(Source::document).is_some() {
            judge.no(rules::TWICE.refuse().with("serial", &self.serial).at("serial"));
        }
        let body = SourcePublished {
            issuer: self.issuer.clone(),
            level: self.level,
            published_on: self.published_on,
            serial: self.serial.clone(),
            title: self.title.clone(),
        };
        judge.fact::<Fact>(&stream::<Source>(id), &self.unit, self.published_on, body);
        judge.done()
    }
}

impl Command for ClearSource {
    const NAME: &'static str = "study.clear_source";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Source>(self.source), Need::only::<Pool>()]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        vec![(Action::PlanStudy, self.committee.clone())]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.come("cleared_on", self.cleared_on);
        judge.unit("committee", &self.committee, self.cleared_on);
        Order::new(None).after_source(&mut judge, states, ("cleared_on", "source"), self.cleared_on, self.source);
        if states.only::<Pool>().is_some_and(|pool| pool.item(&self.committee, self.source).is_some()) {
            judge.no(rules::CLEARED_TWICE.refuse().at("source"));
        }
        let body = SourceCleared { committee: self.committee.clone(), source: self.source };
        judge.fact::<Fact>(&StreamId::only(Pool::FAMILY), &self.committee, self.cleared_on, body);
        judge.done()
    }
}

impl Command for DropSource {
    const NAME: &'static str = "study.drop_source";

    fn needs(&self) -> Vec<Need> {
        vec![Need::only::<Pool>()]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        vec![(Action::PlanStudy, self.committee.clone())]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.come("dropped_on", self.dropped_on);
        judge.text("reason", &self.reason, 200);
        let waiting = states.only::<Pool>().and_then(|pool| pool.item(&self.committee, self.source));
        if waiting.is_none_or(|w| w.left.is_some() || w.cleared_on > self.dropped_on) {
            judge.no(rules::NOT_WAITING.refuse().at("source"));
        }
        let body = SourceDropped { committee: self.committee.clone(), reason: self.reason.clone(), source: self.source };
        judge.fact::<Fact>(&StreamId::only(Pool::FAMILY), &self.committee, self.dropped_on, body);
        judge.done()
    }
}
