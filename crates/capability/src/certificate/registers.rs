//! The register certificates feed.

use nc_kernel::RegisterDoc;

/// 证书登记簿: one row a valid certificate.
pub const ISSUED: &str = "certificate.issued";

/// What the rows are, for figure definitions.
pub const REGISTERS: &[RegisterDoc] = &[RegisterDoc {
    name: ISSUED,
    zh: "一份有效的结业证书，计入首次发证日所在期间",
    en: "one valid certificate, counted on the day its first number was issued",
    when: "issued_on",
    attrs: &["member", "reissued"],
    has_person: true,
    lasts: false,
}];
