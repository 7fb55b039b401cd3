//! The query of a reading request: which unit, which time, as known when, which page, which language.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use nc_figures::Part;
use nc_kernel::refusal::No;
use nc_kernel::{Day, Period, Refusal, Refused, Rule, UnitPath};
use nc_store::Cursor;
use serde::Deserialize;

use crate::app::App;
use crate::lang::Lang;
use crate::problem::Problem;

/// A text of the query is not what it must be.
pub(crate) static QUERY: Rule =
    Rule::new("web.query", No::Invalid, "“{value}”无法识别，应写作 {form}", "“{value}” is not understood; write it as {form}");
/// A period that ends before it begins.
pub(crate) static BACKWARDS: Rule = Rule::new("web.period", No::Invalid, "期间的止日早于起日", "the period ends before it begins");

/// The most rows one page holds.
const MOST_ROWS: usize = 1_000;

/// The query, read. An empty field is one that was left out, as a form sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub unit: Option<UnitPath>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub known_on: Option<Day>,
    /// Where the page before ended.
    pub cursor: Option<Cursor>,
    pub limit: Option<usize>,
    /// The part of a figure that is asked about: `category:drill`.
    pub part: Option<Part>,
    /// The language, when the address names it.
    pub lang: Option<Lang>,
}

#[derive(Deserialize)]
struct Raw {
    unit: Option<String>,
    period_from: Option<String>,
    period_to: Option<String>,
    known_on: Option<String>,
    cursor: Option<String>,
    limit: Option<String>,
    lang: Option<String>,
    part: Option<String>,
}

impl Asked {
    fn read(raw: &Raw) -> Result<Self, Refused> {
        let mut faults = Vec::new();
        let unit = field(&mut faults, "unit", raw.unit.as_deref(), "/150600/150602/", |t| UnitPath::parse(t).ok());
        let mut day = |place, text: &Option<String>| field(&mut faults, place, text.as_deref(), "2024-03-01", |t| Day::parse(t).ok());
        let from = day("period_from", &raw.period_from);
        let to = day("period_to", &raw.period_to);
        let known_on = day("known_on", &raw.known_on);
        let cursor = field(&mut faults, "cursor", raw.cursor.as_deref(), "next (v1.…)", |t| t.parse().ok());
        let limit =
            field(&mut faults, "limit", raw.limit.as_deref(), "1–1000", |t| t.parse().ok().filter(|n| (1..=MOST_ROWS).contains(n)));
        let part = field(&mut faults, "part", raw.part.as_deref(), "category:drill", part);
        let lang = field(&mut faults, "lang", raw.lang.as_deref(), "zh / en", Lang::named);
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            faults.push(BACKWARDS.refuse().at("period_to"));
        }
        Refused::unless_empty(faults)?;
        Ok(Self { unit, from, to, known_on, cursor, limit, part, lang })
    }

    /// The period asked for: `whole` where nothing was said of it; without a first day, from the beginning of records.
    pub(crate) fn period(&self, whole: Period, today: Day) -> Period {
        match (self.from, self.to) {
            (None, None) => whole,
            (from, to) => Period { from, to: to.unwrap_or_else(|| today.max(from.unwrap_or(today))) },
        }
    }

    /// The same question as a query text, from the start of the list. Units, days, cursors and languages need no escaping;
    /// parts do, as people name them.
    pub(crate) fn link(&self) -> String {
        let day = |day: Option<Day>| day.map(|d| d.to_string());
        [
            ("unit", self.unit.as_ref().map(ToString::to_string)),
            ("period_from", day(self.from)),
            ("period_to", day(self.to)),
            ("known_on", day(self.known_on)),
            ("part", self.part.as_ref().map(|part| escaped(&format!("{}:{}", part.by, part.value)))),
            ("limit", self.limit.map(|n| n.to_string())),
            ("lang", self.lang.map(|lang| lang.tag().to_owned())),
            ("cursor", self.cursor.as_ref().map(ToString::to_string)),
        ]
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name}={value}")))
        .collect::<Vec<_>>()
        .join("&")
    }
}

/// `category:drill`; an empty value asks for the entries that have none.
fn part(text: &str) -> Option<Part> {
    let (by, value) = text.split_once(':')?;
    Some(Part { by: by.to_owned(), value: value.to_owned() })
}

fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Reads one field with `parse`; a fault is noted and names its place.
fn field<T>(faults: &mut Vec<Refusal>, place: &str, text: Option<&str>, form: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?;
    let value = parse(text);
    if value.is_none() {
        // A refusal repeats no more of a foreign text than it takes to find it.
        let shown: String = text.chars().take(40).collect();
        faults.push(QUERY.refuse().with("value", shown).with("form", form).at(place));
    }
    value
}

impl FromRequestParts<Arc<App>> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Problem> {
        let Query(raw) = Query::<Raw>::try_from_uri(&parts.uri).map_err(|e| Problem::Input(e.body_text()))?;
        Self::read(&raw).map_err(Problem::Refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Asked, Vec<String>> {
        let uri = format!("/?{query}").parse().unwrap();
        let Query(raw) = Query::<Raw>::try_from_uri(&uri).unwrap();
        Asked::read(&raw).map_err(|Refused(faults)| faults.into_iter().filter_map(|f| f.place).collect())
    }

    #[test]
    fn every_fault_is_named_at_its_place() {
        let faults = read("unit=150600&period_from=x&period_to=2024-02-30&known_on=&limit=0&lang=fr&cursor=-1").unwrap_err();
        assert_eq!(faults, ["unit", "period_from", "period_to", "cursor", "limit", "lang"]);
        assert_eq!(read("period_from=2024-02-01&period_to=2024-01-01").unwrap_err(), ["period_to"]);
    }

    #[test]
    fn a_link_asks_the_same_again() {
        let query = "unit=/150600/150602/&period_from=2024-01-01&period_to=2024-12-31&known_on=2025-01-31&limit=20&lang=en&cursor=v1.20240301.512.6b6579";
        assert_eq!(read(query).unwrap().link(), query);
        assert_eq!(read("unit=&lang=").unwrap(), Asked::default());
        let part = read("part=plan_item%3A0000000000001%2F%E7%94%B2-01").unwrap();
        assert_eq!(part.part.as_ref().map(|part| part.value.as_str()), Some("0000000000001/甲-01"));
        assert_eq!(read(&part.link()).unwrap(), part);
    }
}
