//! 撤销导入: every row an import recorded and that still stands is corrected, each with the reason and the authority. The
//! rows stay in the ledger; a row that was corrected since is left as it is.
//!
//! A study row is withdrawn, and so is the placement of an intern who was entered. A training mark cannot be: it becomes "absent",
//! with the reason beside it.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use nc_capability::internship::BatchId;
use nc_capability::internship::command::WithdrawPlacement;
use nc_capability::training::command as training;
use nc_capability::training::{Class, ClassId, Status};
use nc_intake::{Area, ImportCommand};
use nc_kernel::{Actor, PersonId};
use nc_organisation::study::{self, Run, RunId};
use nc_people::access::Action;
use nc_store::{Receipt, StoreError};

use serde::{Deserialize, Serialize};

use super::bench::{Recorded, Told};
use super::judge::Stage;
use crate::app::App;
use crate::problem::Problem;

/// What was taken in, as far as undoing it needs: of interns the batches alone, because their rows name students.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Taken {
    Training(training::ImportRoster),
    Study(study::ImportRoster),
    Internship(Vec<BatchId>),
}

impl From<ImportCommand> for Taken {
    fn from(command: ImportCommand) -> Self {
        match command {
            ImportCommand::Training(command) => Self::Training(command),
            ImportCommand::Study(command) => Self::Study(command),
            ImportCommand::Internship(command) => {
                let batches: BTreeSet<BatchId> = command.rows.iter().map(|row| row.batch).collect();
                Self::Internship(batches.into_iter().collect())
            }
        }
    }
}

impl Taken {
    pub fn area(&self) -> Area {
        match self {
            Self::Training(_) => Area::Training,
            Self::Study(_) => Area::Study,
            Self::Internship(_) => Area::Internship,
        }
    }

    fn rows(&self) -> u64 {
        let rows = match self {
            Self::Training(import) => import.rows.len(),
            Self::Study(import) => import.rows.len(),
            Self::Internship(_) => 0,
        };
        u64::try_from(rows).unwrap_or(u64::MAX)
    }
}

/// What came of undoing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Undone {
    /// Rows corrected.
    pub corrected: u64,
    /// Rows the rules left as they are, with why; each reason once.
    pub refused: Vec<Told>,
    pub left: u64,
}

/// Why, and by whose order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Grounds {
    pub reason: String,
    pub authority: String,
}

pub(super) async fn undo(
    app: &App,
    actor: &Actor,
    recorded: &Recorded,
    grounds: &Grounds,
    mut at: impl FnMut(Stage) + Send,
) -> Result<Undone, Problem> {
    let all = recorded.taken.rows();
    let ours = |seq: u64| seq >= recorded.first_seq && seq < recorded.first_seq + recorded.facts;
    let keys = format!("{}/undo/{}/", actor.user, recorded.first_seq);
    let key = |seq: u64| format!("{keys}{seq}");
    // Whoever began and died left rows corrected: their marks are no longer ours, their receipts say how many there are.
    let corrected = app.store.receipts_under(&keys).await?;
    let mut undone = Undone { corrected, ..Undone::default() };
    let visible = app.store.scopes(actor, Action::ReadRows);
    let (reason, authority) = (&grounds.reason, &grounds.authority);
    match &recorded.taken {
        Taken::Training(import) => {
            let mut classes: HashMap<ClassId, Class> = HashMap::new();
            for (n, row) in (0..).zip(&import.rows) {
                at(Stage::Undoing(n, all));
                if let Entry::Vacant(unread) = classes.entry(row.class) {
                    unread.insert(app.store.class(&visible, row.class).await?.unwrap_or_default());
                }
                let mark = classes.get(&row.class).and_then(|class| class.mark(row.person)).filter(|mark| ours(mark.seq));
                let Some(mark) = mark else { continue };
                let correct = correct_class(row.class, row.person, mark.seq, reason, authority);
                undone.note(app.store.execute(actor, key(mark.seq), correct).await)?;
            }
        }
        Taken::Study(import) => {
            let mut runs: HashMap<RunId, Run> = HashMap::new();
            for (n, row) in (0..).zip(&import.rows) {
                at(Stage::Undoing(n, all));
                if let Entry::Vacant(unread) = runs.entry(row.run) {
                    unread.insert(app.store.run(&visible, row.run).await?.unwrap_or_default());
                }
                let mark = runs.get(&row.run).and_then(|run| run.mark(row.person)).filter(|mark| ours(mark.seq));
                let Some(mark) = mark else { continue };
                let (reason, authority) = (reason.clone(), authority.clone());
                let correct = study::CorrectMark { run: row.run, person: row.person, to: None, reason, authority };
                undone.note(app.store.execute(actor, key(mark.seq), correct).await)?;
            }
        }
        Taken::Internship(batches) => {
            let mut entered = Vec::new();
            for batch in batches {
                entered.extend(app.store.placements_entered(&visible, *batch).await?.into_iter().filter(|(_, seq)| ours(*seq)));
            }
            let all = entered.len() as u64;
            for (n, (placement, seq)) in (0..).zip(entered) {
                at(Stage::Undoing(n, all));
                let withdraw = WithdrawPlacement { placement, reason: reason.clone(), authority: authority.clone() };
                undone.note(app.store.execute(actor, key(seq), withdraw).await)?;
            }
        }
    }
    Ok(undone)
}

fn correct_class(class: ClassId, person: PersonId, seq: u64, reason: &str, authority: &str) -> training::CorrectMark {
    training::CorrectMark {
        class,
        person,
        corrects: Some(seq),
        status: Status::Absent,
        credit_minutes: None,
        sittings: None,
        reason: reason.to_owned(),
        authority: authority.to_owned(),
    }
}

impl Undone {
    fn note(&mut self, done: Result<Receipt, StoreError>) -> Result<(), Problem> {
        match done {
            Ok(_) => self.corrected += 1,
            Err(StoreError::Refused(refused)) => {
                self.left += 1;
                for refusal in refused.0 {
                    let told = Told { zh: refusal.zh(), en: refusal.en() };
                    if !self.refused.contains(&told) {
                        self.refused.push(told);
                    }
                }
            }
            Err(fault) => return Err(fault.into()),
        }
        Ok(())
    }
}
