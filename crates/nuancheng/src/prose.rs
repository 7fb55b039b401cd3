//! Articles given on the command line.

use std::path::Path;

use crate::exit::Failure;
use crate::files;

/// Reads an article; `-` is standard input.
///
/// # Errors
/// When the file cannot be read, or is no text.
pub fn read(path: &Path) -> Result<String, Failure> {
    let bytes = files::read(path)?;
    nc_office::prose(&bytes).map_err(|e| Failure::from(e).at(path.display().to_string()))
}
