//! What can be asked of flight.

use nc_kernel::{Day, PersonId, UnitPath};

use super::model::{AircraftId, Category, Currency, Mission, Rating};

use crate::declare::commands;

commands! {
    /// 设定近期经历要求.
    SetCurrency {
        /// The rule.
        currency: Currency,
        /// By which document.
        basis: String,
        /// Since when.
        on: Day,
    }
    /// 登记执照.
    LicenseOperator {
        /// Who.
        person: PersonId,
        /// The base where it was earned.
        base: UnitPath,
        /// The category it is good for.
        category: Category,
        /// Class within the category.
        class: String,
        /// The rating.
        rating: Rating,
        /// The record of the examination.
        document: String,
        /// First day it is valid.
        on: Day,
        /// Last day it is valid, by the licence itself; none when it does not lapse.
        #[serde(default)]
        until: Option<Day>,
    }
    /// 暂扣执照: every licence of the person that is valid in the category.
    SuspendLicence {
        /// Whose.
        person: PersonId,
        /// Of which category.
        category: Category,
        /// First day it does not count.
        on: Day,
        /// Why.
        reason: String,
        /// By which document.
        authority: String,
    }
    /// 恢复执照.
    RestoreLicence {
        /// Whose.
        person: PersonId,
        /// Of which category.
        category: Category,
        /// First day it counts again.
        on: Day,
        /// By which document.
        authority: String,
    }
    /// 登记航空器. Its id is [`AircraftId::of_serial`].
    RegisterAircraft {
        /// Its serial.
        serial: String,
        /// Its type.
        model: String,
        /// Its category.
        category: Category,
        /// Whose.
        unit: UnitPath,
        /// Since when.
        on: Day,
    }
    /// 登记适航.
    RecordAirworthiness {
        /// Which aircraft.
        aircraft: AircraftId,
        /// The certificate.
        document: String,
        /// First day.
        on: Day,
        /// Last day.
        until: Day,
    }
    /// 登记保险.
    RecordInsurance {
        /// Which aircraft.
        aircraft: AircraftId,
        /// The policy.
        document: String,
        /// First day.
        on: Day,
        /// Last day.
        until: Day,
    }
    /// 航空器退役.
    RetireAircraft {
        /// Which aircraft.
        aircraft: AircraftId,
        /// First day it does not fly.
        on: Day,
        /// Why.
        reason: String,
    }
    /// 记录飞行.
    LogFlight {
        /// With which aircraft.
        aircraft: AircraftId,
        /// Who.
        person: PersonId,
        /// Who instructed, where it was dual.
        #[serde(default)]
        instructor: Option<PersonId>,
        /// How long, in minutes.
        minutes: u32,
        /// What for.
        mission: Mission,
        /// When.
        on: Day,
    }
    /// 派遣任务: refused when the person may not fly it on the day.
    AssignMission {
        /// With which aircraft.
        aircraft: AircraftId,
        /// Who.
        person: PersonId,
        /// Serial of the task order.
        number: String,
        /// What for.
        mission: Mission,
        /// Beyond visual line of sight.
        beyond: bool,
        /// When it is flown.
        on: Day,
    }
}
