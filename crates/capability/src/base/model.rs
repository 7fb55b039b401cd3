//! Words and ids of bases.

use nc_kernel::id_type;
use nc_people::of_serial;
use serde::{Deserialize, Serialize};

id_type! {
    /// 基地.
    BaseId
}
of_serial!(BaseId);

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:literal),+ $(,)? })+) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$word_doc])* $variant),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As stored.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        })+
    };
}

words! {
    /// 基地类型.
    BaseKind {
        /// 训练基地.
        TrainingBase = "training_base",
        /// 实战中心.
        PracticalCentre = "practical_centre",
    }
    /// 场地类型.
    VenueKind {
        /// 教室.
        Classroom = "classroom",
        /// 靶场.
        Range = "range",
        /// 搏击馆.
        Combat = "combat",
        /// 战术街区.
        Tactical = "tactical",
        /// 机房.
        Computer = "computer",
        /// 飞行场.
        Airfield = "airfield",
        /// 宿舍.
        Dormitory = "dormitory",
        /// 其他.
        Other = "other",
    }
}
