//! What people want of a report. Only [`crate::Store`] builds these: they carry computed values.

use nc_figures::report::{Corrected, Document, Drafted, Fact, NotNames, Released, Report, ReportId, Revised, Template, rules};
use nc_kernel::{Aggregate, Draft, Need, Period, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use serde::Serialize;

/// 起草.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DraftReport {
    pub(super) corrects: Option<ReportId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) not_names: Option<NotNames>,
    pub(super) period: Option<Period>,
    pub(super) report: ReportId,
    pub(super) synthetic: bool,
    pub(super) template: String,
    pub(super) unit: UnitPath,
}

/// 修改草稿.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviseReport {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) not_names: Option<NotNames>,
    pub(super) report: ReportId,
    pub(super) template: String,
}

/// 签发. What was computed is no part of its content: asked again with the same key it is the same wish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReleaseReport {
    pub(super) corrects: Option<ReportId>,
    #[serde(skip)]
    pub(super) document: Document,
    pub(super) draft_seq: u64,
    pub(super) report: ReportId,
}

fn fact(report: ReportId, unit: &UnitPath, ctx: &Ctx<'_>, fact: impl Into<Fact>) -> Result<Draft, Refused> {
    Draft::new(StreamId::new(Report::FAMILY, report), unit.clone(), ctx.today(), &fact.into())
        .map_err(|_| rules::UNWRITABLE.refuse().into())
}

/// The report that is to be corrected must have gone out, and must be the last word so far.
fn correctable(states: &States, corrects: Option<ReportId>) -> Result<Option<(ReportId, UnitPath)>, Refused> {
    let Some(id) = corrects else { return Ok(None) };
    let draft = states.get::<Report>(id).and_then(|report| report.draft().map(|draft| (report, draft)));
    let (report, draft) = draft.ok_or_else(|| rules::UNKNOWN.refuse().at("corrects"))?;
    if report.release().is_none() {
        return Err(rules::NOT_RELEASED.refuse().at("corrects").into());
    }
    match report.corrected_by() {
        Some(by) => Err(rules::CORRECTED.refuse().with("by", by).at("corrects").into()),
        None => Ok(Some((id, draft.unit.clone()))),
    }
}

fn unit_of(states: &States, report: ReportId, action: Action) -> Vec<(Action, UnitPath)> {
    states.get::<Report>(report).and_then(Report::draft).map(|draft| (action, draft.unit.clone())).into_iter().collect()
}

impl Command for DraftReport {
    const NAME: &'static str = "report.draft";

    fn needs(&self) -> Vec<Need> {
        [Some(self.report), self.corrects].into_iter().flatten().map(Need::of::<Report>).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let corrected = self.corrects.map(|id| unit_of(states, id, Action::DraftReport)).unwrap_or_default();
        [vec![(Action::DraftReport, self.unit.clone())], corrected].concat()
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        Template::parse(&self.template)?;
        correctable(states, self.corrects)?;
        if states.get::<Report>(self.report).is_some_and(|report| report.draft().is_some()) {
            return Err(rules::DRAFT_MOVED.refuse().into());
        }
        let drafted = Drafted {
            as_of: self.period.map_or_else(|| ctx.today(), |period| period.to),
            corrects: self.corrects,
            not_names: self.not_names.clone(),
            period: self.period,
            synthetic: self.synthetic,
            template: self.template.clone(),
            unit: self.unit.clone(),
        };
        Ok(vec![fact(self.report, &self.unit, ctx, drafted)?].into())
    }
}

impl Command for ReviseReport {
    const NAME: &'static str = "report.revise";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Report>(self.report)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        unit_of(states, self.report, Action::DraftReport)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        Template::parse(&self.template)?;
        let (report, draft) = known(states, self.report)?;
        if report.release().is_some() {
            return Err(rules::RELEASED.refuse().into());
        }
        if draft.template == self.template && draft.not_names == self.not_names {
            return Ok(Decision::default());
        }
        let revised = Revised { not_names: self.not_names.clone(), template: self.template.clone() };
        Ok(vec![fact(self.report, &draft.unit, ctx, revised)?].into())
    }
}

impl Command for ReleaseReport {
    const NAME: &'static str = "report.release";

    fn needs(&self) -> Vec<Need> {
        [Some(self.report), self.corrects].into_iter().flatten().map(Need::of::<Report>).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        unit_of(states, self.report, Action::ReleaseReport)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (report, draft) = known(states, self.report)?;
        if report.release().is_some() {
            return Err(rules::RELEASED.refuse().into());
        }
        // One person with two accounts is still one person.
        let person = |user| ctx.directory.users().find(|u| u.id == user).and_then(|u| u.person);
        let own = person(ctx.actor.user);
        if draft.preparers.iter().any(|p| p == ctx.actor || (own.is_some() && person(p.user) == own)) {
            return Err(rules::SAME_PERSON.refuse().into());
        }
        if draft.seq != self.draft_seq || draft.corrects != self.corrects {
            return Err(rules::DRAFT_MOVED.refuse().into());
        }
        let corrected = correctable(states, self.corrects)?;
        let released = Released { corrects: self.corrects, document: self.document.clone(), draft_seq: self.draft_seq };
        let mut facts = vec![fact(self.report, &draft.unit, ctx, released)?];
        if let Some((id, unit)) = corrected {
            facts.push(fact(id, &unit, ctx, Corrected { by: self.report })?);
        }
        Ok(facts.into())
    }
}

fn known(states: &States, id: ReportId) -> Result<(&Report, &nc_figures::report::Draft), Refused> {
    let found = states.get::<Report>(id).and_then(|report| report.draft().map(|draft| (report, draft)));
    found.ok_or_else(|| rules::UNKNOWN.refuse().into())
}
