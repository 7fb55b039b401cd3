//! The machine a figure was measured on, read from the kernel.

use std::fmt;

use anyhow::{Context, Result};

/// What matters about a machine when a figure is compared with another's.
#[derive(Debug, PartialEq, Eq)]
pub struct Machine {
    processor: String,
    cores: usize,
    memory_mib: u64,
    kernel: String,
    load: String,
}

impl Machine {
    /// This machine, now.
    pub fn this() -> Result<Self> {
        let read = |file: &str| std::fs::read_to_string(file).with_context(|| format!("reading {file}"));
        Self::parse(&read("/proc/cpuinfo")?, &read("/proc/meminfo")?, read("/proc/sys/kernel/osrelease")?.trim(), &read("/proc/loadavg")?)
    }

    fn parse(cpuinfo: &str, meminfo: &str, kernel: &str, loadavg: &str) -> Result<Self> {
        let value = |line: &str| line.split_once(':').map(|(_, value)| value.trim().to_owned());
        let processor = cpuinfo
            .lines()
            .find(|line| line.starts_with("model name"))
            .and_then(value)
            .unwrap_or_else(|| std::env::consts::ARCH.to_owned());
        let cores = cpuinfo.lines().filter(|line| line.starts_with("processor")).count();
        let memory_kib: u64 = meminfo
            .lines()
            .find(|line| line.starts_with("MemTotal"))
            .and_then(value)
            .and_then(|text| text.trim_end_matches("kB").trim().parse().ok())
            .context("no MemTotal in /proc/meminfo")?;
        Ok(Self {
            processor,
            cores,
            memory_mib: memory_kib / 1024,
            kernel: kernel.to_owned(),
            load: loadavg.split_whitespace().next().unwrap_or("unknown").to_owned(),
        })
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} × {}, {} MiB memory, Linux {}, load {}", self.cores, self.processor, self.memory_mib, self.kernel, self.load)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_kernels_tables() {
        let machine = Machine::parse(
            "processor\t: 0\nmodel name\t: Some CPU @ 2GHz\nprocessor\t: 1\nmodel name\t: Some CPU @ 2GHz\n",
            "MemTotal:       2097152 kB\nMemFree: 1 kB\n",
            "6.1.0",
            "0.50 0.40 0.30 1/100 5\n",
        )
        .expect("complete tables");
        assert_eq!(machine.to_string(), "2 × Some CPU @ 2GHz, 2048 MiB memory, Linux 6.1.0, load 0.50");
    }

    #[test]
    fn missing_memory_is_an_error() {
        assert!(Machine::parse("", "", "", "").is_err());
    }
}
