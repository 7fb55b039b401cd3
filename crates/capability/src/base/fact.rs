//! What is recorded about bases. Kinds are frozen; fields stand in alphabetical order, which makes the bodies canonical.

use nc_kernel::facts;
use serde::{Deserialize, Serialize};

use super::model::{BaseId, BaseKind, VenueKind};

facts! {
    /// 基地事实.
    pub enum Fact {
        "base.opened.v1" => Opened,
        "base.venue_set.v1" => VenueSet,
        "base.equipment_set.v1" => EquipmentSet,
        "base.closed.v1" => Closed,
    }
}

/// 启用, in the fact's unit from the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Which.
    pub base: BaseId,
    /// What it is.
    pub kind: BaseKind,
    /// Its serial.
    pub serial: String,
    /// What it is called.
    pub title: String,
}

/// 场地, as it is from the fact's day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VenueSet {
    /// Beds; zero where nobody sleeps.
    pub beds: u32,
    /// Seats; zero takes it out of use.
    pub capacity: u32,
    /// What it is.
    pub kind: VenueKind,
    /// What it is called, once in a base.
    pub name: String,
}

/// 装备, as much as there is from the fact's day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EquipmentSet {
    /// What.
    pub item: String,
    /// How many.
    pub quantity: u32,
}

/// 停用: the fact's day is the first on which it is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// Why.
    pub reason: String,
}
