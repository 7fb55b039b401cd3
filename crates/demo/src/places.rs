//! The units of the bureau, and the figures it is counted by: set up as the program does it, unless that was done.

use nc_figures::Catalogue;
use nc_figures::built_in::FILES;
use nc_kernel::{Actor, Day, UnitPath};
use nc_people::UnitKind;
use nc_people::commands::{EstablishUnit, RenameUnit};

use crate::clerk::Clerk;
use crate::days::Days;
use crate::error::DemoError;

const UNITS: &str = include_str!("../../../catalogue/units.toml");

/// Said in every Chinese title.
pub(crate) const LABEL: &str = "演示数据";

/// One unit.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// Where it stands.
    pub path: UnitPath,
    /// Its name without the label.
    pub zh: String,
    /// Its name without the label.
    pub en: String,
    /// What it is.
    pub kind: UnitKind,
    /// The banner or department it belongs to, by number; itself where it is one.
    pub top: usize,
    /// First day in force, by number.
    pub from: i32,
}

/// All units.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    all: Vec<Place>,
    tops: Vec<usize>,
}

impl Places {
    /// The unit with that number; the bureau has 0.
    pub fn get(&self, number: usize) -> Result<&Place, DemoError> {
        self.all.get(number).ok_or(DemoError::Lost("a unit"))
    }

    /// Every unit with its number.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Place)> {
        self.all.iter().enumerate()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Path of the bureau.
    pub fn bureau(&self) -> Result<&UnitPath, DemoError> {
        Ok(&self.get(0)?.path)
    }

    /// Numbers of banners and departments.
    pub fn tops(&self) -> &[usize] {
        &self.tops
    }

    /// Numbers of the banners.
    pub fn banners(&self) -> Vec<usize> {
        self.kind(UnitKind::Banner)
    }

    /// Number of the training base.
    pub fn base(&self) -> Option<usize> {
        self.kind(UnitKind::Base).first().copied()
    }

    fn kind(&self, kind: UnitKind) -> Vec<usize> {
        self.tops.iter().copied().filter(|top| self.all.get(*top).is_some_and(|place| place.kind == kind)).collect()
    }

    /// Banner or department that a unit belongs to.
    pub fn top_of(&self, number: usize) -> usize {
        self.all.get(number).map_or(0, |place| place.top)
    }
}

/// Establishes the units and records the definitions, as far as they are missing, and labels every unit.
pub(crate) async fn set_up(clerk: &mut Clerk<'_>, days: &Days) -> Result<Places, DemoError> {
    let long_ago = Day::new(2000, 1, 1).unwrap_or_else(|_| days.day(0));
    let listed = nc_people::catalogue::parse(UNITS, long_ago).map_err(|e| DemoError::Catalogue(e.to_string()))?;
    let store = clerk.store.clone();
    if store.published().with_directory(|d| d.bureau().is_none()) {
        for unit in listed {
            let labelled = EstablishUnit { name_zh: zh_labelled(&unit.name_zh), name_en: en_labelled(&unit.name_en), ..unit };
            clerk.send(&Actor::SYSTEM, 1, labelled).await?;
        }
        clerk.settle().await?;
    }
    let known = store.published().with_directory(|d| {
        let bureau = d.bureau().map(|unit| unit.path.clone());
        bureau.map(|path| d.units_within(&path, days.day(0)).cloned().collect::<Vec<_>>()).unwrap_or_default()
    });
    for unit in known.iter().filter(|unit| !unit.name_zh.contains(LABEL)) {
        let from = unit.from.plus_days(1).max(days.day(0));
        let (name_zh, name_en) = (zh_labelled(&unit.name_zh), en_labelled(&unit.name_en));
        clerk.send(&Actor::SYSTEM, 1, RenameUnit { path: unit.path.clone(), name_zh, name_en, from }).await?;
    }
    clerk.settle().await?;
    let catalogue =
        Catalogue::parse(FILES.iter().map(|(_, text)| *text), store.registers()).map_err(|e| DemoError::Catalogue(e.to_string()))?;
    let fault = |source| DemoError::Store { doing: "figures.define".to_owned(), source };
    store.define_figures(&Actor::SYSTEM, &catalogue, Box::new(|_, _| {})).await.map_err(fault)?;
    numbered(&known, days)
}

fn numbered(known: &[nc_people::Unit], days: &Days) -> Result<Places, DemoError> {
    let mut all: Vec<Place> = Vec::with_capacity(known.len());
    let mut tops = Vec::new();
    for unit in known {
        let number = all.len();
        let top = match unit.path.depth() {
            0 | 1 => 0,
            2 => number,
            _ => all.iter().rposition(|place| place.path.depth() == 2 && place.path.contains(&unit.path)).unwrap_or(0),
        };
        if unit.path.depth() == 2 {
            tops.push(number);
        }
        let (zh, en) = (unit.name_zh.replace(&format!("（{LABEL}）"), ""), unit.name_en.replace(" (synthetic)", ""));
        all.push(Place { path: unit.path.clone(), zh, en, kind: unit.kind, top, from: days.number(unit.from) });
    }
    if tops.len() < 3 {
        return Err(DemoError::Lost("the units of the catalogue"));
    }
    Ok(Places { all, tops })
}

/// A Chinese title with the label.
pub(crate) fn zh_labelled(title: &str) -> String {
    format!("{title}（{LABEL}）")
}

fn en_labelled(title: &str) -> String {
    format!("{title} (synthetic)")
}
