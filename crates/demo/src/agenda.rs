//! What is to be recorded on which day.

use std::collections::BTreeMap;

use crate::days::Days;

/// Tasks by day, those of one day in the order in which they were put down.
#[derive(Debug)]
pub(crate) struct Agenda<T> {
    days: Days,
    tasks: BTreeMap<i32, Vec<T>>,
}

impl<T> Agenda<T> {
    /// An empty agenda. What falls after the last day is done on the last day.
    pub fn new(days: &Days) -> Self {
        Self { days: days.clone(), tasks: BTreeMap::new() }
    }

    /// Puts a task down and says for which day.
    pub fn put(&mut self, day: i32, task: T) -> i32 {
        let day = self.days.recorded_from(day.max(0));
        self.tasks.entry(day).or_default().push(task);
        day
    }

    /// Takes the tasks of a day.
    pub fn take(&mut self, day: i32) -> Vec<T> {
        self.tasks.remove(&day).unwrap_or_default()
    }

    /// Whether anything is to be done that day.
    pub fn has(&self, day: i32) -> bool {
        self.tasks.contains_key(&day)
    }

    /// Tasks still to do.
    pub fn len(&self) -> usize {
        self.tasks.values().map(Vec::len).sum()
    }
}
