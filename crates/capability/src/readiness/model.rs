//! The id of a requirement.

use nc_kernel::id::natural;
use nc_kernel::id_type;

id_type! {
    /// 资格要求: one credential that some people must hold.
    RequirementId
}

impl RequirementId {
    /// The requirement that bears the serial number `serial`; the same number always means the same requirement.
    #[must_use]
    pub fn of_serial(serial: &str) -> Self {
        Self(natural("readiness.requirement", serial.trim()))
    }
}
