//! What people want of programmes.

use nc_kernel::{Day, UnitPath};

use super::fact::{Aim, Due};
use crate::declare::commands;
use crate::exercise::model::ProgrammeId;

commands! {
    /// 制定演练规划.
    SetUpProgramme {
        /// What it is called.
        title: String,
        /// Whose it is.
        unit: UnitPath,
        /// First day.
        starts_on: Day,
        /// Last day.
        ends_on: Day,
        /// What it is to train.
        aims: Vec<Aim>,
        /// The exercises due.
        due: Vec<Due>,
        /// Natural key; made of title, unit and first day where nothing is given.
        #[serde(default)]
        serial: Option<String>,
        /// Anything to add.
        #[serde(default)]
        remark: Option<String>,
    }

    /// 增列应办演练.
    AddDue {
        /// Which programme.
        programme: ProgrammeId,
        /// The exercises due.
        due: Vec<Due>,
        /// Why.
        reason: String,
    }

    /// 取消应办演练: one that no exercise has taken the place of.
    DropDue {
        /// Which programme.
        programme: ProgrammeId,
        /// Which item, from 1.
        item: u32,
        /// Why.
        reason: String,
    }

    /// 办结演练规划.
    CloseProgramme {
        /// Which programme.
        programme: ProgrammeId,
        /// What the exercises showed, and why what was due was not done.
        review: String,
    }

    /// 撤销演练规划: one that no exercise has joined.
    StrikeProgramme {
        /// Which programme.
        programme: ProgrammeId,
        /// Why.
        reason: String,
        /// On whose authority.
        authority: String,
    }
}
