//! From uploaded bytes to a [`Table`]: says what the file is, reads it within the caps, finds the header.

use crate::columns::Columns;
use crate::error::OfficeError;
use crate::table::Table;
use crate::{delimited, xlsx};

/// Data rows read from one file unless the caller says otherwise.
pub const DEFAULT_MAX_ROWS: u32 = 200_000;
/// Unpacked bytes read from one file unless the caller says otherwise: 512 MiB, several times a full roster.
pub const DEFAULT_MAX_UNPACKED: u64 = 512 << 20;

/// Rows that may stand above the data (titles, header) on top of the row cap.
const HEAD_ROWS: u32 = 64;

/// Called every thousand rows with rows done and, if the file says so, rows in all.
pub type Progress<'a> = &'a mut dyn FnMut(u32, Option<u32>);

/// Caps and progress of one read.
pub struct ReadOptions<'a> {
    /// Most data rows; one more is [`OfficeError::TooManyRows`].
    pub max_rows: u32,
    /// Most bytes after unpacking; more is [`OfficeError::TooLarge`].
    pub max_unpacked: u64,
    /// Told how far the read is.
    pub progress: Option<Progress<'a>>,
}

impl Default for ReadOptions<'_> {
    fn default() -> Self {
        Self { max_rows: DEFAULT_MAX_ROWS, max_unpacked: DEFAULT_MAX_UNPACKED, progress: None }
    }
}

/// Reads an xlsx workbook (its first visible sheet with a header that is recognised) or a text table in UTF-8 or GB18030.
///
/// `columns` are only used to recognise the header row; [`Columns::bind`] says which of them are there.
///
/// # Errors
/// [`OfficeError`] for everything that makes the whole file unusable; nothing of it is kept.
pub fn read(bytes: &[u8], columns: &Columns, mut options: ReadOptions<'_>) -> Result<Table, OfficeError> {
    let limits = Limits {
        rows: options.max_rows.saturating_add(HEAD_ROWS),
        unpacked: options.max_unpacked,
        text: usize::try_from(options.max_unpacked).unwrap_or(usize::MAX),
    };
    let mut ignore = |_: u32, _: Option<u32>| {};
    let progress: Progress<'_> = match options.progress.as_mut() {
        Some(progress) => *progress,
        None => &mut ignore,
    };
    let too_many = |error| match error {
        OfficeError::TooManyRows { .. } => OfficeError::TooManyRows { max: options.max_rows },
        other => other,
    };
    let table = match sniff(bytes)? {
        Kind::Xlsx => xlsx::read(bytes, columns, limits, progress),
        Kind::Text => delimited::read(bytes, columns, limits, progress),
    }
    .map_err(too_many)?;
    if u32::try_from(table.rows().len()).map_or(true, |rows| rows > options.max_rows) {
        return Err(OfficeError::TooManyRows { max: options.max_rows });
    }
    Ok(table)
}

/// The caps as the two readers need them.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// Filled lines, head included.
    pub rows: u32,
    /// Unpacked bytes of the container.
    pub unpacked: u64,
    /// Bytes of text over all cells; a container can repeat one long string in every cell.
    pub text: usize,
}

enum Kind {
    Xlsx,
    Text,
}

/// What the bytes are, by what they start with; a file's name is never believed.
fn sniff(bytes: &[u8]) -> Result<Kind, OfficeError> {
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    if bytes.is_empty() {
        return Err(OfficeError::EmptySheet);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Kind::Xlsx);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(compound(bytes));
    }
    let known = [&b"%PDF"[..], b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"Rar!", b"7z\xBC\xAF", b"{\\rtf", b"\x1F\x8B", b"PK"];
    if known.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(OfficeError::NotASpreadsheet);
    }
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if start.starts_with(b"<") {
        // Older systems hand out web pages and XML named .xls; spreadsheet programs open them without saying so.
        return Err(OfficeError::OtherFormat {
            kind: "a web page or XML named as a spreadsheet", kind_zh: "网页或 XML 格式的表格"
        });
    }
    Ok(Kind::Text)
}

/// Both a password-protected xlsx and an old xls are OLE compound files; the names of their streams tell them apart.
fn compound(bytes: &[u8]) -> OfficeError {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("EncryptedPackage") {
        OfficeError::Encrypted
    } else if holds("Workbook") || holds("Book") {
        OfficeError::OtherFormat { kind: "an old .xls workbook", kind_zh: "旧版 .xls 工作簿" }
    } else {
        OfficeError::NotASpreadsheet
    }
}
