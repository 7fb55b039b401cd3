//! From an address to a figure's question, and the permission to ask it: the same for machines and for pages.

use nc_figures::{Definition, Value};
use nc_kernel::{Actor, Period, UnitPath};
use nc_people::{Action, Scope};
use nc_store::{Question, Rows};

use crate::api::bearer::Bearer;
use crate::app::App;
use crate::asked::Asked;
use crate::problem::Problem;

/// Rows a page has when the asker does not say.
const ROWS: usize = 100;
/// Rows read at a time to note whose facts a proof holds.
const PROVED: usize = 1_000;

/// What somebody may ask: a unit they may read figures of, a time, and a day of knowledge.
pub(crate) struct View {
    pub scope: Scope,
    pub unit: UnitPath,
    pub asked: Asked,
    pub period: Period,
}

impl View {
    /// The unit asked for, or the first the actor may read; `whole` is the period when none is asked for.
    pub(crate) fn new(app: &App, actor: &Actor, asked: Asked, whole: Period) -> Result<Self, Problem> {
        let unit = match &asked.unit {
            Some(unit) => unit.clone(),
            None => match app.store.scopes(actor, Action::ReadFigures).first() {
                Some(scope) => scope.path().clone(),
                None => app.store.bureau_path()?,
            },
        };
        let scope = app.store.allow(actor, Action::ReadFigures, &unit)?;
        let period = asked.period(whole, app.store.now().day());
        Ok(Self { scope, unit, asked, period })
    }

    /// As [`View::new`], as far as a token goes.
    pub(crate) fn within(app: &App, bearer: &Bearer, asked: Asked, whole: Period) -> Result<Self, Problem> {
        let scope = bearer.scope(app, Action::ReadFigures, asked.unit.as_ref())?;
        let period = asked.period(whole, app.store.now().day());
        Ok(Self { unit: scope.path().clone(), scope, asked, period })
    }

    pub(crate) fn question(&self, definition: &Definition) -> Question {
        self.question_over(definition, self.period)
    }

    pub(crate) fn question_over(&self, definition: &Definition, period: Period) -> Question {
        let part = self.asked.part.clone().and_then(|part| definition.narrowed(part));
        let definition = part.unwrap_or_else(|| definition.clone());
        Question { definition, unit: self.unit.clone(), period, known_on: self.asked.known_on }
    }

    pub(crate) async fn value(&self, app: &App, definition: &Definition) -> Result<Value, Problem> {
        Ok(app.store.value(&self.scope, &self.question(definition)).await?)
    }

    /// One page of the rows behind `definition`, as far as `actor` may open rows.
    pub(crate) async fn rows(&self, app: &App, actor: &Actor, definition: &Definition) -> Result<Rows, Problem> {
        self.rows_of(app, actor, &app.store.scopes(actor, Action::ReadRows), definition).await
    }

    /// As [`View::rows`], as far as `visible` goes.
    pub(crate) async fn rows_of(&self, app: &App, actor: &Actor, visible: &[Scope], definition: &Definition) -> Result<Rows, Problem> {
        let question = self.question(definition);
        let wanted = self.asked.limit.unwrap_or(ROWS);
        let page = app.store.rows(&self.scope, visible, &question, self.asked.cursor.clone(), wanted).await?;
        let people: Vec<_> = page.rows.iter().filter_map(|row| row.entry.person).collect();
        app.store.note_reading(actor.user, &format!("rows:{}", definition.id), &people).await?;
        Ok(page)
    }

    /// The proof file of `definition`, always of all its parts: an outsider recounts what the ledger defines. It holds every fact behind the figure, so it takes the permission to open rows.
    pub(crate) async fn proof(&self, app: &App, actor: &Actor, definition: &Definition) -> Result<Vec<u8>, Problem> {
        app.store.allow(actor, Action::ReadRows, &self.unit)?;
        self.note_everybody(app, actor, definition).await?;
        Ok(app.store.prove(&self.scope, &self.whole(definition)).await?)
    }
}

impl View {
    /// The question without a part.
    fn whole(&self, definition: &Definition) -> Question {
        Question { definition: definition.clone(), ..self.question(definition) }
    }

    /// Notes that a file about everybody behind `definition` is about to leave.
    async fn note_everybody(&self, app: &App, actor: &Actor, definition: &Definition) -> Result<(), Problem> {
        let (visible, question) = (app.store.scopes(actor, Action::ReadRows), self.whole(definition));
        let mut cursor = None;
        loop {
            let page = app.store.rows(&self.scope, &visible, &question, cursor, PROVED).await?;
            let people: Vec<_> = page.rows.iter().filter_map(|row| row.entry.person).collect();
            app.store.note_reading(actor.user, &format!("proof:{}", definition.id), &people).await?;
            match page.next {
                Some(next) => cursor = Some(next),
                None => return Ok(()),
            }
        }
    }
}

/// `study.rotation.runs`, or one version of it, `study.rotation.runs@1`.
pub(crate) fn definition(app: &App, id: &str) -> Result<Definition, Problem> {
    app.store.published().catalogue().find(id).cloned().ok_or(Problem::Missing("指标", "figure"))
}
