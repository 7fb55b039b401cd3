//! What is recorded about certificates. Kinds are frozen; fields stand in alphabetical order. No fact holds a name.

use nc_kernel::id::PersonId;
use nc_kernel::{Day, UnitPath, facts};
use nc_people::directory::MemberKind;
use serde::{Deserialize, Serialize};

use super::model::{CertificateId, SeriesId};
use crate::training::model::ClassId;

facts! {
    /// 证书事实: everything that can be recorded about one certificate.
    pub enum Fact {
        "certificate.issued.v1" => Issued,
        "certificate.voided.v1" => Voided,
    }
}

facts! {
    /// 编号事实: which number of a series was given.
    pub enum SeriesFact {
        "certificate.numbered.v1" => Numbered,
    }
}

/// 发证: a number was issued on the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// By whose authority.
    pub authority: String,
    /// The certificate.
    pub certificate: CertificateId,
    /// For which class.
    pub class: ClassId,
    /// Serial number of the class.
    pub class_serial: String,
    /// Minutes credited.
    pub credit_minutes: u32,
    /// Last day of the class.
    pub ended_on: Day,
    /// Police officer or auxiliary, at the time of the class.
    pub member: MemberKind,
    /// Its number.
    pub number: String,
    /// Whose.
    pub person: PersonId,
    /// The number in whose place it is issued.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub replaces: Option<String>,
    /// The unit the person served in at the time of the class.
    pub sender: UnitPath,
    /// What the class was called.
    pub title: String,
}

/// 作废: a number is good no more from the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voided {
    /// By which document or whose order.
    pub authority: String,
    /// The certificate.
    pub certificate: CertificateId,
    /// The number.
    pub number: String,
    /// Why.
    pub reason: String,
}

/// 编号: a number of a series was given to a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    /// To which certificate.
    pub certificate: CertificateId,
    /// The number within the series, from 1.
    pub nth: u32,
    /// The series.
    pub series: SeriesId,
}
