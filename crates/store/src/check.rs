//! 核稿: a text against the ledger, in one view of one commit.

use nc_claims::{Article, Claim, Context};
use nc_figures::check::{Checker, Choices, Finding, HONOURS, Honours, Matched, Places, Reason, Verdict, judge};
use nc_figures::{Catalogue, Value};
use nc_kernel::{Aggregate as _, Day, Period, StreamId, UnitPath};
use nc_people::Scope;

use crate::db::Snapshot;
use crate::error::{StoreError, While, damaged};
use crate::figures::Question;
use crate::{Store, entries, log};

/// Rows of the roll of honour read at a time.
const PAGE: i64 = 5_000;

/// 待核文稿: a text and what its reader knows besides.
#[derive(Debug, Clone)]
pub struct Draft<'a> {
    /// The text.
    pub text: &'a str,
    /// The time meant where the text states none; `None` is everything through the day it was written for.
    pub period: Option<Period>,
    /// The day it was written for; `None` is the last day of which anything is recorded.
    pub as_of: Option<Day>,
    /// The unit meant where the text names none.
    pub unit: UnitPath,
    /// First day of each named campaign.
    pub campaigns: std::collections::BTreeMap<String, Day>,
}

/// 一条核对: one claim with what it is about and what the ledger says of it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The claim.
    pub claim: Claim,
    /// What it is about.
    pub matched: Matched,
    /// What the ledger says.
    pub finding: Finding,
}

/// 核稿结果.
#[derive(Debug, Clone)]
pub struct Checked {
    /// One line a claim, in the order of the text.
    pub lines: Vec<Line>,
    /// The whole reading: numbers that are no claim, sums the text states.
    pub article: Article,
    /// The day the text was taken to be written for.
    pub as_of: Day,
    /// The time taken where the text states none.
    pub period: Period,
    /// How many facts the ledger had.
    pub ledger_size: u64,
    /// Its root, hex.
    pub ledger_root: String,
}

impl Checked {
    /// How many lines have `verdict`.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.lines.iter().filter(|line| line.finding.verdict == verdict).count()
    }
}

impl Store {
    /// Reads a text and says of every claim in it what the ledger supports. `scope` is the permission to read figures;
    /// what lies outside it is not computed.
    ///
    /// # Errors
    /// [`StoreError`] when what is stored cannot be read.
    pub async fn check(&self, scope: &Scope, draft: &Draft<'_>) -> Result<Checked, StoreError> {
        let mut view = self.view().await?;
        let as_of = match (draft.as_of, draft.period) {
            (Some(day), _) => day,
            (None, Some(period)) => period.to,
            (None, None) => self.horizon(&mut view).await?,
        };
        let period = draft.period.unwrap_or_else(|| Period::up_to(as_of));
        let places = self.places(as_of)?;
        let context = Context { as_of: Some(as_of), campaigns: draft.campaigns.clone(), publisher: Some(places.bureau().to_owned()) };
        let mut article = nc_claims::read(draft.text, &context);
        let (size, root) = log::derived_head(&mut view, self.bureau).await?;
        let choices = self.choices(&mut view, size).await?;
        let catalogue = self.published.catalogue();
        let checker = Checker::new(&catalogue, &places, &choices);
        let text: Vec<char> = draft.text.chars().collect();
        let matches = checker.matches(&text, &article, period);
        let rows = if article.claims.iter().any(Honours::concerns) { self.honours(&mut view).await? } else { Vec::new() };
        let honours = Honours::new(&rows, as_of, &places);
        let mut findings = Vec::with_capacity(matches.len());
        for (position, (claim, matched)) in article.claims.iter().zip(&matches).enumerate() {
            findings.push(if Honours::concerns(claim) {
                honours.judge(&text, &article, position, &draft.unit)
            } else {
                match self.values(&mut view, &catalogue, scope, draft, matched).await? {
                    Some(values) => judge(claim, matched, &catalogue, &values),
                    None => Finding::bare(Verdict::NotCheckable, Reason::NotAllowed),
                }
            });
        }
        let claims = std::mem::take(&mut article.claims);
        let lines =
            claims.into_iter().zip(matches).zip(findings).map(|((claim, matched), finding)| Line { claim, matched, finding }).collect();
        Ok(Checked { lines, article, as_of, period, ledger_size: size, ledger_root: hex::encode(root.0) })
    }

