//! What is recorded of programmes. Nothing here is personal.

use nc_kernel::{Day, UnitPath, facts};

use crate::declare::bodies;
use crate::exercise::model::{ExerciseId, Kind, ProgrammeId};

facts! {
    /// 演练规划: the facts of one programme, on the stream `exercise.programme/{id}`.
    pub enum Fact {
        "exercise.programme_set_up.v1" => SetUp,
        "exercise.programme_extended.v1" => Extended,
        "exercise.programme_dropped.v1" => Dropped,
        "exercise.programme_joined.v1" => ExerciseJoined,
        "exercise.programme_closed.v1" => Closed,
        "exercise.programme_struck.v1" => StruckOut,
    }
}

bodies! {
    /// 训练目标: a capability the programme is to train, and to what end.
    Aim {
        /// The capability.
        capability: String,
        /// To what end.
        objective: String,
    }

    /// 应办演练: an exercise that is due.
    Due {
        /// Which of the programme's capabilities it is for.
        capability: String,
        /// Last day on which it is held in time.
        due: Day,
        /// Of which type.
        kind: Kind,
        /// What it is called.
        title: String,
        /// Whose it is.
        unit: UnitPath,
    }

    /// 制定, on its first day.
    SetUp {
        /// What it is to train.
        aims: Vec<Aim>,
        /// The exercises due, numbered from 1.
        due: Vec<Due>,
        /// Last day.
        ends_on: Day,
        /// Which programme.
        programme: ProgrammeId,
        /// Anything to add; 演示数据 for what is invented.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<String>,
        /// Natural key.
        serial: String,
        /// What it is called.
        title: String,
        /// Whose it is.
        unit: UnitPath,
    }

    /// 增列: further exercises due, numbered on.
    Extended {
        /// The exercises due.
        due: Vec<Due>,
        /// Which programme.
        programme: ProgrammeId,
        /// Why.
        reason: String,
    }

    /// 取消一项.
    Dropped {
        /// Which item, from 1.
        item: u32,
        /// Which programme.
        programme: ProgrammeId,
        /// Why.
        reason: String,
    }

    /// 列入演练: an exercise names this programme.
    ExerciseJoined {
        /// Which exercise.
        exercise: ExerciseId,
        /// The item whose place it takes, from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<u32>,
        /// Which programme.
        programme: ProgrammeId,
    }

    /// 办结, with what was found.
    Closed {
        /// Which programme.
        programme: ProgrammeId,
        /// What the exercises showed, and why what was due was not done.
        review: String,
    }

    /// 撤销.
    StruckOut {
        /// On whose authority.
        authority: String,
        /// Which programme.
        programme: ProgrammeId,
        /// Why.
        reason: String,
    }
}
