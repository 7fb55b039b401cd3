//! A register row in words.

use nc_kernel::{Attr, Entry};

use crate::app::App;
use crate::frame::unit_name;
use crate::lang::Lang;

/// The units a row is about, each once.
pub(crate) fn units(app: &App, entry: &Entry, lang: Lang) -> String {
    let facets = &entry.facets;
    let mut units: Vec<String> = Vec::new();
    for unit in facets.organisers.iter().chain(&facets.host).chain(&facets.sender) {
        let name = unit_name(app, unit, lang);
        if !units.contains(&name) {
            units.push(name);
        }
    }
    units.join(lang.pick("、", ", "))
}

/// What a row says of itself: its attributes, those that say nothing left out.
pub(crate) fn attributes(entry: &Entry, lang: Lang) -> String {
    let attr = |(attribute, value): (&&str, &Attr)| {
        let name = lang.word("attr", attribute);
        match value {
            Attr::Int(n) => format!("{name} {n}"),
            // A line of a plan is told by its own number; which plan it is, its class says.
            Attr::Text(line) if *attribute == "plan_item" => {
                line.split_once('/').map(|(_, item)| format!("{name} {item}")).unwrap_or_default()
            }
            Attr::Text(word) if !word.is_empty() => format!("{name} {}", lang.word("value", word)),
            Attr::Bool(true) => name,
            Attr::Bool(false) | Attr::Text(_) => String::new(),
        }
    };
    let attrs: Vec<String> = entry.attrs.iter().map(attr).filter(|text| !text.is_empty()).collect();
    attrs.join(lang.pick("；", "; "))
}
