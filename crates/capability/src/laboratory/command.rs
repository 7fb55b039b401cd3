//! What can be asked of laboratories.

use nc_kernel::{Day, Document, PersonId, UnitPath};

use super::model::{LaboratoryId, ScopeItem, Stage};

use crate::declare::commands;

commands! {
    /// 设立实验室. Its id is [`LaboratoryId::of_serial`].
    FoundLaboratory {
        /// Serial.
        serial: String,
        /// What it is called.
        title: String,
        /// Whose.
        unit: UnitPath,
        /// Since when.
        on: Day,
    }
    /// 启动评审.
    BeginAccreditation {
        /// Which laboratory.
        laboratory: LaboratoryId,
        /// Word of the scheme.
        scheme: String,
        /// Grade, where the scheme has grades.
        #[serde(default)]
        level: Option<String>,
        /// What it wants in scope.
        scope: Vec<ScopeItem>,
        /// When.
        on: Day,
    }
    /// 评审进展: one stage further.
    AdvanceAccreditation {
        /// Which laboratory.
        laboratory: LaboratoryId,
        /// Number of the accreditation.
        accreditation: u32,
        /// The stage it comes to.
        to: Stage,
        /// When.
        on: Day,
    }
    /// 登记不符合项.
    FindNonconformity {
        /// Which laboratory.
        laboratory: LaboratoryId,
        /// Number of the accreditation.
        accreditation: u32,
        /// What does not conform.
        title: String,
        /// Who puts it right.
        owner: PersonId,
        /// By when.
        due: Day,
        /// When it was found.
        on: Day,
    }
    /// 关闭不符合项: for somebody else than its owner.
    CloseNonconformity {
        /// Which laboratory.
        laboratory: LaboratoryId,
        /// Number of the accreditation.
        accreditation: u32,
        /// Number of the nonconformity.
        nonconformity: u32,
        /// What shows that it was put right.
        evidence: Document,
        /// When.
        on: Day,
    }
    /// 登记获准 or 续期. How long it is valid follows from the scheme.
    GrantAccreditation {
        /// Which laboratory.
        laboratory: LaboratoryId,
        /// Number of the accreditation.
        accreditation: u32,
        /// The certificate or the notice.
        certificate: Document,
        /// First day it is valid.
        on: Day,
    }
    /// 登记监督评审通过.
    PassSurveillance {
        /// Which laboratory.
        laboratory: LaboratoryId,
        /// Number of the accreditation.
        accreditation: u32,
        /// When.
        on: Day,
    }
    /// 暂停.
    SuspendAccreditation {
        /// Which laboratory.
        laboratory: LaboratoryId,
        /// Number of the accreditation.
        accreditation: u32,
        /// First day not in force.
        on: Day,
        /// Why.
        reason: String,
        /// By which document.
        authority: String,
    }
    /// 恢复.
    ReinstateAccreditation {
        /// Which laboratory.
        laboratory: LaboratoryId,
        /// Number of the accreditation.
        accreditation: u32,
        /// First day in force again.
        on: Day,
        /// By which document.
        authority: String,
    }
    /// 撤销.
    WithdrawAccreditation {
        /// Which laboratory.
        laboratory: LaboratoryId,
        /// Number of the accreditation.
        accreditation: u32,
        /// First day not in force.
        on: Day,
        /// Why.
        reason: String,
        /// By which document.
        authority: String,
    }
    /// 登记仪器.
    RegisterInstrument {
        /// Which laboratory.
        laboratory: LaboratoryId,
        /// Serial of the instrument within it.
        instrument: String,
        /// What it is.
        title: String,
        /// Months from one calibration to the next.
        calibration_months: u16,
        /// Since when.
        on: Day,
    }
    /// 登记检定校准.
    CalibrateInstrument {
        /// Which laboratory.
        laboratory: LaboratoryId,
        /// Which instrument.
        instrument: String,
        /// Number of the certificate.
        certificate: String,
        /// When.
        on: Day,
    }
    /// 登记能力验证.
    RecordProficiency {
        /// Which laboratory.
        laboratory: LaboratoryId,
        /// Code of the item.
        item: String,
        /// Whose programme, and its number.
        programme: String,
        /// Whether the result was satisfactory.
        satisfactory: bool,
        /// When.
        on: Day,
    }
    /// 受理检验鉴定委托.
    RequestTest {
        /// Which laboratory.
        laboratory: LaboratoryId,
        /// Code of the item.
        item: String,
        /// 委托编号, once in a laboratory.
        number: String,
        /// The unit that asks.
        client: UnitPath,
        /// When.
        on: Day,
    }
}
