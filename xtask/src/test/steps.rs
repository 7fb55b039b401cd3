//! The steps of a run, their time and their outcome.

use std::fmt;
use std::time::{Duration, Instant};

use anyhow::Result;

/// What has been done so far.
#[derive(Default)]
pub struct Steps {
    done: Vec<Step>,
}

struct Step {
    name: &'static str,
    took: Duration,
    failure: Option<String>,
}

impl Steps {
    /// Does one step; its failure is shown at once and kept for the end.
    pub fn take<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        println!("\n== {name}");
        let begun = Instant::now();
        let outcome = work();
        let took = begun.elapsed();
        let (value, failure) = match outcome {
            Ok(value) => (Some(value), None),
            Err(error) => (None, Some(format!("{error:#}"))),
        };
        if let Some(failure) = &failure {
            eprintln!("{name} failed: {failure}");
        }
        self.done.push(Step { name, took, failure });
        value
    }

    /// Whether any step failed.
    pub fn failed(&self) -> bool {
        self.done.iter().any(|step| step.failure.is_some())
    }
}

impl fmt::Display for Steps {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{:<16} {:>8}  outcome", "step", "seconds")?;
        for step in &self.done {
            let outcome = match &step.failure {
                None => "ok",
                Some(text) => text.lines().next().unwrap_or("failed"),
            };
            writeln!(out, "{:<16} {:>8.1}  {outcome}", step.name, step.took.as_secs_f64())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_fails_the_run_but_not_the_steps_after_it() {
        let mut steps = Steps::default();
        assert_eq!(steps.take("one", || Ok(1)), Some(1));
        assert!(!steps.failed());
        assert_eq!(steps.take::<()>("two", || anyhow::bail!("broken\nin detail")), None);
        assert_eq!(steps.take("three", || Ok(3)), Some(3));
        assert!(steps.failed());
        let table = steps.to_string();
        assert!(table.contains("broken"), "{table}");
        assert!(!table.contains("in detail"), "{table}");
    }
}
