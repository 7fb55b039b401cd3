//! Microsoft Recognizers-Text's Chinese cases (MIT, see the fixtures). Where the reading here differs, the case stands in
//! `differences.toml` with its reason; a case that begins or ceases to differ fails the test.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a test says what it needs by failing")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use nc_claims::{Bound, Context, Kind};
use rust_decimal::Decimal;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Case {
    input: String,
    results: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Expected {
    resolution: Resolution,
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct Resolution {
    value: String,
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/recognizers-text")
}

fn cases(model: &str) -> Vec<Case> {
    let text = fs::read_to_string(folder().join(model).with_extension("json")).unwrap();
    serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap()
}

fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok().or_else(|| Decimal::from_scientific(text).ok())
}

/// Inputs of a model whose numerals, in order and with their places, are not those expected.
fn differing_numbers() -> BTreeSet<String> {
    let same = |case: &Case| {
        let found = nc_claims::numerals(&case.input);
        found.len() == case.results.len()
            && found.iter().zip(&case.results).all(|(f, e)| {
                decimal(&e.resolution.value) == Some(f.value) && f.upper.is_none() && f.start == e.start && f.end == e.end + 1
            })
    };
    cases("NumberModel").into_iter().filter(|c| !same(c)).map(|c| c.input).collect()
}

fn differing_percents() -> BTreeSet<String> {
    let same = |case: &Case| {
        let article = nc_claims::read(&case.input, &Context::default());
        let found: Vec<_> = article.claims.iter().filter(|c| matches!(c.kind, Kind::Rate | Kind::Change)).collect();
        found.len() == case.results.len()
            && found.iter().zip(&case.results).all(|(f, e)| {
                let per_cent = f.value.and_then(|v| v.checked_mul(Decimal::ONE_HUNDRED));
                decimal(e.resolution.value.trim_end_matches('%')) == per_cent && f.start <= e.start && f.end == e.end + 1
            })
    };
    cases("PercentModel").into_iter().filter(|c| !same(c)).map(|c| c.input).collect()
}

/// `(20,35]` as two bounds. Ours say where a range ends more exactly than theirs do; only the values are compared.
fn differing_ranges() -> BTreeSet<String> {
    let ends = |text: &str| {
        let (low, high) = text.trim_matches(['(', '[', ')', ']']).split_once(',').unwrap();
        (decimal(low), decimal(high))
    };
    let same = |case: &Case| {
        let article = nc_claims::read(&case.input, &Context::default());
        let found: Vec<_> = article.claims.iter().filter(|c| c.low != c.high).collect();
        found.len() == case.results.len()
            && found.iter().zip(&case.results).all(|(f, e)| {
                let (low, high) = ends(&e.resolution.value);
                f.low.value() == low
                    && (f.high.value() == high || (high.is_none() && f.high != Bound::Open && f.qualifier == nc_claims::Qualifier::Odd))
            })
    };
    cases("NumberRangeModel").into_iter().filter(|c| !same(c)).map(|c| c.input).collect()
}

/// model → reason → inputs
type Golden = BTreeMap<String, BTreeMap<String, Vec<String>>>;

fn check(model: &str, differing: &BTreeSet<String>) {
    if std::env::var_os("PRINT_DIFFERENCES").is_some() {
        for input in differing {
            println!("{model}\t{input}");
        }
        return;
    }
    let golden: Golden = toml::from_str(&fs::read_to_string(folder().join("differences.toml")).unwrap()).unwrap();
    let listed: BTreeSet<String> = golden[model].values().flatten().cloned().collect();
    let new: Vec<_> = differing.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(differing).collect();
    assert!(new.is_empty() && gone.is_empty(), "{model}: differ without a reason {new:#?}, listed but the same {gone:#?}");
    println!("{model}: {} of {} cases differ, in {} groups", differing.len(), cases(model).len(), golden[model].len());
}

#[test]
fn numbers_as_recognizers_text_reads_them() {
    check("NumberModel", &differing_numbers());
}

#[test]
fn per_cents_as_recognizers_text_reads_them() {
    check("PercentModel", &differing_percents());
}

#[test]
fn ranges_as_recognizers_text_reads_them() {
    check("NumberRangeModel", &differing_ranges());
}
