//! Which figure a sentence is about: a table of sentences, with the definitions' other wordings shown and hidden.

use nc_claims::Context;
use nc_figures::check::{Checker, Choices, Places};
use nc_figures::{Catalogue, Definition};
use nc_kernel::{Day, Period, UnitPath};

const TABLE: &str = include_str!("wordings.tsv");

struct Case {
    sentence: &'static str,
    claim: &'static str,
    figure: Option<&'static str>,
}

fn cases() -> Vec<Case> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            Case { sentence: fields[0], claim: fields[1], figure: (fields[2] != "-").then_some(fields[2]) }
        })
        .collect()
}

/// The catalogue as shipped; `hide` takes the other wordings of a definition away.
fn catalogue(hide: impl Fn(usize) -> bool) -> Catalogue {
    #[derive(serde::Deserialize)]
    struct File {
        figure: Vec<Definition>,
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalogue/figures");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let file: File = toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        all.extend(file.figure);
    }
    for (at, definition) in all.iter_mut().enumerate() {
        if hide(at) {
            definition.aliases.clear();
        }
    }
    // The registers are not this crate's to know: what is matched are words.
    Catalogue::of_words(all)
}

struct Score {
    first: usize,
    shown: usize,
    told: usize,
    quiet: usize,
    others: usize,
    misses: Vec<String>,
}

fn score(catalogue: &Catalogue) -> Score {
    let top = UnitPath::parse("/150600/").unwrap();
    let places = Places::new(top.clone(), "鄂尔多斯市公安局", vec![("鄂尔多斯市公安局".into(), top)]);
    let choices = Choices::default();
    let checker = Checker::new(catalogue, &places, &choices);
    let asked = Period::up_to(Day::new(2025, 12, 31).unwrap());
    let mut score = Score { first: 0, shown: 0, told: 0, quiet: 0, others: 0, misses: Vec::new() };
    for case in cases() {
        let article = nc_claims::read(case.sentence, &Context::default());
        let text: Vec<char> = case.sentence.chars().collect();
        let matches = checker.matches(&text, &article, asked);
        let found =
            article.claims.iter().zip(&matches).find(|(claim, _)| claim.text.contains(case.claim) || case.claim.contains(&claim.text));
        let Some((_, matched)) = found else {
            score.misses.push(format!("{}: the claim is not found in {}", case.claim, case.sentence));
            continue;
        };
        let first = matched.candidates.first().map(|c| c.figure.as_str());
        match case.figure {
            Some(figure) => {
                score.told += 1;
                score.first += usize::from(first == Some(figure) && matched.open_between > 0);
                score.shown += usize::from(matched.candidates.iter().any(|c| c.figure == figure));
                if first != Some(figure) || matched.open_between == 0 {
                    score.misses.push(format!("{} in {}: {:?}", case.claim, case.sentence, matched.candidates));
                }
            }
            None => {
                score.others += 1;
                score.quiet += usize::from(matched.open_between == 0);
                if matched.open_between > 0 {
                    score.misses.push(format!("{} in {}: taken for {:?}", case.claim, case.sentence, matched.candidates));
                }
            }
        }
    }
    score
}

fn report(name: &str, score: &Score) {
    println!("{name}: first {}/{}, shown {}/{}, quiet {}/{}", score.first, score.told, score.shown, score.told, score.quiet, score.others);
    for miss in &score.misses {
        println!("  {miss}");
    }
}

#[test]
fn r5_wordings_find_their_figures_and_nothing_near_is_not_recorded() {
    let score = score(&catalogue(|_| false));
    report("all wordings", &score);
    assert!(score.first * 100 >= score.told * 95 && score.shown * 100 >= score.told * 98);
    assert_eq!(score.quiet, score.others);
}

#[test]
fn r5_half_of_the_other_wordings_hidden() {
    for half in 0..2 {
        let score = score(&catalogue(|at| at % 2 == half));
        report(&format!("half {half} hidden"), &score);
        assert!(score.first * 100 >= score.told * 85 && score.shown * 100 >= score.told * 95);
        assert_eq!(score.quiet, score.others);
    }
}
