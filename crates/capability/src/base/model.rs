//! Words and ids of bases.

use nc_kernel::id_type;
use nc_people::of_serial;

use crate::declare::words;

id_type! {
    /// 基地.
    BaseId
}
of_serial!(BaseId);

words! {
    /// 基地类型.
    BaseKind {
        /// 训练基地.
        TrainingBase = "training_base" "训练基地" "training base",
        /// 实战中心.
        PracticalCentre = "practical_centre" "实战中心" "practical centre",
    }
    /// 场地类型.
    VenueKind {
        /// 教室.
        Classroom = "classroom" "教室" "classroom",
        /// 靶场.
        Range = "range" "靶场" "shooting range",
        /// 搏击馆.
        Combat = "combat" "搏击馆" "combat hall",
        /// 战术街区.
        Tactical = "tactical" "战术街区" "tactical streets",
        /// 机房.
        Computer = "computer" "机房" "computer room",
        /// 飞行场.
        Airfield = "airfield" "飞行场" "airfield",
        /// 宿舍.
        Dormitory = "dormitory" "宿舍" "dormitory",
        /// 其他.
        Other = "other" "其他" "other",
    }
}
