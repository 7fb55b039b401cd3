//! Reading the numbers of Chinese prose beside JioNLP and Recognizers-Text, on the article and on a text of a megabyte.

use std::fmt::Write as _;
use std::time::Instant;

use nc_claims::Context;

use crate::append::tempfile_dir;
use crate::{Outcome, peer};

const ARTICLE: &str = include_str!("../../claims/tests/fixtures/article/article.txt");
const LONG: usize = 1_000_000;

/// Both libraries read paragraph by paragraph, which suits them better than one long text. JioNLP has no reader for counts,
/// so its only number reader is timed; Recognizers-Text runs the models that would be needed for this genre.
const SCRIPT: &str = r#"
import sys, time, json
which, path, turns = sys.argv[1], sys.argv[2], int(sys.argv[3])
text = open(path, encoding="utf-8").read()
parts = [p for p in text.split("\n") if p.strip()]
if which == "jionlp":
    import io, contextlib
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp as jio
    read = lambda p: jio.ner.extract_money(p, with_parsing=True)
else:
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture
    numbers, units = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
    models = [numbers.get_number_model(), numbers.get_ordinal_model(), numbers.get_percentage_model(), units.get_currency_model(), units.get_dimension_model()]
    read = lambda p: [m.parse(p) for m in models]
read(parts[0])
best = None
for _ in range(turns):
    start = time.perf_counter()
    for p in parts:
        read(p)
    took = time.perf_counter() - start
    best = took if best is None else min(best, took)
print(best)
"#;

/// Times the three readers and prints a table.
pub(crate) fn run() -> Outcome<String> {
    let folder = tempfile_dir()?;
    let long = ARTICLE.repeat(LONG / ARTICLE.len() + 1);
    let mut table = String::from(
        "| text | characters | nuancheng, characters/s | JioNLP | times | Recognizers-Text | times |\n|---|---:|---:|---:|---:|---:|---:|\n",
    );
    for (name, text, turns, peer_turns) in [("the article", ARTICLE, 200, 20), ("one megabyte", long.as_str(), 5, 1)] {
        let path = folder.join("text.txt");
        std::fs::write(&path, text)?;
        let characters = f64::from(u32::try_from(text.chars().count())?);
        let ours = characters / best_of(turns, text);
        let file = path.to_string_lossy().into_owned();
        write!(table, "| {name} | {characters} | {ours:.0} |")?;
        for (which, packages) in
            [("jionlp", &["jionlp==1.5.31"][..]), ("recognizers", &["recognizers-text-suite==1.0.2a2", "emoji==1.7.0"][..])]
        {
            match peer::run(&folder, packages, SCRIPT, &[which, &file, &peer_turns.to_string()]) {
                Ok(seconds) => {
                    let theirs = characters / seconds.parse::<f64>()?;
                    write!(table, " {theirs:.0} | {:.0} |", ours / theirs)?;
                }
                Err(fault) => write!(table, " not measured: {} | |", fault.to_string().lines().last().unwrap_or_default())?,
            }
        }
        table.push('\n');
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(table)
}

/// The fastest of several readings, in seconds: what the machine can do when nobody disturbs it.
fn best_of(turns: u32, text: &str) -> f64 {
    let context = Context::default();
    let mut best = f64::INFINITY;
    for _ in 0..turns {
        let start = Instant::now();
        let article = nc_claims::read(text, &context);
        let took = start.elapsed().as_secs_f64();
        assert!(!article.claims.is_empty());
        best = best.min(took);
    }
    best
}
