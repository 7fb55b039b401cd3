//! 排版: whoever sets reports and certificates as PDF. The program brings it when it was built with it and finds the fonts.

use std::fmt;
use std::sync::Arc;

use nc_office::certificate::CertificatePaper;
use nc_office::report::Publication;

/// Why a page cannot be set, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrinterFault {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

type Print = dyn Fn(&Publication<'_>) -> Result<Vec<u8>, PrinterFault> + Send + Sync;
type Certify = dyn Fn(&[CertificatePaper]) -> Result<Vec<u8>, PrinterFault> + Send + Sync;

/// Sets reports and certificates as PDF. Cheap to clone.
#[derive(Clone)]
pub struct Printer {
    print: Arc<Print>,
    certify: Arc<Certify>,
}

impl Printer {
    /// A printer that sets reports by `print` and certificates, one a page, by `certify`.
    pub fn new(
        print: impl Fn(&Publication<'_>) -> Result<Vec<u8>, PrinterFault> + Send + Sync + 'static,
        certify: impl Fn(&[CertificatePaper]) -> Result<Vec<u8>, PrinterFault> + Send + Sync + 'static,
    ) -> Self {
        Self { print: Arc::new(print), certify: Arc::new(certify) }
    }

    /// The report's file.
    ///
    /// # Errors
    /// When a character is in no font, or the page cannot be set.
    pub fn print(&self, publication: &Publication<'_>) -> Result<Vec<u8>, PrinterFault> {
        (self.print)(publication)
    }

    /// The file of certificates.
    ///
    /// # Errors
    /// As [`Printer::print`].
    pub fn certify(&self, papers: &[CertificatePaper]) -> Result<Vec<u8>, PrinterFault> {
        (self.certify)(papers)
    }
}

impl fmt::Debug for Printer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Printer")
    }
}
