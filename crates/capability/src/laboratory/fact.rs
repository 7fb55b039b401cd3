//! What is recorded about laboratories. Kinds are frozen; fields stand in alphabetical order, which makes the bodies canonical.

use nc_kernel::{Day, Document, PersonId, UnitPath, facts};

use super::model::{LaboratoryId, ScopeItem, Stage};

use crate::declare::bodies;

facts! {
    /// 实验室事实: everything that can be recorded about a laboratory.
    pub enum Fact {
        "laboratory.founded.v1" => Founded,
        "laboratory.accreditation_begun.v1" => Begun,
        "laboratory.accreditation_advanced.v1" => Advanced,
        "laboratory.nonconformity_found.v1" => NonconformityFound,
        "laboratory.nonconformity_closed.v1" => NonconformityClosed,
        "laboratory.granted.v1" => Granted,
        "laboratory.surveillance_passed.v1" => SurveillancePassed,
        "laboratory.suspended.v1" => Suspended,
        "laboratory.reinstated.v1" => Reinstated,
        "laboratory.withdrawn.v1" => Withdrawn,
        "laboratory.instrument_registered.v1" => InstrumentRegistered,
        "laboratory.calibrated.v1" => Calibrated,
        "laboratory.proficiency_tested.v1" => ProficiencyTested,
        "laboratory.test_requested.v1" => TestRequested,
    }
}

bodies! {
    /// 设立, in the fact's unit from the fact's day.
    Founded {
        /// Which.
        laboratory: LaboratoryId,
        /// Its serial.
        serial: String,
        /// What it is called.
        title: String,
    }
    /// 启动评审. Accreditations of a laboratory are numbered from 1 in the order they were begun.
    Begun {
        /// Which.
        laboratory: LaboratoryId,
        /// The grade it aims at, where the scheme has grades.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        level: Option<String>,
        /// Under which scheme.
        scheme: String,
        /// What it wants in scope.
        scope: Vec<ScopeItem>,
    }
    /// 评审进展.
    Advanced {
        /// Number of the accreditation.
        accreditation: u32,
        /// Where it is now.
        stage: Stage,
    }
    /// 不符合项. Numbered from 1 within the accreditation.
    NonconformityFound {
        /// Number of the accreditation.
        accreditation: u32,
        /// By when it has to be put right.
        due: Day,
        /// Who puts it right.
        owner: PersonId,
        /// What does not conform.
        title: String,
    }
    /// 不符合项关闭.
    NonconformityClosed {
        /// Number of the accreditation.
        accreditation: u32,
        /// What shows that it was put right.
        evidence: Document,
        /// Number of the nonconformity.
        nonconformity: u32,
        /// Who looked; never its owner.
        verifier: PersonId,
    }
    /// 获准 or 续期: valid from the fact's day.
    Granted {
        /// Number of the accreditation.
        accreditation: u32,
        /// The certificate or the notice.
        certificate: Document,
        /// By when surveillance has to be passed, as it was set then.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        surveillance: Option<Day>,
        /// Last day it is valid, as it was set then.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        until: Option<Day>,
    }
    /// 监督评审通过.
    SurveillancePassed {
        /// Number of the accreditation.
        accreditation: u32,
        /// By when the next has to be passed.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        next: Option<Day>,
    }
    /// 暂停: the fact's day is the first on which it is not in force.
    Suspended {
        /// Number of the accreditation.
        accreditation: u32,
        /// By which document.
        authority: String,
        /// Why.
        reason: String,
    }
    /// 恢复, from the fact's day.
    Reinstated {
        /// Number of the accreditation.
        accreditation: u32,
        /// By which document.
        authority: String,
    }
    /// 撤销: the fact's day is the first on which it is not in force.
    Withdrawn {
        /// Number of the accreditation.
        accreditation: u32,
        /// By which document.
        authority: String,
        /// Why.
        reason: String,
    }
    /// 仪器登记.
    InstrumentRegistered {
        /// Months from one calibration to the next.
        calibration_months: u16,
        /// Its serial within the laboratory.
        instrument: String,
        /// What it is.
        title: String,
    }
    /// 检定校准, on the fact's day.
    Calibrated {
        /// Number of the certificate.
        certificate: String,
        /// Last day it may be used before the next.
        due: Day,
        /// Which instrument.
        instrument: String,
    }
    /// 能力验证.
    ProficiencyTested {
        /// Code of the item.
        item: String,
        /// Whose programme, and its number.
        programme: String,
        /// Whether the result was satisfactory.
        satisfactory: bool,
    }
    /// 受理委托.
    TestRequested {
        /// The unit that asks.
        client: UnitPath,
        /// Code of the item.
        item: String,
        /// 委托编号.
        number: String,
    }
}
