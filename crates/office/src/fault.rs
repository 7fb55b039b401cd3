//! Faults by cell: where, what is wrong, what to do. Never the value itself, since it may be personal.

use serde::Serialize;

/// One fault of one cell, ready to be shown, stored or written into the error column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CellFault {
    /// Sheet line, from 1, as the spreadsheet program numbers it.
    pub line: u32,
    /// Column, from 0.
    pub column: u32,
    /// The cell's name, for example `C12`.
    pub cell: String,
    /// Stable name of the fault, for example `bad_date`.
    pub code: &'static str,
    /// What is wrong and what to do, Chinese.
    pub zh: String,
    /// What is wrong and what to do, English.
    pub en: String,
}

impl CellFault {
    /// A fault at a 1-based line and 0-based column.
    #[must_use]
    pub fn new(line: u32, column: u32, code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { line, column, cell: cell_name(line, column), code, zh: zh.into(), en: en.into() }
    }

    pub(crate) fn of(line: u32, column: u32, problem: &Problem) -> Self {
        Self::new(line, column, problem.code(), problem.zh(), problem.en())
    }
}

/// Something worth telling that does not stop the import: a column that was ignored, an example row skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The cell or line it is about, for example `H2`.
    pub cell: String,
    /// Stable name, for example `unknown_column`.
    pub code: &'static str,
    /// The sentence, Chinese.
    pub zh: String,
    /// The sentence, English.
    pub en: String,
}

/// The name of a cell: line from 1, column from 0, so `(12, 2)` is `C12`.
#[must_use]
pub fn cell_name(line: u32, column: u32) -> String {
    let mut letters = Vec::with_capacity(3);
    let mut rest = column;
    loop {
        // A remainder below 26 always fits a byte.
        letters.push(char::from(b'A' + (rest % 26) as u8));
        match (rest / 26).checked_sub(1) {
            Some(next) => rest = next,
            None => break,
        }
    }
    let mut name: String = letters.iter().rev().collect();
    name.push_str(&line.to_string());
    name
}

/// What can be wrong with a cell, before it is put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    Formula,
    SheetError,
    LostDigits,
    BadDate,
    BadChoice { zh: String, en: String },
    BadNumber,
    OutOfRange { min: String, max: String },
    BadStep { step: String },
    BadCode { max: u16 },
    TooLong { max: u16 },
    NotText,
    Required { zh: &'static str, en: &'static str },
    Merged { range: String },
    MissingColumn { zh: String, en: String },
    DuplicateColumn { first: String, zh: &'static str, en: &'static str },
    BadIdNumber,
    NumbersMissing,
    DuplicateRow { first: String },
}

impl Problem {
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Formula => "formula",
            Self::SheetError => "sheet_error",
            Self::LostDigits => "lost_digits",
            Self::BadDate => "bad_date",
            Self::BadChoice { .. } => "bad_choice",
            Self::BadNumber => "bad_number",
            Self::OutOfRange { .. } => "out_of_range",
            Self::BadStep { .. } => "bad_step",
            Self::BadCode { .. } => "bad_code",
            Self::TooLong { .. } => "too_long",
            Self::NotText => "not_text",
            Self::Required { .. } => "required",
            Self::Merged { .. } => "merged_cell",
            Self::MissingColumn { .. } => "missing_column",
            Self::DuplicateColumn { .. } => "duplicate_column",
            Self::BadIdNumber => "bad_id_number",
            Self::NumbersMissing => "numbers_missing",
            Self::DuplicateRow { .. } => "duplicate_row",
        }
    }

    pub(crate) fn zh(&self) -> String {
        match self {
            Self::Formula => "单元格是公式，请复制后“选择性粘贴”为数值".into(),
            Self::SheetError => "单元格是表格错误值（如 #N/A），请改填实际内容".into(),
            Self::LostDigits => "号码被当作数字存放，第15位以后的数字已丢失；请先把单元格设为“文本”格式，再重新录入".into(),
            Self::BadDate => "不是有效日期，请写成 2026-03-01、2026.3.1 或 2026年3月1日".into(),
            Self::BadChoice { zh, .. } => format!("不在可选范围内，可填：{zh}"),
            Self::BadNumber => "不是数字，请只填数字".into(),
            Self::OutOfRange { min, max } => format!("超出范围，应在 {min} 到 {max} 之间"),
            Self::BadStep { step } => format!("应为 {step} 的整数倍"),
            Self::BadCode { max } => format!("号码只能由数字、字母和连字符组成，最多 {max} 位"),
            Self::TooLong { max } => format!("内容过长，最多 {max} 个字"),
            Self::NotText => "单元格是日期、时间或勾选框，请设为“文本”格式后重新录入".into(),
            Self::Required { zh, .. } => format!("“{zh}”为必填"),
            Self::Merged { range } => {
                format!("数据区有合并单元格（{range}），请取消合并并逐行填写")
            }
            Self::MissingColumn { zh, .. } => format!("缺少列：{zh}，请按模板补上"),
            Self::DuplicateColumn { first, zh, .. } => {
                format!("“{zh}”列重复，{first} 已是该列，请删去其中一列")
            }
            Self::BadIdNumber => "身份证号不正确（位数、日期或校验码），请核对证件".into(),
            Self::NumbersMissing => "警号和身份证号至少填一个".into(),
            Self::DuplicateRow { first } => format!("与 {first} 重复，请删去其中一行"),
        }
    }

    pub(crate) fn en(&self) -> String {
        match self {
            Self::Formula => "cell holds a formula; paste values".into(),
            Self::SheetError => "cell holds a spreadsheet error such as #N/A; fill in the content".into(),
            Self::LostDigits => {
                "the number was stored as a quantity and lost its digits after the 15th; format the cell as text, then type it again".into()
            }
            Self::BadDate => "not a valid date; write 2026-03-01, 2026.3.1 or 2026年3月1日".into(),
            Self::BadChoice { en, .. } => format!("not one of the choices; use one of: {en}"),
            Self::BadNumber => "not a number; fill in digits only".into(),
            Self::OutOfRange { min, max } => format!("out of range; use {min} to {max}"),
            Self::BadStep { step } => format!("must be a multiple of {step}"),
            Self::BadCode { max } => format!("a number may hold digits, letters and hyphens only, at most {max} of them"),
            Self::TooLong { max } => format!("too long; at most {max} characters"),
            Self::NotText => "cell holds a date, a time or a check box; format it as text and type it again".into(),
            Self::Required { en, .. } => format!("{en} must be filled in"),
            Self::Merged { range } => format!("merged cells among the rows ({range}); unmerge them and fill in each row"),
            Self::MissingColumn { en, .. } => format!("missing column: {en}; add it as in the template"),
            Self::DuplicateColumn { first, en, .. } => format!("second column for {en}, {first} is one already; delete one of them"),
            Self::BadIdNumber => "the identity number is not valid (length, date or check digit); compare it with the card".into(),
            Self::NumbersMissing => "fill in the police number or the identity number".into(),
            Self::DuplicateRow { first } => format!("repeats {first}; delete one of the two rows"),
        }
    }
}
