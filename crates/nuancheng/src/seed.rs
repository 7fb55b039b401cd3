//! 目录数据: the catalogue files built into the program.

use std::collections::BTreeMap;

use nc_figures::Catalogue;
use nc_figures::built_in::FILES;
use nc_kernel::calendar::HolidayFile;
use nc_kernel::{Day, RegisterDoc};
use nc_web::{Campaign, CatalogueFiles, Norm, ReportTemplate};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::exit::Failure;

/// The units of the bureau that is built in.
pub const UNITS: &str = include_str!("../../../catalogue/units.toml");

/// The template a report starts from where none is given.
pub const ANNUAL_REPORT: &str = include_str!("../../../catalogue/reports/annual.md");

/// The definitions built in, checked.
///
/// # Errors
/// When one of them cannot be used with this program.
pub fn figures(registers: &[RegisterDoc]) -> Result<Catalogue, Failure> {
    Catalogue::parse(FILES.iter().map(|(_, text)| *text), registers)
        .map_err(|e| Failure::fault(format!("指标目录有误：{e}"), format!("the figure catalogue cannot be used: {e}")))
}

const CAMPAIGNS: &str = include_str!("../../../catalogue/campaigns.toml");

const HOLIDAYS: &str = include_str!("../../../catalogue/holidays.toml");
const FRAMEWORK: &str = include_str!("../../../catalogue/framework.toml");
const NORMS: &str = include_str!("../../../catalogue/norms.toml");

#[derive(Deserialize)]
struct Campaigns {
    basis: String,
    campaign: Vec<Campaign>,
}

#[derive(Deserialize)]
struct NormFile {
    norm: Vec<Norm>,
}

/// A catalogue file built in, read.
fn read<T: DeserializeOwned>(text: &str, zh: &str, en: &str) -> Result<T, Failure> {
    toml::from_str(text).map_err(|e| Failure::fault(format!("{zh}有误：{e}"), format!("{en} cannot be used: {e}")))
}

fn campaign_file() -> Result<Campaigns, Failure> {
    read(CAMPAIGNS, "专项活动目录", "the catalogue of campaigns")
}

/// First days of the campaigns whose names stand for a period.
///
/// # Errors
/// When the catalogue built in cannot be read.
pub fn campaigns() -> Result<BTreeMap<String, Day>, Failure> {
    Ok(campaign_file()?.campaign.into_iter().map(|c| (c.name, c.first_day)).collect())
}

/// The files built in, for the pages that show them.
///
/// # Errors
/// When one of them cannot be read.
pub fn files() -> Result<CatalogueFiles, Failure> {
    let campaigns = campaign_file()?;
    let holidays: HolidayFile = read(HOLIDAYS, "放假安排", "the calendar of holidays")?;
    Ok(CatalogueFiles {
        holidays: holidays.year,
        framework: read(FRAMEWORK, "教学研练战体系", "the training framework")?,
        campaigns: campaigns.campaign,
        campaigns_basis: campaigns.basis,
        norms: read::<NormFile>(NORMS, "学时标准", "the norms of class hours")?.norm,
        templates: vec![ReportTemplate { name: "annual.md".to_owned(), text: ANNUAL_REPORT.to_owned() }],
    })
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
        assert_eq!(files, FILES.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>());
        let shown = super::files().unwrap();
        assert_eq!((shown.framework.main.len(), shown.framework.branch.len()), (1, 12));
        assert_eq!(shown.norms.iter().map(|norm| (norm.who.as_str(), norm.hours)).collect::<Vec<_>>(), [("member", 32), ("secretary", 56)]);
        assert!(!shown.holidays.is_empty() && !shown.campaigns.is_empty());
        assert!(figures(&nc_store::registry::registers()).unwrap().in_use().count() > 20);
    }
}
