//! What can be asked of bases.

use nc_kernel::{Day, UnitPath};
use serde::{Deserialize, Serialize};

use super::model::{BaseId, BaseKind, VenueKind};

/// 启用基地. Its id is [`BaseId::of_serial`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenBase {
    /// Serial.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub kind: BaseKind,
    /// Whose.
    pub unit: UnitPath,
    /// Since when.
    pub on: Day,
}

/// 设定场地: new, or as it is from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetVenue {
    /// Which base.
    pub base: BaseId,
    /// What the venue is called.
    pub name: String,
    /// What it is.
    pub kind: VenueKind,
    /// Seats; zero takes it out of use.
    pub capacity: u32,
    /// Beds.
    #[serde(default)]
    pub beds: u32,
    /// Since when.
    pub on: Day,
}

/// 设定装备数量.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetEquipment {
    /// Which base.
    pub base: BaseId,
    /// What.
    pub item: String,
    /// How many there are.
    pub quantity: u32,
    /// Since when.
    pub on: Day,
}

/// 停用基地: its rooms, beds and equipment can no longer be booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloseBase {
    /// Which base.
    pub base: BaseId,
    /// First day closed.
    pub on: Day,
    /// Why.
    pub reason: String,
}
