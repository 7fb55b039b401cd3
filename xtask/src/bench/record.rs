//! Results as text, and their place in docs/benchmarks.md.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::machine::Machine;
use super::measure::{Sample, Spread};

/// A Markdown table of the samples.
pub fn table(machine: &Machine, samples: &[Sample]) -> String {
    let mut text = format!("{machine}\n\n");
    text.push_str("| command | runs | seconds: min, median, max | peak memory, MiB |\n|---|---:|---:|---:|\n");
    for sample in samples {
        let wall = Spread::of(sample.runs.iter().map(|run| run.wall));
        let peak = Spread::of(sample.runs.iter().map(|run| run.peak_kib));
        if let (Some(wall), Some(peak)) = (wall, peak) {
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "| `{}` | {} | {:.3}, {:.3}, {:.3} | {} |",
                sample.command.replace('|', "\\|"),
                sample.runs.len(),
                wall.min.as_secs_f64(),
                wall.median.as_secs_f64(),
                wall.max.as_secs_f64(),
                peak.max.div_ceil(1024),
            );
        }
    }
    text
}

/// Puts the text between the section's two markers; a new section is added at the end.
pub fn write(file: &Path, section: &str, text: &str) -> Result<()> {
    let old = match std::fs::read_to_string(file) {
        Ok(old) => old,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => "# Benchmarks\n".to_owned(),
        Err(error) => return Err(error).context("reading the benchmark page"),
    };
    let new = replace(&old, section, text)?;
    std::fs::write(file, new).with_context(|| format!("writing {}", file.display()))
}

fn replace(page: &str, section: &str, text: &str) -> Result<String> {
    let name_fits = !section.is_empty() && section.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    if !name_fits {
        bail!("a section's name is made of letters, digits and hyphens, not {section:?}");
    }
    let begin = format!("<!-- begin {section} -->");
    let end = format!("<!-- end {section} -->");
    let body = format!("{begin}\n{}\n{end}", text.trim_end());
    let Some((before, rest)) = page.split_once(&begin) else {
        return Ok(format!("{}\n\n## {section}\n\n{body}\n", page.trim_end()));
    };
    let Some((_, after)) = rest.split_once(&end) else {
        bail!("the page opens section {section} and never closes it");
    };
    Ok(format!("{before}{body}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_added_once_and_then_replaced_in_place() {
        let first = replace("# Benchmarks\n", "write-path", "one").expect("adds");
        let page = format!("{first}\nwritten by hand\n");
        let second = replace(&page, "write-path", "two").expect("replaces");
        assert!(second.contains("two") && !second.contains("one"), "{second}");
        assert!(second.ends_with("written by hand\n"), "{second}");
        assert_eq!(second.matches("begin write-path").count(), 1);
    }

    #[test]
    fn a_damaged_page_is_left_alone() {
        assert!(replace("<!-- begin a -->", "a", "x").is_err());
        assert!(replace("", "a b", "x").is_err());
    }
}
