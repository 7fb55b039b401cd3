//! Words and ids of flight.

use nc_kernel::{Day, id_type};
use nc_people::of_serial;
use serde::{Deserialize, Serialize};

use crate::declare::words;

id_type! {
    /// 航空器.
    AircraftId
}
of_serial!(AircraftId);

words! {
    /// 类别 of an unmanned aircraft, and of a licence.
    Category {
        /// 多旋翼.
        Multirotor = "multirotor" "多旋翼" "multirotor",
        /// 固定翼.
        Fixed = "fixed" "固定翼" "fixed wing",
        /// 垂直起降固定翼.
        Vtol = "vtol" "垂直起降固定翼" "vertical take-off, fixed wing",
    }
    /// 等级 of a licence.
    Rating {
        /// 视距内.
        Vlos = "vlos" "视距内" "within visual line of sight",
        /// 超视距.
        Bvlos = "bvlos" "超视距" "beyond visual line of sight",
        /// 教员.
        Instructor = "instructor" "教员" "instructor",
    }
    /// 任务性质.
    Mission {
        /// 巡逻.
        Patrol = "patrol" "巡逻" "patrol",
        /// 搜寻救助.
        Search = "search" "搜寻救助" "search and rescue",
        /// 现场勘查.
        Scene = "scene" "现场勘查" "scene work",
        /// 大型活动安保.
        Event = "event" "大型活动安保" "event security",
        /// 训练.
        Training = "training" "训练" "training",
        /// 其他.
        Other = "other" "其他" "other",
    }
}

/// 近期经历要求: somebody is current who flew so often or so long in the days up to and with the day that is asked about.
/// No published text fixes the numbers: they are the bureau's setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Currency {
    /// Length of the time looked at, in days.
    pub days: u16,
    /// Flights that are enough.
    pub flights: u16,
    /// Minutes that are enough.
    pub minutes: u32,
}

impl Currency {
    /// Whether `flights` (day and minutes of each) are enough on `day`. A licence newer than the time looked at counts as
    /// current: its examination was flown in that time.
    #[must_use]
    pub fn met(self, flights: impl Iterator<Item = (Day, u32)>, licensed: Day, day: Day) -> bool {
        let (count, minutes) = self.counted(flights, day);
        licensed >= self.first(day) || count >= u32::from(self.flights) || minutes >= self.minutes
    }

    /// First of the days looked at from `day`.
    fn first(self, day: Day) -> Day {
        day.minus_days(i64::from(self.days) - 1)
    }

    /// Flights and minutes among `flights` in the days looked at from `day`.
    #[must_use]
    pub fn counted(self, flights: impl Iterator<Item = (Day, u32)>, day: Day) -> (u32, u32) {
        let first = self.first(day);
        let within = flights.filter(|(on, _)| first <= *on && *on <= day);
        within.fold((0, 0), |(count, minutes), (_, flown)| (count + 1, minutes.saturating_add(flown)))
    }

    /// The last day on which `flights` and a licence given on `licensed` are still enough, from `day` on; none when they are
    /// not enough on `day`.
    #[must_use]
    pub fn lasts<F: Iterator<Item = (Day, u32)>>(self, flights: impl Fn() -> F, licensed: Day, day: Day) -> Option<Day> {
        // What is enough on a day was enough on every day before it: without another flight there is only less to count.
        let enough = |days: i64| self.met(flights(), licensed, day.plus_days(days));
        enough(0).then(|| {
            let (mut yes, mut no) = (0_i64, i64::from(self.days));
            while yes + 1 < no {
                let middle = i64::midpoint(yes, no);
                if enough(middle) { yes = middle } else { no = middle }
            }
            day.plus_days(yes)
        })
    }

    /// Whether its numbers make sense.
    #[must_use]
    pub fn sound(self) -> bool {
        (1..=1_096).contains(&self.days) && self.flights > 0 && self.minutes > 0
    }
}
