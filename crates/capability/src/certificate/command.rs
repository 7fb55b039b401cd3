//! What can be asked about certificates.

use nc_kernel::id::PersonId;
use serde::{Deserialize, Serialize};

use super::model::{CertificateId, SeriesId};
use crate::training::model::ClassId;

/// 发放结业证书: gives a number to each of these people, who completed a closed class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssueCertificates {
    /// The class.
    pub class: ClassId,
    /// The series of the class: [`SeriesId::of`] its leading unit and the year of its last day.
    pub series: SeriesId,
    /// Who.
    pub people: Vec<PersonId>,
    /// By whose authority: 局训练处.
    pub authority: String,
}

/// 作废证书.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoidCertificate {
    /// The certificate.
    pub certificate: CertificateId,
    /// Why.
    pub reason: String,
    /// By which document or whose order.
    pub authority: String,
}

/// 补发证书: gives a new number; the one that is valid becomes void for the same reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReissueCertificate {
    /// The certificate.
    pub certificate: CertificateId,
    /// The series its class belongs to.
    pub series: SeriesId,
    /// Why: 遗失, 污损.
    pub reason: String,
    /// By which document or whose order.
    pub authority: String,
}
