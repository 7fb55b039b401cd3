//! The first page says exactly the two commands that set the product up.

use std::path::Path;

use super::files::File;
use super::finding::Finding;

const COMMANDS: [&str; 2] = ["cargo xtask demo", "cargo xtask test"];
const PAGES: [&str; 2] = ["README.md", "README.zh-CN.md"];
const BUILD_SERVER: &str = ".ci/run";

/// Checks both languages' first page and the build server's script.
pub fn check(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for page in PAGES {
        match files.iter().find(|file| file.path == Path::new(page)) {
            Some(file) => findings.extend(set_up(file)),
            None => findings.push(Finding::about(page, "is missing")),
        }
    }
    let script = files.iter().find(|file| file.path == Path::new(BUILD_SERVER));
    let calls: Vec<&str> = script.iter().flat_map(|file| file.text.lines()).filter(|line| line.starts_with("cargo ")).collect();
    if calls != ["cargo xtask test"] {
        findings.push(Finding::about(BUILD_SERVER, "must run the test command of the first page and no other"));
    }
    findings
}

/// Shell blocks are set-up commands; other commands are shown in the text or in plain blocks.
fn set_up(file: &File) -> Vec<Finding> {
    let blocks = shell_blocks(&file.text);
    if blocks == COMMANDS {
        Vec::new()
    } else {
        vec![Finding::about(&file.path, format!("its shell blocks must be exactly {COMMANDS:?}, and are {blocks:?}"))]
    }
}

fn shell_blocks(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<(bool, Vec<&str>)> = None;
    for line in text.lines() {
        let Some(language) = line.trim_start().strip_prefix("```") else {
            if let Some((_, lines)) = &mut open {
                lines.push(line);
            }
            continue;
        };
        open = match open.take() {
            None => Some((matches!(language.trim(), "sh" | "bash" | "shell" | "console" | ""), Vec::new())),
            Some((shell, lines)) => {
                if shell {
                    blocks.push(lines.join("\n").trim().to_owned());
                }
                None
            }
        };
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "# A\n```sh\ncargo xtask demo\n```\ntext\n```text\noutput\n```\n```sh\ncargo xtask test\n```\n";

    fn found(english: &str, script: &str) -> usize {
        check(&[File::sample("README.md", english), File::sample("README.zh-CN.md", GOOD), File::sample(".ci/run", script)]).len()
    }

    #[test]
    fn two_commands_and_the_same_script_pass() {
        assert_eq!(found(GOOD, "set -e\ncargo xtask test\n"), 0);
    }

    #[test]
    fn more_less_or_other_commands_are_found() {
        let script = "cargo xtask test\n";
        assert_eq!(found(&GOOD.replace("xtask demo", "run demo"), script), 1);
        assert_eq!(found(&format!("{GOOD}```sh\nnpm install\n```\n"), script), 1);
        assert_eq!(found(&format!("{GOOD}```\nnpm install\n```\n"), script), 1);
        assert_eq!(found("# A\n", script), 1);
        assert_eq!(found(GOOD, "cargo test\n"), 1);
        assert_eq!(check(&[]).len(), 3);
    }
}
