//! Running commands and taking their wall time and peak memory.

use std::num::NonZeroU32;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use wait4::Wait4;

/// One run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// From start to end.
    pub wall: Duration,
    /// The largest resident set of the command or of what it started, in KiB.
    pub peak_kib: u64,
}

/// A command and its runs.
pub struct Sample {
    /// As given.
    pub command: String,
    /// In order.
    pub runs: Vec<Run>,
}

/// Least, middle and greatest of some values.
#[derive(Debug, PartialEq, Eq)]
pub struct Spread<T> {
    /// The least.
    pub min: T,
    /// The middle one; of an even number the lower middle, so that it is a value that occurred.
    pub median: T,
    /// The greatest.
    pub max: T,
}

impl<T: Ord + Copy> Spread<T> {
    /// Of at least one value.
    pub fn of(values: impl IntoIterator<Item = T>) -> Option<Self> {
        let mut sorted: Vec<T> = values.into_iter().collect();
        sorted.sort_unstable();
        Some(Self { min: *sorted.first()?, median: *sorted.get((sorted.len() - 1) / 2)?, max: *sorted.last()? })
    }
}

/// Runs the commands in turns (first, second, first, second …): what else the machine does meanwhile
/// then falls on all of them alike.
pub fn in_turns(folder: &Path, commands: &[&str], runs: NonZeroU32) -> Result<Vec<Sample>> {
    let mut samples: Vec<Sample> = commands.iter().map(|command| Sample { command: (*command).to_owned(), runs: Vec::new() }).collect();
    for _ in 0..runs.get() {
        for sample in &mut samples {
            let run = once(folder, &sample.command)?;
            sample.runs.push(run);
        }
    }
    Ok(samples)
}

fn once(folder: &Path, command: &str) -> Result<Run> {
    let begun = Instant::now();
    let child = Command::new("sh")
        .current_dir(folder)
        .args(["-c", command])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .with_context(|| format!("starting {command}"))?;
    let used = child.wait4().with_context(|| format!("waiting for {command}"))?;
    let wall = begun.elapsed();
    if !used.status.success() {
        bail!("{command} ended with {}", used.status);
    }
    Ok(Run { wall, peak_kib: used.rusage.maxrss / 1024 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_is_of_values_that_occurred() {
        assert_eq!(Spread::of([3, 1, 2, 9]), Some(Spread { min: 1, median: 2, max: 9 }));
        assert_eq!(Spread::<u8>::of([]), None);
    }

    #[test]
    fn runs_in_turns_and_sees_memory_of_grandchildren() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let samples = in_turns(
            dir.path(),
            &["echo a >>log", "echo b >>log; head -c 50000000 /dev/zero | tail -c 40000000 >/dev/null"],
            NonZeroU32::new(2).expect("two"),
        )
        .expect("both commands work");
        let log = std::fs::read_to_string(dir.path().join("log")).expect("the log");
        assert_eq!(log, "a\nb\na\nb\n");
        let peaks: Vec<u64> =
            samples.iter().map(|sample| Spread::of(sample.runs.iter().map(|run| run.peak_kib)).expect("runs").max).collect();
        assert!(peaks[1] > 30_000 && peaks[1] < 500_000, "{peaks:?}");
        assert!(peaks[0] < peaks[1], "{peaks:?}");
    }

    #[test]
    fn a_failing_command_is_not_a_measurement() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        assert!(in_turns(dir.path(), &["exit 3"], NonZeroU32::MIN).is_err());
    }
}
