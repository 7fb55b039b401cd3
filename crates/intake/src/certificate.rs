//! 证书纸面: what the server and the command line print of a certificate, said once.

use nc_office::certificate::CertificatePaper;
use nc_store::Paper;

/// What stands on the paper. `address` is where it is verified and `picture` leads there, where that is known; `label` is what
/// every paper of an invented bureau says.
#[must_use]
pub fn certificate_paper(paper: &Paper, address: String, picture: String, label: Option<String>) -> CertificatePaper {
    let content = &paper.content;
    CertificatePaper {
        number: content.number.clone(),
        name: paper.opening.name.clone(),
        title: content.title.clone(),
        class: content.class.clone(),
        ended_on: content.ended_on.to_string(),
        issued_on: content.issued_on.to_string(),
        credit_minutes: content.credit_minutes,
        authority: content.authority.clone(),
        code: content.code.clone(),
        picture,
        address,
        replaces: paper.replaces.clone().unwrap_or_default(),
        label: label.unwrap_or_default(),
    }
}
