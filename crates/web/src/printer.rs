//! 排版: whoever sets a report as PDF. The program brings it when it was built with it and finds the fonts.

use std::fmt;
use std::sync::Arc;

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

/// Sets a report as PDF. Cheap to clone.
#[derive(Clone)]
pub struct Printer(Arc<Print>);

impl Printer {
    /// A printer that does what `print` does.
    pub fn new(print: impl Fn(&Publication<'_>) -> Result<Vec<u8>, PrinterFault> + Send + Sync + 'static) -> Self {
        Self(Arc::new(print))
    }

    /// The file.
    ///
    /// # Errors
    /// When a character is in no font, or the page cannot be set.
    pub fn print(&self, publication: &Publication<'_>) -> Result<Vec<u8>, PrinterFault> {
        (self.0)(publication)
    }
}

impl fmt::Debug for Printer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Printer")
    }
}
