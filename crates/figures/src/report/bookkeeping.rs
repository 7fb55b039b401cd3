//! A report over time, folded from its facts.

use nc_kernel::{Actor, Aggregate, Change, Day, Micros, Period, Recorded, UnitPath};

use super::document::Document;
use super::fact::{Fact, ReportId};
use super::header::Setting;
use super::people::NotNames;

/// 报告: its draft, and its release once there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    draft: Option<Draft>,
    release: Option<Release>,
    corrected_by: Option<ReportId>,
}

/// 草稿.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The text with its bindings.
    pub template: String,
    /// The unit it is about.
    pub unit: UnitPath,
    /// The period bindings are about where the text names none.
    pub period: Option<Period>,
    /// The day period words go by where the header names none.
    pub as_of: Day,
    /// Whether the bureau is an invented one.
    pub synthetic: bool,
    /// The released report it shall correct.
    pub corrects: Option<ReportId>,
    /// What was found to be somebody's name and is none, by whoever saved the present text.
    pub not_names: Option<NotNames>,
    /// Everybody who wrote at it, first the preparer.
    pub preparers: Vec<Actor>,
    /// When it was first saved.
    pub drafted_at: Micros,
    /// The fact that holds the present text.
    pub seq: u64,
}

/// 签发稿.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The document.
    pub document: Document,
    /// Who released it.
    pub releaser: Actor,
    /// When.
    pub released_at: Micros,
    /// The fact that holds it.
    pub seq: u64,
}

/// Where a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 草稿.
    Draft,
    /// 已签发.
    Released,
    /// 已签发，后被更正.
    Corrected,
}

impl Report {
    /// The draft; `None` when nothing of the report was ever recorded.
    #[must_use]
    pub fn draft(&self) -> Option<&Draft> {
        self.draft.as_ref()
    }

    /// The release.
    #[must_use]
    pub fn release(&self) -> Option<&Release> {
        self.release.as_ref()
    }

    /// The report that corrected it.
    #[must_use]
    pub fn corrected_by(&self) -> Option<ReportId> {
        self.corrected_by
    }

    /// Where it stands.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match (&self.release, self.corrected_by) {
            (None, _) => Stage::Draft,
            (Some(_), None) => Stage::Released,
            (Some(_), Some(_)) => Stage::Corrected,
        }
    }
}

impl Draft {
    /// What the template is read with, on `date`.
    #[must_use]
    pub fn setting(&self, date: Day) -> Setting {
        Setting { as_of: self.as_of, period: self.period, unit: self.unit.clone(), synthetic: self.synthetic, date }
    }
}

impl Aggregate for Report {
    type Fact = Fact;
    const FAMILY: &'static str = "report";

    fn changes(&self, _: &Recorded<Fact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, recorded: &Recorded<Fact>) {
        let (seq, actor) = (recorded.seq, recorded.actor.clone());
        match &recorded.fact {
            Fact::Drafted(body) => {
                self.draft = Some(Draft {
                    template: body.template.clone(),
                    unit: body.unit.clone(),
                    period: body.period,
                    as_of: body.as_of,
                    synthetic: body.synthetic,
                    corrects: body.corrects,
                    not_names: body.not_names.clone(),
                    preparers: vec![actor],
                    drafted_at: recorded.recorded_at,
                    seq,
                });
            }
            Fact::Revised(body) => {
                if let Some(draft) = &mut self.draft {
                    draft.template.clone_from(&body.template);
                    draft.not_names.clone_from(&body.not_names);
                    draft.seq = seq;
                    if !draft.preparers.contains(&actor) {
                        draft.preparers.push(actor);
                    }
                }
            }
            Fact::Released(body) => {
                self.release = Some(Release { document: body.document.clone(), releaser: actor, released_at: recorded.recorded_at, seq });
            }
            Fact::Corrected(body) => self.corrected_by = Some(body.by),
        }
    }
}
