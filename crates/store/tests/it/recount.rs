//! The counting grammar once more, in the plainest words there are, to compare the product's answers with.

use std::collections::BTreeSet;

use nc_figures::definition::Scope;
use nc_figures::{Catalogue, Counts, Definition, Worth};
use nc_kernel::{Attr, Day, Entry, PersonId};
use nc_store::Question;

/// The answer to `question` from all entries that counted, with the register keys of the rows of each part.
pub fn recount(question: &Question, catalogue: &Catalogue, entries: &[Entry]) -> (Worth, Vec<BTreeSet<String>>) {
    let definition = &question.definition;
    if definition.counts != Counts::Ratio {
        let rows = rows(definition, question, entries);
        return (Worth::Count(count(definition, &rows, question.period.from)), vec![keys(&rows)]);
    }
    let part = |id: &Option<String>| catalogue.find(&format!("{}@1", id.as_deref().unwrap())).unwrap();
    let (above, below) = (part(&definition.numerator), part(&definition.denominator));
    let (n, of) = (rows(above, question, entries), rows(below, question, entries));
    let worth = if above.counts == Counts::Distinct {
        let (present, roster) = (people(&n), people(&of));
        Worth::Ratio { n: present.intersection(&roster).count() as i64, of: roster.len() as i64 }
    } else {
        Worth::Ratio { n: count(above, &n, question.period.from), of: count(below, &of, question.period.from) }
    };
    (worth, vec![keys(&n), keys(&of)])
}

fn rows<'a>(definition: &Definition, question: &Question, entries: &'a [Entry]) -> Vec<&'a Entry> {
    let below = |unit: &nc_kernel::UnitPath| unit.as_str().starts_with(question.unit.as_str());
    let (from, to) = (question.period.from, question.period.to);
    entries
        .iter()
        .filter(|entry| entry.register == definition.from)
        .filter(|entry| match definition.scope {
            Scope::Organiser => entry.facets.organisers.iter().any(below),
            Scope::Host => entry.facets.host.as_ref().is_some_and(below),
            Scope::Sender => entry.facets.sender.as_ref().is_some_and(below),
        })
        .filter(|entry| match definition.counts {
            Counts::Active => entry.day <= to && entry.until.is_none_or(|until| until > to),
            Counts::Streak => entry.day <= to,
            _ => entry.day <= to && from.is_none_or(|from| entry.day >= from),
        })
        .filter(|entry| definition.counts != Counts::Honour || entry.attrs.contains_key("document"))
        .filter(|entry| holds(&definition.filter, entry))
        .collect()
}

fn count(definition: &Definition, rows: &[&Entry], from: Option<Day>) -> i64 {
    match definition.counts {
        Counts::Runs | Counts::Rows | Counts::Honour => rows.len() as i64,
        Counts::Active if rows.iter().all(|row| row.person.is_none()) => rows.len() as i64,
        Counts::Distinct | Counts::Active => people(rows).len() as i64,
        Counts::Sum => rows.iter().map(|row| number(row, definition.of.as_deref().unwrap())).sum(),
        Counts::Streak => {
            let editions: BTreeSet<i64> = rows.iter().map(|row| number(row, definition.of.as_deref().unwrap())).collect();
            let last = editions.last().copied().unwrap_or(0);
            let is_last = |row: &&&Entry| number(row, definition.of.as_deref().unwrap()) == last;
            if from.is_some_and(|from| rows.iter().filter(is_last).all(|row| row.day < from)) {
                return 0;
            }
            (0..).take_while(|back| editions.contains(&(last - back))).count() as i64
        }
        Counts::Ratio => panic!("a ratio is made of counts"),
    }
}

fn keys(rows: &[&Entry]) -> BTreeSet<String> {
    rows.iter().map(|row| row.key.clone()).collect()
}

fn people(rows: &[&Entry]) -> BTreeSet<PersonId> {
    rows.iter().filter_map(|row| row.person).collect()
}

fn number(entry: &Entry, attr: &str) -> i64 {
    match entry.attrs.get(attr) {
        Some(Attr::Int(n)) => *n,
        other => panic!("{attr} of {} is {other:?}", entry.key),
    }
}

fn text<'a>(entry: &'a Entry, attr: &str) -> &'a str {
    match entry.attrs.get(attr) {
        Some(Attr::Text(text)) => text,
        other => panic!("{attr} of {} is {other:?}", entry.key),
    }
}

fn flag(entry: &Entry, attr: &str) -> bool {
    match entry.attrs.get(attr) {
        Some(Attr::Bool(flag)) => *flag,
        other => panic!("{attr} of {} is {other:?}", entry.key),
    }
}

/// Every condition of the catalogue, written by hand.
fn holds(condition: &str, e: &Entry) -> bool {
    match condition {
        "" => true,
        r#"kind == "rotation""# => text(e, "kind") == "rotation",
        r#"kind == "rotation" && on_time"# => text(e, "kind") == "rotation" && flag(e, "on_time"),
        r#"kind == "featured_lesson""# => text(e, "kind") == "featured_lesson",
        r#"late && kind == "rotation""# => flag(e, "late") && text(e, "kind") == "rotation",
        r#"kind == "auxiliary""# => text(e, "kind") == "auxiliary",
        "first_item" => flag(e, "first_item"),
        "owed || first_item" => flag(e, "owed") || flag(e, "first_item"),
        "on_time" => flag(e, "on_time"),
        "joint" => flag(e, "joint"),
        "joint == false" => !flag(e, "joint"),
        "hosted" => flag(e, "hosted"),
        "late" => flag(e, "late"),
        "assessed" => flag(e, "assessed"),
        "passed" => flag(e, "passed"),
        r#"category == "drill""# => text(e, "category") == "drill",
        r#"member == "auxiliary""# => text(e, "member") == "auxiliary",
        r#"status == "make_up""# => text(e, "status") == "make_up",
        r#"theme.contains("political")"# => text(e, "theme").contains("political"),
        r#"category in ["drill", "professional"] && credit_minutes >= 120"# => {
            ["drill", "professional"].contains(&text(e, "category")) && number(e, "credit_minutes") >= 120
        }
        other => panic!("write the condition {other} by hand here"),
    }
}
