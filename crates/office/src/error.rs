//! Why a whole file was turned down, in words the person who uploaded it can act on.

/// A fault of the whole file. A fault of one cell is a [`crate::CellFault`] instead.
///
/// `Display` is the English sentence; [`OfficeError::zh`] is the Chinese one and [`OfficeError::code`] the stable name.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OfficeError {
    /// The bytes are no spreadsheet and no text table (a picture, a PDF, a text document, random bytes).
    #[error("this is not a spreadsheet; upload an .xlsx or .csv file")]
    NotASpreadsheet,
    /// A spreadsheet of a kind that is not read: .xls, .xlsb, .ods, or a web page named .xls.
    #[error("this file is {kind}, which is not read here; open it in WPS or Excel, save it as .xlsx and upload that")]
    OtherFormat {
        /// What the file is, for example `an old .xls workbook`.
        kind: &'static str,
        /// The same in Chinese.
        kind_zh: &'static str,
    },
    /// The workbook asks for a password.
    #[error("the file is protected by a password; remove the password, save it and upload it again")]
    Encrypted,
    /// The file starts like a spreadsheet but cannot be read to its end.
    #[error("the file is damaged or incomplete ({detail}); open it in WPS or Excel, save it again and upload that")]
    Damaged {
        /// What the reader met; never a cell's content.
        detail: String,
    },
    /// The text is neither UTF-8 nor GB18030.
    #[error("the text file is neither UTF-8 nor GB18030; save it as .xlsx or as CSV UTF-8 and upload that")]
    Encoding,
    /// No visible sheet holds anything.
    #[error("the file holds no rows; fill in the template and upload that")]
    EmptySheet,
    /// None of the first rows looks like the expected header.
    #[error("no header row was recognised; one row must hold column names such as {expected_en}")]
    NoHeader {
        /// The column names looked for, English.
        expected_en: String,
        /// The column names looked for, Chinese.
        expected_zh: String,
    },
    /// More data rows than the cap.
    #[error("the file holds more than {max} rows; split it and upload the parts")]
    TooManyRows {
        /// The cap, in data rows.
        max: u32,
    },
    /// A filled cell lies right of the widest table that is read.
    #[error("the table is wider than {max} columns; delete the columns that are not needed")]
    TooWide {
        /// The cap, in columns.
        max: u32,
    },
    /// The file, or what it unpacks to, is larger than the cap (this also stops zip bombs).
    #[error("the file is too large: at most {max_mib} MiB unpacked are read; split it, or remove pictures and empty formatted rows")]
    TooLarge {
        /// The cap, in MiB of unpacked content.
        max_mib: u64,
    },
    /// The bytes are no article: a picture, a program, a spreadsheet.
    #[error("this is no article; give a .txt, .md, .docx or .html file")]
    NotProse,
    /// A document of a kind that is not read: .doc, PDF, RTF.
    #[error("this file is {kind}, which is not read here; save it as .docx or as text and give that")]
    OtherDocument {
        /// What the file is, for example `a PDF`.
        kind: &'static str,
        /// The same in Chinese.
        kind_zh: &'static str,
    },
    /// An article without a word.
    #[error("the file holds no text")]
    EmptyProse,
    /// An article longer than what is read.
    #[error("the text is longer than {max} characters; split it and check the parts")]
    TooLong {
        /// The cap, in characters.
        max: usize,
    },
    /// A cell of a form cannot be filled.
    #[error("{place}: {why}")]
    Form {
        /// The sheet, or the cell.
        place: String,
        /// What is wrong.
        why: String,
        /// The same in Chinese.
        why_zh: String,
    },
    /// A sheet could not be written: our own bug or a limit of the format (rows, columns, length of a cell).
    #[error("the spreadsheet could not be written: {0}")]
    Write(String),
}

impl OfficeError {
    /// Stable name of the fault, for translation catalogues and tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotASpreadsheet => "not_a_spreadsheet",
            Self::OtherFormat { .. } => "other_format",
            Self::Encrypted => "encrypted",
            Self::Damaged { .. } => "damaged",
            Self::Encoding => "encoding",
            Self::EmptySheet => "empty_sheet",
            Self::NoHeader { .. } => "no_header",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::TooWide { .. } => "too_wide",
            Self::TooLarge { .. } => "too_large",
            Self::NotProse => "not_prose",
            Self::OtherDocument { .. } => "other_document",
            Self::EmptyProse => "empty_prose",
            Self::TooLong { .. } => "too_long",
            Self::Form { .. } => "form",
            Self::Write(_) => "write",
        }
    }

    /// The sentence in Chinese: what is wrong and what to do.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::NotASpreadsheet => "这不是电子表格，请上传 .xlsx 或 .csv 文件".into(),
            Self::OtherFormat { kind_zh, .. } => {
                format!("这是{kind_zh}，本系统不读取；请用 WPS 或 Excel 打开，另存为 .xlsx 后再上传")
            }
            Self::Encrypted => "文件设有打开密码，请取消密码、保存后再上传".into(),
            Self::Damaged { .. } => "文件已损坏或不完整，请用 WPS 或 Excel 打开、重新保存后再上传".into(),
            Self::Encoding => "文本文件的编码既不是 UTF-8 也不是 GB18030，请另存为 .xlsx 或 CSV UTF-8 后再上传".into(),
            Self::EmptySheet => "文件里没有内容，请填写模板后再上传".into(),
            Self::NoHeader { expected_zh, .. } => {
                format!("没有找到表头行；应有一行写明列名，例如：{expected_zh}")
            }
            Self::TooManyRows { max } => format!("文件超过 {max} 行，请拆分后分别上传"),
            Self::TooWide { max } => format!("表格超过 {max} 列，请删去不需要的列"),
            Self::TooLarge { max_mib } => {
                format!("文件过大：解压后最多读取 {max_mib} MiB；请拆分文件，或删去图片和带格式的空行")
            }
            Self::NotProse => "这不是文稿，请提供 .txt、.md、.docx 或 .html 文件".into(),
            Self::OtherDocument { kind_zh, .. } => format!("这是{kind_zh}，本系统不读取；请另存为 .docx 或纯文本后再提供"),
            Self::EmptyProse => "文件里没有文字".into(),
            Self::TooLong { max } => format!("文稿超过 {max} 字，请拆分后分别核对"),
            Self::Form { place, why_zh, .. } => format!("{place}：{why_zh}"),
            Self::Write(_) => "表格生成失败，请联系管理员".into(),
        }
    }

    /// `Damaged` with a detail that holds no cell content.
    pub(crate) fn damaged(detail: impl std::fmt::Display) -> Self {
        Self::Damaged { detail: detail.to_string() }
    }
}

impl From<rust_xlsxwriter::XlsxError> for OfficeError {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self::Write(error.to_string())
    }
}
