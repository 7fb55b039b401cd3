//! The command a roster becomes.

use std::collections::HashSet;

use nc_capability::training::ClassId;
use nc_capability::{internship, training};
use nc_kernel::{Actor, Refused};
use nc_office::{Binding, CellFault};
use nc_organisation::study::{self, RunId};
use nc_people::command::Command;
use nc_store::{Store, StoreError};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::matching::Matched;
use crate::rehearse::rehearse;
use crate::words::{study_status, training_status};

/// All rows of a file as one command, so that they are taken in whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportCommand {
    /// Of training.
    Training(training::command::ImportRoster),
    /// Of study.
    Study(study::ImportRoster),
    /// Of interns.
    Internship(internship::command::ImportRoster),
}

impl ImportCommand {
    /// The command of rows of interns.
    #[must_use]
    pub fn interns(rows: Vec<internship::command::RosterRow>) -> Self {
        Self::Internship(internship::command::ImportRoster { rows })
    }

    /// The command of lines of attendance of training; `fixed` is the serial of the class all are of, where one is named.
    #[must_use]
    pub fn training(fixed: Option<&str>, lines: &[Matched]) -> Self {
        let row = |line: &Matched| training::command::ImportRow {
            place: place(line.line),
            class: ClassId::of_serial(serial(fixed, line)),
            person: line.person,
            status: training_status(line.status),
            credit_minutes: line.credit_minutes,
            score: line.score,
        };
        Self::Training(training::command::ImportRoster { rows: lines.iter().map(row).collect() })
    }

    /// The command of the lines of attendance that fit study; the others are faults by cell.
    #[must_use]
    pub fn study(fixed: Option<&str>, lines: &[Matched], binding: &Binding) -> (Self, Vec<CellFault>) {
        let (mut rows, mut faults) = (Vec::with_capacity(lines.len()), Vec::new());
        for line in lines {
            match study_row(line, serial(fixed, line), binding) {
                Ok(row) => rows.push(row),
                Err(fault) => faults.push(fault),
            }
        }
        (Self::Study(study::ImportRoster { rows }), faults)
    }

    /// The command's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Training(_) => training::command::ImportRoster::NAME,
            Self::Study(_) => study::ImportRoster::NAME,
            Self::Internship(_) => internship::command::ImportRoster::NAME,
        }
    }

    /// The same rows for the same people are the same wish, whoever repeats it. Of students, who are named by name and number,
    /// only `store` can tell the rows from the key.
    ///
    /// # Errors
    /// Never for rows that were read.
    pub fn key(&self, store: &Store) -> Result<String, StoreError> {
        let rows = match self {
            Self::Training(command) => serde_json::to_vec(command),
            Self::Study(command) => serde_json::to_vec(command),
            Self::Internship(command) => return Ok(format!("import/{}", store.wish_digest(command)?)),
        }
        .map_err(|e| StoreError::Unusable(e.to_string()))?;
        let hash = Sha256::new().chain_update(self.name()).chain_update([0]).chain_update(rows);
        Ok(format!("import/{}", hex::encode(hash.finalize())))
    }

    /// Its fields, as it is asked for by name.
    ///
    /// # Errors
    /// Never for rows that were read.
    pub fn input(&self) -> Result<serde_json::Value, StoreError> {
        let input = match self {
            Self::Training(command) => serde_json::to_value(command),
            Self::Study(command) => serde_json::to_value(command),
            Self::Internship(command) => serde_json::to_value(command),
        };
        input.map_err(|e| StoreError::Unusable(e.to_string()))
    }

    /// How many rows it holds.
    #[must_use]
    pub fn rows(&self) -> usize {
        match self {
            Self::Training(command) => command.rows.len(),
            Self::Study(command) => command.rows.len(),
            Self::Internship(command) => command.rows.len(),
        }
    }

    /// One row of each class, run or batch, in the order of the file, as a command of its own.
    #[must_use]
    pub fn one_of_each(&self) -> Vec<Self> {
        let mut seen = HashSet::new();
        match self {
            Self::Training(command) => {
                let first = command.rows.iter().filter(|row| seen.insert(row.class.0));
                first.map(|row| Self::Training(training::command::ImportRoster { rows: vec![row.clone()] })).collect()
            }
            Self::Study(command) => {
                let first = command.rows.iter().filter(|row| seen.insert(row.run.0));
                first.map(|row| Self::Study(study::ImportRoster { rows: vec![row.clone()] })).collect()
            }
            Self::Internship(command) => {
                let first = command.rows.iter().filter(|row| seen.insert(row.batch.0));
                first.map(|row| Self::interns(vec![row.clone()])).collect()
            }
        }
    }

    /// The places of its rows that are of the same class, run or batch as the first row of `other`.
    #[must_use]
    pub fn places_of(&self, other: &Self) -> Vec<&str> {
        match (self, other) {
            (Self::Training(all), Self::Training(one)) => {
                let class = one.rows.first().map(|row| row.class);
                all.rows.iter().filter(|row| Some(row.class) == class).map(|row| row.place.as_str()).collect()
            }
            (Self::Study(all), Self::Study(one)) => {
                let run = one.rows.first().map(|row| row.run);
                all.rows.iter().filter(|row| Some(row.run) == run).map(|row| row.place.as_str()).collect()
            }
            (Self::Internship(all), Self::Internship(one)) => {
                let batch = one.rows.first().map(|row| row.batch);
                all.rows.iter().filter(|row| Some(row.batch) == batch).map(|row| row.place.as_str()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Judges it without carrying it out: how many facts it would add, or every reason why not.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn rehearse(self, store: &Store, actor: &Actor, key: String) -> Result<Result<u64, Refused>, StoreError> {
        match self {
            Self::Training(command) => rehearse(store, actor, key, command).await,
            Self::Study(command) => rehearse(store, actor, key, command).await,
            Self::Internship(command) => rehearse(store, actor, key, command).await,
        }
    }
}

fn study_row(line: &Matched, serial: &str, binding: &Binding) -> Result<study::RosterRow, CellFault> {
    let run = RunId::of_serial(serial);
    if line.score.is_some() {
        return Err(binding.fault(
            line.line,
            "score",
            "no_scores",
            "学习名册不记成绩，请清空此格",
            "a study roster holds no scores; empty this cell",
        ));
    }
    let Some((status, leave)) = study_status(line.status) else {
        return Err(binding.fault(
            line.line,
            "status",
            "no_early_leave",
            "学习名册没有“早退”；请改为出勤、迟到、公假、病假、缺勤或补训",
            "a study roster knows no early leave; use present, late, official leave, sick leave, absent or make-up",
        ));
    };
    Ok(study::RosterRow {
        place: place(line.line),
        run,
        person: line.person,
        status,
        leave,
        credit_minutes: line.credit_minutes.map(i64::from),
        sittings: None,
        makes_up: (status == study::Status::MakeUp).then_some(run),
    })
}

/// What a line is of.
fn serial<'a>(fixed: Option<&'a str>, line: &'a Matched) -> &'a str {
    fixed.or(line.serial.as_deref()).unwrap_or_default()
}

/// How a line is called in a command, and in what the rules say of it.
pub(crate) fn place(line: u32) -> String {
    format!("row {line}")
}
