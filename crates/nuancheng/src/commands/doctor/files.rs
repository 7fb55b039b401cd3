//! What lies in the data folder.

use std::path::Path;

use super::Finding;
use crate::data_dir::DataDir;
use crate::keys::{LEDGER, PERSONAL};

/// Free space below which writing is in danger.
const TIGHT_MIB: u64 = 1_024;

/// Looks at folder, permissions and disk.
#[must_use]
pub fn look(dir: &DataDir) -> Vec<Finding> {
    let path = dir.path().display();
    if !dir.path().is_dir() {
        let finding = Finding::problem("folder", format!("没有数据目录 {path}"), format!("there is no data folder {path}"));
        return vec![finding.remedy("运行 nuancheng init，或用 --data 指明", "run `nuancheng init`, or say where it is with --data")];
    }
    let mut findings = vec![Finding::good("folder", path.to_string(), path.to_string())];
    findings.extend(permissions(dir));
    findings.extend(disk(dir.path()));
    findings
}

/// Keys are for their owner alone.
fn permissions(dir: &DataDir) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, wanted) in [(dir.keys(), 0o700), (dir.keys().join(LEDGER), 0o600), (dir.keys().join(PERSONAL), 0o600)] {
        let Some(mode) = DataDir::mode(&path).filter(|mode| mode & 0o077 != 0) else { continue };
        let path = path.display();
        findings.push(
            Finding::problem(
                "permissions",
                format!("{path} 权限为 {mode:o}，他人可读"),
                format!("{path} has mode {mode:o}: others can read it"),
            )
            .remedy(format!("chmod {wanted:o} {path}"), format!("chmod {wanted:o} {path}")),
        );
    }
    if findings.is_empty() {
        findings.push(Finding::good("permissions", "密钥仅属主可读", "the keys are readable by their owner alone"));
    }
    findings
}

/// Free space, as `df` tells it.
fn disk(path: &Path) -> Option<Finding> {
    let output = std::process::Command::new("df").arg("-Pk").arg(path).env("LC_ALL", "C").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let free_kib: u64 = text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    let free = free_kib / 1_024;
    Some(if free < TIGHT_MIB {
        Finding::problem("disk", format!("只剩 {free} MiB"), format!("only {free} MiB are left")).remedy(
            "腾出空间，或换更大的磁盘：写满后不能再登记",
            "make room or take a larger disk: nothing can be recorded once it is full",
        )
    } else {
        Finding::good("disk", format!("剩余 {free} MiB"), format!("{free} MiB free"))
    })
}
