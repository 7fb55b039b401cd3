//! 目录数据: the catalogue files built into the program.

use nc_figures::Catalogue;
use nc_kernel::RegisterDoc;

use crate::exit::Failure;

/// The units of the bureau that is built in.
pub const UNITS: &str = include_str!("../../../catalogue/units.toml");

/// The template a report starts from where none is given.
pub const ANNUAL_REPORT: &str = include_str!("../../../catalogue/reports/annual.md");

/// Figure definitions, one file an area.
pub const FIGURES: &[(&str, &str)] = &[
    ("study.toml", include_str!("../../../catalogue/figures/study.toml")),
    ("training.toml", include_str!("../../../catalogue/figures/training.toml")),
];

/// The definitions built in, checked.
///
/// # Errors
/// When one of them cannot be used with this program.
pub fn figures(registers: &[RegisterDoc]) -> Result<Catalogue, Failure> {
    Catalogue::parse(FIGURES.iter().map(|(_, text)| *text), registers)
        .map_err(|e| Failure::fault(format!("指标目录有误：{e}"), format!("the figure catalogue cannot be used: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_catalogue_file_is_built_in_and_can_be_used() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalogue/figures");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|f| f.unwrap().file_name().into_string().unwrap())
            .filter(|f| f.ends_with(".toml"))
            .collect();
        files.sort();
        assert_eq!(files, FIGURES.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>());
        assert!(figures(&nc_store::registry::registers()).unwrap().in_use().count() > 20);
    }
}
