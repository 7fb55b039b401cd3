//! Ids of certificates, and their numbers.

use nc_kernel::id::{PersonId, natural};
use nc_kernel::{UnitPath, id_type};

use crate::training::model::ClassId;

id_type! {
    /// 证书: what one person has to show for one class.
    CertificateId
}

id_type! {
    /// 证书编号序列: the numbers of one unit and year.
    SeriesId
}

impl CertificateId {
    /// The certificate of `person` for `class`.
    #[must_use]
    pub fn of(class: ClassId, person: PersonId) -> Self {
        Self(natural("certificate", &format!("{class}/{person}")))
    }
}

impl SeriesId {
    /// The series of `unit` for classes that ended in `year`.
    #[must_use]
    pub fn of(unit: &UnitPath, year: i16) -> Self {
        Self(natural("certificate.series", &format!("{unit}{year}")))
    }
}

/// 编号的序列与序号: the name of the series a number is of, `2026-150602`, and its place there.
#[must_use]
pub fn place(number: &str) -> Option<(&str, u32)> {
    let (series, nth) = number.rsplit_once('-')?;
    Some((series, nth.parse().ok().filter(|nth| *nth > 0)?))
}

/// A series by its name: the code of its unit and the year.
#[must_use]
pub fn series(name: &str) -> Option<(&str, i16)> {
    let (year, unit) = name.split_once('-')?;
    Some((unit, year.parse().ok()?))
}

/// 证书编号: year, unit and number within the series: `2026-150602-00017`.
#[must_use]
pub fn number(unit: &UnitPath, year: i16, nth: u32) -> String {
    format!("{year}-{}-{nth:05}", unit.code())
}
