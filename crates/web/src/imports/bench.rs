//! 导入台: where the sheet somebody uploaded stands, how far it is, and what came of it. All of it lies in the job table, so
//! that closing the tab, or starting the server anew, loses nothing: whoever finds a job whose worker died takes it up again.

use nc_kernel::{Micros, UserId};
use nc_office::CellFault;
use nc_store::{Errand, Import, ImportStep, JobState};
use serde::{Deserialize, Serialize};

use super::judge::{Outcome, Stage};
use super::undo::{Grounds, Taken, Undone};
use crate::app::App;
use crate::problem::Problem;

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    pub zh: String,
    pub en: String,
}

impl Told {
    /// Why a sheet could not be judged at all.
    pub(super) fn of(problem: &Problem) -> Self {
        let (mut zh, mut en) = (vec![problem.zh()], vec![problem.en()]);
        for refusal in problem.refusals() {
            zh.push(refusal.zh());
            en.push(refusal.en());
        }
        Self { zh: zh.join(" "), en: en.join(" ") }
    }
}

/// A sentence about a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OfCell {
    pub line: u32,
    pub column: u32,
    pub cell: String,
    pub says: Told,
}

impl OfCell {
    /// As the sheet with errors takes it, which shows the sentence and not its code.
    pub(super) fn fault(&self) -> CellFault {
        CellFault::new(self.line, self.column, "kept", &self.says.zh, &self.says.en)
    }
}

/// What a sheet became on the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Recorded {
    pub first_seq: u64,
    pub facts: u64,
    pub recorded_at: Micros,
    /// By which it can be undone.
    pub taken: Taken,
}

/// What judging found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Found {
    pub lines: u32,
    /// Those whose person was found.
    pub rows: usize,
    /// Facts added, or that would be.
    pub added: u64,
    pub faults: Vec<OfCell>,
    pub notes: Vec<(String, Told)>,
    /// Where it was taken in.
    pub recorded: Option<Recorded>,
}

impl Found {
    /// What came of work asked for at `since`. A receipt given since then is this work's, though another worker began it
    /// and died before it could say so.
    pub(super) fn of(outcome: Outcome, since: Micros) -> Self {
        let told = |zh, en| Told { zh, en };
        let mut added = outcome.added;
        let recorded = outcome.receipt.zip(outcome.command).map(|((receipt, _), command)| {
            if receipt.recorded_at >= since {
                added = receipt.facts;
            }
            Recorded { first_seq: receipt.first_seq, facts: receipt.facts, recorded_at: receipt.recorded_at, taken: command.into() }
        });
        let faults = outcome.faults.into_iter();
        Self {
            lines: outcome.lines,
            rows: outcome.rows,
            added,
            faults: faults.map(|f| OfCell { line: f.line, column: f.column, cell: f.cell, says: told(f.zh, f.en) }).collect(),
            notes: outcome.notes.into_iter().map(|note| (note.cell, told(note.zh, note.en))).collect(),
            recorded,
        }
    }
}

/// What lies sealed beside a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Content {
    /// What undoing needs.
    ToUndo(Recorded, Grounds),
    /// It was judged; taken in where that was asked for and nothing was wrong.
    Found(Found),
    /// It was taken in and undone.
    Undone(Undone),
    /// It could not be worked at.
    Stopped(Told),
}

/// How far a worker is, as it stands in the row.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Far {
    Reading,
    People(u64, u64),
    Rules,
    Undoing(u64, u64),
}

/// One line about `stage`.
pub(super) fn line(stage: Stage) -> String {
    let far = match stage {
        Stage::Reading => Far::Reading,
        Stage::People(done, all) => Far::People(done, all),
        Stage::Rules => Far::Rules,
        Stage::Undoing(done, all) => Far::Undoing(done, all),
    };
    serde_json::to_string(&far).unwrap_or_default()
}

/// Where a sheet stands.
#[derive(Debug)]
pub(super) enum State {
    /// It waits for a worker or one is at it.
    Running { stage: Stage, since: Micros, attempts: i64 },
    /// Work at it is over.
    Over(Box<Content>),
}

impl State {
    fn of(errand: &Errand) -> Self {
        match errand.state {
            JobState::Waiting | JobState::Running => {
                let start = if errand.import.step == ImportStep::Undo { Stage::Undoing(0, 0) } else { Stage::Reading };
                let stage = match serde_json::from_str(&errand.progress) {
                    Ok(Far::People(done, all)) => Stage::People(done, all),
                    Ok(Far::Rules) => Stage::Rules,
                    Ok(Far::Undoing(done, all)) => Stage::Undoing(done, all),
                    Ok(Far::Reading) | Err(_) => start,
                };
                Self::Running { stage, since: errand.import.since, attempts: errand.attempts }
            }
            // What an earlier version of this program left cannot be read; the sheet is still there to be judged again.
            JobState::Done => Self::Over(Box::new(content(errand).unwrap_or_else(|| Content::Stopped(Told::of(&Problem::Fault))))),
            JobState::Failed => Self::Over(Box::new(Content::Stopped(Told::of(&Problem::Fault)))),
        }
    }
}

/// What lies sealed beside `errand`.
pub(super) fn content(errand: &Errand) -> Option<Content> {
    serde_json::from_slice(&errand.content).ok()
}

/// Where the sheet of `user` stands.
pub(super) async fn state(app: &App, user: UserId) -> Result<Option<State>, Problem> {
    Ok(app.store.errand(user).await?.as_ref().map(State::of))
}

/// Asks for `step` with `sheet`; `false` while another piece of work for this person is under way.
pub(super) async fn ask(app: &App, user: UserId, sheet: String, step: ImportStep, content: Option<&Content>) -> Result<bool, Problem> {
    let import = Import { user, sheet, step, since: app.store.now() };
    let content = content.map(serde_json::to_vec).transpose().map_err(|_| Problem::Fault)?.unwrap_or_default();
    Ok(app.store.entrust(import, &content, &mut app.ids()).await?)
}
