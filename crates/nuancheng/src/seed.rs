//! 目录数据: the catalogue files built into the program.

use std::collections::BTreeMap;

use nc_figures::Catalogue;
use nc_kernel::{Day, RegisterDoc};
use serde::Deserialize;

use crate::exit::Failure;

/// The units of the bureau that is built in.
pub const UNITS: &str = include_str!("../../../catalogue/units.toml");

/// The template a report starts from where none is given.
pub const ANNUAL_REPORT: &str = include_str!("../../../catalogue/reports/annual.md");

/// Figure definitions, one file an area.
pub const FIGURES: &[(&str, &str)] = &[
    ("honour.toml", include_str!("../../../catalogue/figures/honour.toml")),
    ("readiness.toml", include_str!("../../../catalogue/figures/readiness.toml")),
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

const CAMPAIGNS: &str = include_str!("../../../catalogue/campaigns.toml");

#[derive(Deserialize)]
struct Campaigns {
    campaign: Vec<Campaign>,
}

/// 专项活动: a campaign whose name stands for a period.
#[derive(Deserialize)]
struct Campaign {
    name: String,
    first_day: Day,
}

/// First days of the campaigns whose names stand for a period.
///
/// # Errors
/// When the catalogue built in cannot be read.
pub fn campaigns() -> Result<BTreeMap<String, Day>, Failure> {
    let known: Campaigns = toml::from_str(CAMPAIGNS)
        .map_err(|e| Failure::fault(format!("专项活动目录有误：{e}"), format!("the catalogue of campaigns cannot be used: {e}")))?;
    Ok(known.campaign.into_iter().map(|c| (c.name, c.first_day)).collect())
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