    /// The values of what a claim is about; `None` when the viewer may not read them.
    async fn values(
        &self,
        view: &mut Snapshot,
        catalogue: &Catalogue,
        scope: &Scope,
        draft: &Draft<'_>,
        matched: &Matched,
    ) -> Result<Option<Vec<Value>>, StoreError> {
        let Some(unit) = matched.unit(&draft.unit) else { return Ok(Some(Vec::new())) };
        let mut values = Vec::new();
        for candidate in matched.meant() {
            if !scope.path().contains(unit) {
                return Ok(None);
            }
            let Some(definition) = catalogue.find(&format!("{}@{}", candidate.figure, candidate.version)).cloned() else { continue };
            let question = Question { definition, unit: unit.clone(), period: matched.period, known_on: None };
            values.push(self.value_in(view, catalogue, &question).await?);
        }
        Ok(Some(values))
    }

    /// The confirmed honours.
    async fn honours(&self, view: &mut Snapshot) -> Result<Vec<nc_kernel::Entry>, StoreError> {
        if !self.registers.iter().any(|r| r.name == HONOURS) {
            return Ok(Vec::new());
        }
        let mut all = Vec::new();
        let mut cursor = entries::Cursor::START;
        loop {
            let rows = entries::page(view, self.bureau, HONOURS, (0, i64::MAX), Some(crate::maintenance::NOW), &cursor, PAGE).await?;
            let Some(last) = rows.last() else { return Ok(all) };
            cursor = entries::Cursor::after(last);
            all.extend(entries::assemble(rows, &self.registers)?.into_iter().map(|known| known.entry));
        }
    }

    /// The units' names on `day`.
    fn places(&self, day: Day) -> Result<Places, StoreError> {
        let top = self.bureau_path()?;
        Ok(self.published.with_directory(|d| {
            let units: Vec<(String, UnitPath)> = d.units_within(&top, day).map(|u| (u.name_zh.clone(), u.path.clone())).collect();
            let name = d.unit_names(&top).last().map(|u| u.name_zh.clone()).unwrap_or_default();
            Places::new(top.clone(), &name, units)
        }))
    }

    /// The choices people made about wordings.
    async fn choices(&self, view: &mut Snapshot, size: u64) -> Result<Choices, StoreError> {
        let mut choices = Choices::default();
        for stored in log::read_stream(view, self.bureau, &StreamId::only(Choices::FAMILY), size).await? {
            choices.fold(&stored.open()?.read()?);
        }
        Ok(choices)
    }

    /// 最后入账日: the last day of which an event is recorded, today at the latest; the day a text is taken to be written
    /// for when nobody says.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn last_recorded_day(&self) -> Result<Day, StoreError> {
        self.horizon(&mut self.view().await?).await
    }

    async fn horizon(&self, view: &mut Snapshot) -> Result<Day, StoreError> {
        const LAST: &str =
            "SELECT day FROM entry WHERE bureau_id = $1 AND register = $2 AND day <= $3 AND known_to = $4 ORDER BY day DESC LIMIT 1";
        let today = self.clock.now().day();
        let mut last = None;
        for register in self.registers.iter().filter(|r| !r.lasts) {
            let day: Option<(i64,)> = on!(&mut *view, c => sqlx::query_as(LAST)
                .bind(self.bureau).bind(register.name).bind(today.key()).bind(entries::STILL_KNOWN)
                .fetch_optional(&mut **c).await)
            .during("finding the last recorded day")?;
            last = last.max(day.map(|(key,)| key));
        }
        last.map_or(Ok(today), |key| Day::from_key(key).map_err(|e| damaged("register day", e)))
    }
}
