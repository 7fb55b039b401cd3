//! 学时标准: one's own hours of collective study of each year against the norms that bind party members.

use nc_kernel::PersonId;
use nc_organisation::study::{self, ClassHoursOfYear, class_hours};
use nc_store::KnownEntry;

use crate::app::App;
use crate::problem::Problem;
use crate::settings::Norm;

/// A year against a norm.
#[derive(Debug, Clone)]
pub(crate) struct YearOfNorm<'a> {
    pub norm: &'a Norm,
    pub hours: ClassHoursOfYear,
}

/// Every year `person` earned hours in, and this one, against every norm; nothing for who is no member of a branch.
/// The caller passes the person of whoever asks and nobody else.
pub(crate) async fn years<'a>(app: &'a App, person: PersonId, entries: &[KnownEntry]) -> Result<Vec<YearOfNorm<'a>>, Problem> {
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
    let norms = || app.catalogue.norms.iter();
    let of = |year: i16, norm: &'a Norm| {
        let asked = study::Norm { basis: norm.basis.clone(), hours: norm.hours, zh: norm.zh.clone() };
        YearOfNorm { norm, hours: class_hours(rows.iter().copied(), year, &asked) }
    };
    Ok(years.into_iter().flat_map(|year| norms().map(move |norm| (year, norm))).map(|(year, norm)| of(year, norm)).collect())
}
