//! What is recorded about flight. Kinds are frozen; fields stand in alphabetical order, which makes the bodies canonical.

use nc_kernel::{Day, PersonId, UnitPath, facts};
use nc_people::directory::MemberKind;

use super::model::{AircraftId, Category, Currency, Mission, Rating};

use crate::declare::bodies;

facts! {
    /// 操控员事实: what is recorded about one operator.
    pub enum PilotFact {
        "flight.licensed.v1" => Licensed,
        "flight.licence_suspended.v1" => LicenceSuspended,
        "flight.licence_restored.v1" => LicenceRestored,
        "flight.flown.v1" => Flown,
        "flight.assigned.v1" => Assigned,
    }
}

facts! {
    /// 航空器事实: what is recorded about one aircraft.
    pub enum AircraftFact {
        "flight.aircraft_registered.v1" => AircraftRegistered,
        "flight.airworthy.v1" => Airworthy,
        "flight.insured.v1" => Insured,
        "flight.aircraft_retired.v1" => AircraftRetired,
    }
}

facts! {
    /// 近期经历要求的设定.
    pub enum CurrencyFact {
        "flight.currency_set.v1" => CurrencySet,
    }
}

bodies! {
    /// 取得执照, in the unit of the base, valid from the fact's day.
    Licensed {
        /// The category it is good for.
        category: Category,
        /// Class within the category, as the licence says it: `B2`.
        class: String,
        /// The record of the examination. Not the person's name nor the licence's number.
        document: String,
        /// Police officer or auxiliary, at the time.
        member: MemberKind,
        /// Who.
        person: PersonId,
        /// The rating.
        rating: Rating,
        /// The unit the person served in at the time.
        sender: UnitPath,
        /// Last day it is valid; none when it does not lapse.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        until: Option<Day>,
    }
    /// 暂扣: the fact's day is the first on which the licence does not count.
    LicenceSuspended {
        /// By which document.
        authority: String,
        /// Position of the fact that gave it.
        licence: u64,
        /// Why.
        reason: String,
    }
    /// 恢复, from the fact's day.
    LicenceRestored {
        /// By which document.
        authority: String,
        /// Position of the fact that gave it.
        licence: u64,
    }
    /// 飞行, on the fact's day.
    Flown {
        /// With which aircraft.
        aircraft: AircraftId,
        /// Who instructed, where it was dual.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        instructor: Option<PersonId>,
        /// How long, in minutes.
        minutes: u32,
        /// What for.
        mission: Mission,
        /// Who.
        person: PersonId,
    }
    /// 派遣: the person flies a mission on the fact's day.
    Assigned {
        /// With which aircraft.
        aircraft: AircraftId,
        /// Beyond visual line of sight.
        beyond: bool,
        /// What for.
        mission: Mission,
        /// Serial of the task order.
        number: String,
        /// Who.
        person: PersonId,
    }
    /// 航空器登记, in the unit it belongs to.
    AircraftRegistered {
        /// Which.
        aircraft: AircraftId,
        /// Its category.
        category: Category,
        /// Its type, as the maker calls it.
        model: String,
        /// Its serial.
        serial: String,
    }
    /// 适航, from the fact's day.
    Airworthy {
        /// The certificate.
        document: String,
        /// Last day.
        until: Day,
    }
    /// 保险, from the fact's day.
    Insured {
        /// The policy.
        document: String,
        /// Last day.
        until: Day,
    }
    /// 退役: the fact's day is the first on which it does not fly.
    AircraftRetired {
        /// Why.
        reason: String,
    }
    /// 近期经历要求, from the fact's day.
    CurrencySet {
        /// By which document.
        basis: String,
        /// The rule.
        currency: Currency,
    }
}
