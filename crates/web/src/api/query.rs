//! The query of a list: every fault named at its place, and no name that nobody reads.

use std::collections::BTreeMap;
use std::str::FromStr;

use axum::extract::{FromRequestParts, Query as Pairs};
use axum::http::request::Parts;
use nc_kernel::refusal::No;
use nc_kernel::{Day, Refusal, Refused, Rule, UnitPath};

use super::route::MOST_ROWS;
use crate::asked::{BACKWARDS, QUERY};
use crate::problem::Problem;

/// A name of the query that this address does not know: a filter that is silently left out would show too much.
static UNKNOWN: Rule = Rule::new("web.query_name", No::Invalid, "此地址没有参数 {name}", "this address has no parameter {name}");
static TWICE: Rule = Rule::new("web.query_twice", No::Invalid, "参数 {name} 只能出现一次", "the parameter {name} may be given once");

/// Rows of a page when nobody says.
const ROWS: usize = 50;

/// A query that is being read.
pub(crate) struct Query {
    given: BTreeMap<String, String>,
    faults: Vec<Refusal>,
}

impl Query {
    /// The text of `name`; empty is left out.
    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        self.given.remove(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// The value of `name`, written as `form` says.
    pub(crate) fn value<T: FromStr>(&mut self, name: &str, form: &str) -> Option<T> {
        self.read(name, form, |text| text.parse().ok())
    }

    pub(crate) fn read<T>(&mut self, name: &str, form: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name)?;
        let value = read(&text);
        if value.is_none() {
            // A refusal repeats no more of a foreign text than it takes to find it.
            let shown: String = text.chars().take(40).collect();
            self.faults.push(QUERY.refuse().with("value", shown).with("form", form).at(name));
        }
        value
    }

    pub(crate) fn unit(&mut self) -> Option<UnitPath> {
        self.read("unit", "/150600/150602/", |text| UnitPath::parse(text).ok())
    }

    pub(crate) fn day(&mut self, name: &str) -> Option<Day> {
        self.read(name, "2024-03-01", |text| Day::parse(text).ok())
    }

    pub(crate) fn word(&mut self, name: &str, words: &[&'static str]) -> Option<&'static str> {
        let form = words.join(" / ");
        self.read(name, &form, |text| words.iter().copied().find(|word| *word == text))
    }

    pub(crate) fn flag(&mut self, name: &str) -> bool {
        self.read(name, "true / false", |text| text.parse().ok()).unwrap_or(false)
    }

    pub(crate) fn limit(&mut self) -> usize {
        self.read("limit", "1–1000", |text| text.parse().ok().filter(|n| (1..=MOST_ROWS).contains(n))).unwrap_or(ROWS)
    }

    pub(crate) fn period(&mut self) -> (Option<Day>, Option<Day>) {
        let days = (self.day("period_from"), self.day("period_to"));
        if let (Some(from), Some(to)) = days
            && to < from
        {
            self.faults.push(BACKWARDS.refuse().at("period_to"));
        }
        days
    }

    /// All faults at once, those names included that nobody read.
    pub(crate) fn finish(mut self) -> Result<(), Problem> {
        let unknown = self.given.into_keys().map(|name| {
            let shown: String = name.chars().take(40).collect();
            UNKNOWN.refuse().with("name", &shown).at(shown)
        });
        self.faults.extend(unknown);
        Refused::unless_empty(self.faults).map_err(Problem::Refused)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Pairs(pairs) = Pairs::<Vec<(String, String)>>::try_from_uri(&parts.uri).map_err(|e| Problem::Input(e.body_text()))?;
        let mut query = Self { given: BTreeMap::new(), faults: Vec::new() };
        for (name, text) in pairs {
            if query.given.contains_key(&name) {
                let shown: String = name.chars().take(40).collect();
                query.faults.push(TWICE.refuse().with("name", &shown).at(shown));
            }
            query.given.insert(name, text);
        }
        Ok(query)
    }
}
