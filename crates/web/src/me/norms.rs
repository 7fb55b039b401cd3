//! 学时标准: one's own hours of collective study of each year against the norms that bind party members.

use std::sync::LazyLock;

use nc_kernel::PersonId;
use nc_organisation::study::{ClassHoursOfYear, Norm, class_hours};
use nc_store::KnownEntry;
use serde::Deserialize;

use crate::app::App;
use crate::problem::Problem;

/// A norm as the catalogue holds it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NormOf {
    /// `member` or `secretary`.
    pub who: String,
    pub zh: String,
    pub en: String,
    hours: i64,
    basis: String,
}

#[derive(Deserialize)]
struct File {
    norm: Vec<NormOf>,
}

/// The norms of the catalogue; a test sees to it that they are read.
static NORMS: LazyLock<Vec<NormOf>> =
    LazyLock::new(|| toml::from_str::<File>(include_str!("../../../../catalogue/norms.toml")).map(|file| file.norm).unwrap_or_default());

/// A year against a norm.
#[derive(Debug, Clone)]
pub(crate) struct YearOfNorm {
    pub norm: &'static NormOf,
    pub hours: ClassHoursOfYear,
}

/// Every year `person` earned hours in, and this one, against every norm; nothing for who is no member of a branch.
/// The caller passes the person of whoever asks and nobody else.
pub(crate) async fn years(app: &App, person: PersonId, entries: &[KnownEntry]) -> Result<Vec<YearOfNorm>, Problem> {
    let today = app.store.now().day();
    // Whether somebody is a member is read off the roll; the roll is not shown.
    let roll = app.store.roll(&[]).await?;
    if roll.branch_of(person, today).is_none() {
        return Ok(Vec::new());
    }
    let rows: Vec<_> = entries.iter().map(|known| &known.entry).collect();
    let mut years: Vec<i16> = rows.iter().filter(|row| row.register == "study.attendance").map(|row| row.day.year()).collect();
    years.push(today.year());
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    let of = |year: i16| {
        NORMS.iter().map({
            let rows = &rows;
            move |norm| {
                let asked = Norm { basis: norm.basis.clone(), hours: norm.hours, zh: norm.zh.clone() };
                YearOfNorm { norm, hours: class_hours(rows.iter().copied(), year, &asked) }
            }
        })
    };
    Ok(years.into_iter().flat_map(of).collect())
}

impl NormOf {
    /// The document it rests on.
    pub(crate) fn basis(&self) -> &str {
        &self.basis
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_holds_both_norms() {
        let norms: Vec<(&str, i64)> = NORMS.iter().map(|norm| (norm.who.as_str(), norm.hours)).collect();
        assert_eq!(norms, [("member", 32), ("secretary", 56)]);
    }
}
