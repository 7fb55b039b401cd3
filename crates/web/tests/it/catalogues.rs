//! The words of the pages: complete in both languages, and none that nobody says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

fn files(folder: &Path, ending: &str, into: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, into);
        } else if path.extension().is_some_and(|e| e == ending) {
            into.push(std::fs::read_to_string(path).unwrap());
        }
    }
}

fn here(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn values(pattern: &Pattern<&str>) -> BTreeSet<String> {
    pattern
        .elements
        .iter()
        .filter_map(|element| match element {
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::VariableReference { id }) } => {
                Some(id.name.to_owned())
            }
            _ => None,
        })
        .collect()
}

/// Every text of a language, with the values it takes.
fn catalogue(lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut texts = Vec::new();
    files(&here(&format!("i18n/{lang}")), "ftl", &mut texts);
    let mut all = BTreeMap::new();
    for text in &texts {
        let resource = fluent_syntax::parser::parse(text.as_str()).unwrap_or_else(|(_, faults)| panic!("{lang}: {faults:?}"));
        for entry in resource.body {
            if let Entry::Message(message) = entry {
                let pattern = message.value.expect("a text says something");
                assert!(all.insert(message.id.name.to_owned(), values(&pattern)).is_none(), "{} twice in {lang}", message.id.name);
            }
        }
    }
    all
}

#[test]
fn i1_both_languages_say_everything_with_the_same_values() {
    let (zh, en) = (catalogue("zh"), catalogue("en"));
    assert!(zh.len() > 300);
    assert_eq!(zh, en);
}

/// Every text in quotes after one of `calls`, in sources and templates.
fn said(sources: &[String], calls: &[&str]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for source in sources {
        for call in calls {
            for part in source.split(call).skip(1) {
                if let Some((key, _)) = part.split_once('"') {
                    all.insert(key.to_owned());
                }
            }
        }
    }
    all
}

#[test]
fn every_text_that_is_said_exists_and_every_text_is_said() {
    let mut sources = Vec::new();
    files(&here("src"), "rs", &mut sources);
    files(&here("templates"), "html", &mut sources);
    let catalogue: BTreeSet<String> = catalogue("zh").into_keys().collect();
    let said_directly = said(&sources, &[".t(\"", ".t1(\"", "lang.with(\"", " term(\"", " step(\""]);
    let missing: Vec<_> = said_directly.difference(&catalogue).collect();
    assert!(missing.is_empty(), "said, but in no catalogue: {missing:?}");
    // A family's members are said by their words; a key in quotes anywhere else (a macro's argument) counts too.
    let families: BTreeSet<String> = said(&sources, &["frame.word(\"", "lang.word(\""]).into_iter().chain(["list".to_owned()]).collect();
    let silent: Vec<&String> = catalogue
        .iter()
        .filter(|key| !families.iter().any(|family| key.starts_with(&format!("{family}-"))))
        .filter(|key| !sources.iter().any(|source| source.contains(&format!("\"{key}\""))))
        .collect();
    assert!(silent.is_empty(), "in the catalogues, but never said: {silent:?}");
    let empty: Vec<_> = families.iter().filter(|family| !catalogue.iter().any(|key| key.starts_with(&format!("{family}-")))).collect();
    assert!(empty.is_empty(), "families without a member: {empty:?}");
}

#[test]
fn every_word_of_a_closed_list_has_its_text() {
    let catalogue: BTreeSet<String> = catalogue("zh").into_keys().collect();
    let key = |family: &str, word: &str| format!("{family}-{}", word.replace(['_', '.'], "-"));
    let registers = nc_store::registry::registers();
    let attributes = registers.iter().flat_map(|register| register.attrs).map(|attr| key("attr", attr));
    let missing: BTreeSet<String> = attributes.filter(|key| !catalogue.contains(key)).collect();
    assert!(missing.is_empty(), "attributes of registers without a text: {missing:?}");
    let files = [
        include_str!("../../../../catalogue/figures/delivery.toml"),
        include_str!("../../../../catalogue/figures/exercise.toml"),
        include_str!("../../../../catalogue/figures/honour.toml"),
        include_str!("../../../../catalogue/figures/internship.toml"),
        include_str!("../../../../catalogue/figures/innovation.toml"),
        include_str!("../../../../catalogue/figures/contest.toml"),
        include_str!("../../../../catalogue/figures/readiness.toml"),
        include_str!("../../../../catalogue/figures/study.toml"),
        include_str!("../../../../catalogue/figures/talent.toml"),
        include_str!("../../../../catalogue/figures/support.toml"),
        include_str!("../../../../catalogue/figures/training.toml"),
    ];
    let figures = nc_figures::Catalogue::parse(files, &registers).unwrap();
    let words = figures.in_use().flat_map(|d| [key("group", d.id.split('.').next().unwrap()), key("when", &d.when)]);
    let missing: BTreeSet<String> = words.filter(|key| !catalogue.contains(key) && key != "when-").collect();
    assert!(missing.is_empty(), "words of the figures without a text: {missing:?}");
}
