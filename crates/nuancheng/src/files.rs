//! Files read and written beside the database.

use std::io::{Read as _, Write as _};
use std::path::Path;

use crate::exit::Failure;

/// Reads a whole file; `-` is standard input.
///
/// # Errors
/// When it cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|e| Failure::reading(Path::new("stdin"), &e))?;
        return Ok(bytes);
    }
    std::fs::read(path).map_err(|e| Failure::reading(path, &e))
}

/// Reads a whole text file; `-` is standard input.
///
/// # Errors
/// When it cannot be read or is no UTF-8.
pub fn read_text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?).map_err(|_| Failure::unreadable("不是 UTF-8 文本", "is not UTF-8 text").at(path.display().to_string()))
}

/// Writes a file so that a crash leaves the old one or the new one, never half of it.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fault = |e: std::io::Error| Failure::writing(path, &e);
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".draft");
    let draft = path.with_file_name(name);
    let mut file = std::fs::File::create(&draft).map_err(fault)?;
    file.write_all(bytes).and_then(|()| file.sync_data()).map_err(fault)?;
    std::fs::rename(&draft, path).map_err(fault)
}
