//! Drafting, revising, releasing.

use nc_figures::report::{NotNames, Rendered, ReportId, Setting, Template, rules};
use nc_kernel::{Actor, Period, UnitPath};
use nc_people::access::Action;

use super::answers::unknown;
use super::command::{DraftReport, ReleaseReport, ReviseReport};
use super::read::in_view;
use crate::Store;
use crate::error::StoreError;
use crate::receipts::Receipt;

/// What a report is drafted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportSource {
    /// The text with its bindings.
    pub template: String,
    /// The unit it is about; bindings may name units within it.
    pub unit: UnitPath,
    /// The period bindings are about where they name none; takes precedence over the header's.
    pub period: Option<Period>,
    /// Whether the bureau is an invented one: the title then says 演示数据.
    pub synthetic: bool,
    /// The released report it shall correct.
    pub corrects: Option<ReportId>,
    /// Places that were refused as somebody's name and are none.
    pub not_names: Option<NotNames>,
}

impl Store {
    /// The text a draft would have with the figures as they are now, and every problem. Nothing is saved.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the template names somebody, cannot be read or names unknown figures, or the actor may
    /// not draft.
    pub async fn preview_report(&self, actor: &Actor, source: &ReportSource) -> Result<Rendered, StoreError> {
        self.allow(actor, Action::DraftReport, &source.unit)?;
        let mut view = self.view().await?;
        self.names_nobody(&mut view, &source.template, source.not_names.as_ref()).await?;
        let template = Template::parse(&source.template)?;
        self.rendered(&mut view, &template, &self.setting(source)).await
    }

    /// The same, of a draft that is saved.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is none the actor may see.
    pub async fn preview_saved(&self, actor: &Actor, report: ReportId) -> Result<Rendered, StoreError> {
        let mut view = self.view().await?;
        let found = in_view(&mut view, self.bureau, report).await?;
        let draft = found.draft().filter(|draft| self.may_work_at(actor, &draft.unit)).ok_or_else(unknown)?;
        self.rendered(&mut view, &Template::parse(&draft.template)?, &draft.setting(self.clock.now().day())).await
    }

    /// Saves a draft. Its id follows from `key`, so asking again with the same key saves nothing twice.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with every problem of the text (somebody's name, a number bound to nothing, words that are
    /// not true).
    pub async fn draft_report(&self, actor: &Actor, key: &str, source: ReportSource) -> Result<(ReportId, Receipt), StoreError> {
        self.allow(actor, Action::DraftReport, &source.unit)?;
        let mut view = self.view().await?;
        self.names_nobody(&mut view, &source.template, source.not_names.as_ref()).await?;
        self.sound(&mut view, &source.template, &self.setting(&source)).await?;
        drop(view);
        let report = ReportId::of_key(key);
        let ReportSource { template, unit, period, synthetic, corrects, not_names } = source;
        let command = DraftReport { corrects, not_names, period, report, synthetic, template, unit };
        Ok((report, self.execute(actor, key, command).await?))
    }

    /// Gives a draft another text.
    ///
    /// # Errors
    /// As [`Store::draft_report`]; and when it is released.
    pub async fn revise_report(
        &self,
        actor: &Actor,
        key: &str,
        report: ReportId,
        (template, not_names): (String, Option<NotNames>),
    ) -> Result<Receipt, StoreError> {
        let mut view = self.view().await?;
        let found = in_view(&mut view, self.bureau, report).await?;
        let draft = found.draft().filter(|draft| self.may_work_at(actor, &draft.unit)).ok_or_else(unknown)?;
        self.allow(actor, Action::DraftReport, &draft.unit)?;
        self.names_nobody(&mut view, &template, not_names.as_ref()).await?;
        self.sound(&mut view, &template, &draft.setting(self.clock.now().day())).await?;
        drop(view);
        self.execute(actor, key, ReviseReport { not_names, report, template }).await
    }

    /// Releases a draft: computes every figure now, checks every word again, and appends the finished document.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the actor prepared it or may not release, the text has problems, or the draft was
    /// revised meanwhile.
    pub async fn release_report(&self, actor: &Actor, key: &str, report: ReportId) -> Result<Receipt, StoreError> {
        let mut view = self.view().await?;
        let found = in_view(&mut view, self.bureau, report).await?;
        let draft = found.draft().filter(|draft| self.may_work_at(actor, &draft.unit)).ok_or_else(unknown)?;
        self.allow(actor, Action::ReleaseReport, &draft.unit)?;
        if draft.preparers.contains(actor) {
            return Err(StoreError::Refused(rules::SAME_PERSON.refuse().into()));
        }
        // What went out already is answered by its receipt, or refused, without counting anything again.
        let document = match found.release() {
            Some(release) => release.document.clone(),
            None => {
                // Somebody may have joined the bureau since the draft was saved.
                self.names_nobody(&mut view, &draft.template, draft.not_names.as_ref()).await?;
                self.sound(&mut view, &draft.template, &draft.setting(self.clock.now().day())).await?
            }
        };
        drop(view);
        let command = ReleaseReport { corrects: draft.corrects, document, draft_seq: draft.seq, report };
        self.execute(actor, key, command).await
    }

    fn setting(&self, source: &ReportSource) -> Setting {
        let today = self.clock.now().day();
        let as_of = source.period.map_or(today, |period| period.to);
        Setting { as_of, period: source.period, unit: source.unit.clone(), synthetic: source.synthetic, date: today }
    }

    pub(super) fn may_work_at(&self, actor: &Actor, unit: &UnitPath) -> bool {
        [Action::DraftReport, Action::ReleaseReport].into_iter().any(|action| self.allow(actor, action, unit).is_ok())
    }
}
