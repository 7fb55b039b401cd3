//! What a report is to be made of, as it comes.

use nc_figures::report::{Document, NotNames, ReportId};
use nc_kernel::refusal::No;
use nc_kernel::{Day, Period, Refusal, Rule, UnitPath};
use nc_people::access::Action;
use nc_store::ReportSource;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::schema;
use crate::app::App;
use crate::asked::BACKWARDS;
use crate::problem::Problem;

/// Places without a reason cannot be: the reason is a field. A reason without places says nothing.
static NO_PLACES: Rule = Rule::new("web.report.no_places", No::Invalid, "没有写明哪些位置不是姓名", "no place is named that is no name");

/// 起草内容.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedReport {
    /// The text with its bindings.
    template: String,
    /// The unit it is about; the first the user may draft for by default.
    #[serde(default)]
    unit: Option<UnitPath>,
    /// First day of the period of bindings that name none.
    #[serde(default)]
    period_from: Option<Day>,
    /// Last day of it.
    #[serde(default)]
    period_to: Option<Day>,
    /// The released report it shall correct.
    #[serde(default)]
    corrects: Option<ReportId>,
    /// Places that were refused as somebody's name and are none.
    #[serde(default)]
    not_names: Option<NotNames>,
}

/// 修改内容.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedRevision {
    /// The text with its bindings.
    pub template: String,
    /// Places that were refused as somebody's name and are none.
    #[serde(default)]
    pub not_names: Option<NotNames>,
}

/// Refuses a decision about no place.
pub(crate) fn decided(not_names: Option<&NotNames>) -> Result<(), Problem> {
    match not_names {
        Some(kept) if kept.places.is_empty() => Err(NO_PLACES.refuse().at("not_names.places").into()),
        _ => Ok(()),
    }
}

impl WantedReport {
    /// As the store takes it, for who may draft for the unit.
    pub(crate) fn source(self, app: &App, bearer: &Bearer) -> Result<ReportSource, Problem> {
        let scope = bearer.scope(app, Action::DraftReport, self.unit.as_ref())?;
        decided(self.not_names.as_ref())?;
        let today = app.store.now().day();
        let named = self.period_from.is_some() || self.period_to.is_some();
        let period = named.then(|| Period { from: self.period_from, to: self.period_to.unwrap_or(today) });
        if period.is_some_and(|period| period.from.is_some_and(|from| from > period.to)) {
            return Err(BACKWARDS.refuse().at("period_to").into());
        }
        Ok(ReportSource {
            template: self.template,
            unit: scope.path().clone(),
            period,
            synthetic: app.label.is_some(),
            corrects: self.corrects,
            not_names: self.not_names,
        })
    }
}

/// 问题: what keeps a text from being saved.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportProblem {
    /// The rule's stable code.
    code: &'static str,
    /// Line and character of the template, `12:8`.
    #[schema(required)]
    place: Option<String>,
    zh: String,
    en: String,
}

impl From<&Refusal> for ReportProblem {
    fn from(refusal: &Refusal) -> Self {
        Self { code: refusal.rule.code, place: refusal.place.clone(), zh: refusal.zh(), en: refusal.en() }
    }
}

/// 预览.
#[derive(Serialize, ToSchema)]
pub(crate) struct PreviewedReport {
    /// Whether it can be saved.
    pub sound: bool,
    pub problems: Vec<ReportProblem>,
    #[schema(schema_with = schema::report_document)]
    pub document: Document,
}
