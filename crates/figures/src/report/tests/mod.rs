//! Templates in, documents and problems out.

mod canonical;
mod people;
mod refused;
mod wording;
mod written;

use nc_kernel::{Day, Period, Refused, RegisterDoc, UnitPath};

use super::{Answered, Rendered, Setting, Template};
use crate::catalogue::Catalogue;
use crate::evaluate::{Value, Worth};

const REGISTERS: &[RegisterDoc] = &[
    RegisterDoc { name: "run", zh: "", en: "", when: "ended", attrs: &[], has_person: false, lasts: false },
    RegisterDoc { name: "attendance", zh: "", en: "", when: "ended", attrs: &["minutes"], has_person: true, lasts: false },
    RegisterDoc { name: "service", zh: "", en: "", when: "from", attrs: &[], has_person: true, lasts: true },
];

/// A figure: id, counts, register, unit, day, further fields.
const FIGURES: [(&str, &str, &str, &str, &str, &str); 7] = [
    ("runs", "runs", "run", "期", "ended", ""),
    ("attendances", "rows", "attendance", "人次", "ended", ""),
    ("persons", "distinct", "attendance", "人", "ended", ""),
    ("minutes", "sum", "attendance", "分钟", "ended", "of = \"minutes\""),
    ("serving", "active", "service", "人", "from", ""),
    ("coverage", "ratio", "", "%", "ended", "numerator = \"persons\"\ndenominator = \"serving\""),
    ("meetings", "rows", "run", "次", "ended", ""),
];

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn catalogue() -> Catalogue {
    let tables = FIGURES.map(|(id, counts, from, unit, when, more)| {
        format!(
            "[[figure]]\nid = \"{id}\"\nversion = 1\nzh = \"{id}\"\nen = \"{id}\"\ncounts = \"{counts}\"\nfrom = \"{from}\"\nunit = \"{unit}\"\nwhen = \"{when}\"\nscope = \"sender\"\neffective = \"2023-01-01\"\n{more}\n"
        )
    });
    Catalogue::parse([tables.concat().as_str()], REGISTERS).unwrap()
}

fn setting() -> Setting {
    let unit = UnitPath::parse("/1506/").unwrap();
    Setting { as_of: day("2025-12-31"), period: None, unit, synthetic: false, date: day("2026-01-15") }
}

/// Reads and renders a template whose figures are worth what `worth` says.
fn render(template: &str, worth: impl Fn(&str) -> Worth) -> Result<Rendered, Refused> {
    let (catalogue, setting) = (catalogue(), setting());
    let template = Template::parse(template)?;
    let asked = template.questions(&catalogue, &setting)?;
    let answers: Vec<Answered> = asked
        .iter()
        .map(|asked| Answered {
            value: Value {
                figure: asked.definition.id.clone(),
                version: asked.definition.version,
                worth: worth(&asked.definition.id),
                unit: asked.definition.unit.clone(),
                period: asked.period,
                scope: asked.unit.clone(),
                known_on: day("2026-01-15"),
                ledger_size: 77,
                ledger_root: "ab".repeat(32),
            },
            rows: 3,
            row_hash: "cd".repeat(32),
        })
        .collect();
    Ok(template.render(&catalogue, &setting, (&asked, &answers)))
}

/// What the figures are worth in tables: 199 期, 64,500 人次, 1,750 人 of 1,806, 741 次.
fn worths(figure: &str) -> Worth {
    match figure {
        "runs" => Worth::Count(199),
        "attendances" => Worth::Count(64_500),
        "persons" => Worth::Count(1_750),
        "minutes" => Worth::Count(74_070),
        "serving" => Worth::Count(1_806),
        "coverage" => Worth::Ratio { n: 1_750, of: 1_806 },
        _ => Worth::Count(741),
    }
}

/// A whole template around one paragraph, for three years.
fn around(paragraph: &str) -> String {
    format!("---\n期间：3年来\n活动：抓强整树=2023-02-20\n---\n# 年报\n{paragraph}\n")
}

/// The paragraph as printed, and the codes of its problems.
fn paragraph(text: &str) -> (String, Vec<&'static str>) {
    match render(&around(text), worths) {
        Ok(rendered) => {
            (rendered.document.blocks[0].text(), rendered.problems.iter().map(|p| p.rule.code.trim_start_matches("report.")).collect())
        }
        Err(refused) => (String::new(), refused.codes().iter().map(|code| code.trim_start_matches("report.")).collect()),
    }
}

fn three_years() -> Period {
    Period::new(day("2023-01-01"), day("2025-12-31"))
}
