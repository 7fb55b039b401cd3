//! Templates to download: headings, drop-downs, an example row, and a second sheet that says how to fill it in.

use jiff::civil::DateTime;
use rust_xlsxwriter::{Color, DataValidation, Format, Worksheet};

use crate::columns::{Column, ColumnKind, Columns};
use crate::error::OfficeError;
use crate::example::{EXAMPLE_MARK_EN, EXAMPLE_MARK_ZH};
use crate::workbook::{Lang, TEXT_FORMAT, column, date_format, heading_format, new_workbook, text_format, write_text};

/// What a template says about itself.
#[derive(Clone, Copy, Debug)]
pub struct TemplateOptions<'a> {
    /// Language of headings, choices and instructions. Both are understood on import.
    pub lang: Lang,
    /// Name of the first sheet, at most 31 characters: `考勤名册`.
    pub sheet: &'a str,
    /// Written into the file; the bytes depend on nothing else.
    pub created: DateTime,
    /// Rows the drop-downs reach down to, normally [`crate::DEFAULT_MAX_ROWS`].
    pub rows: u32,
}

/// Writes a template for any set of columns. Its example row is ignored on import.
///
/// # Errors
/// [`OfficeError::Write`] if the sheet name is not allowed or a list of choices is longer than 255 characters.
pub fn template(columns: &Columns, options: TemplateOptions<'_>) -> Result<Vec<u8>, OfficeError> {
    let mut book = new_workbook(options.sheet, options.created)?;
    let sheet = book.add_worksheet();
    sheet.set_name(options.sheet)?;
    let last = columns.list().len().saturating_sub(1);
    let example = Format::new().set_italic().set_font_color(Color::Gray);
    for (index, spec) in columns.list().iter().enumerate() {
        let at = column(u32::try_from(index).unwrap_or(u32::MAX))?;
        write_text(sheet, 0, at, options.lang.pick(spec.zh, spec.en), &heading_format())?;
        sheet.set_column_width(at, width(spec))?;
        prepare(sheet, at, spec, options)?;
        let mark = options.lang.pick(EXAMPLE_MARK_ZH, EXAMPLE_MARK_EN);
        let text = if index == last { mark } else { example_text(spec, options.lang) };
        let format = if is_text(spec) { example.clone().set_num_format_index(TEXT_FORMAT) } else { example.clone() };
        write_text(sheet, 1, at, text, &format)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let help = book.add_worksheet();
    help.set_name(options.lang.pick("填写说明", "How to fill in"))?;
    write_help(help, columns, options)?;
    Ok(book.save_to_buffer()?)
}

fn is_text(spec: &Column) -> bool {
    matches!(spec.kind, ColumnKind::Code { .. } | ColumnKind::Key { .. } | ColumnKind::Name { .. } | ColumnKind::Text { .. })
}

/// Cell formats and drop-downs of one column, below the heading.
fn prepare(sheet: &mut Worksheet, at: u16, spec: &Column, options: TemplateOptions<'_>) -> Result<(), OfficeError> {
    match spec.kind {
        ColumnKind::Date => {
            sheet.set_column_format(at, &date_format())?;
        }
        ColumnKind::Choice(choices) => {
            let words: Vec<&str> = choices.iter().map(|choice| options.lang.pick(choice.zh, choice.en)).collect();
            let list = DataValidation::new().allow_list_strings(&words)?;
            sheet.add_data_validation(1, at, options.rows.max(1), at, &list)?;
        }
        _ if is_text(spec) => {
            sheet.set_column_format(at, &text_format())?;
        }
        _ => {}
    }
    Ok(())
}

fn example_text(spec: &Column, lang: Lang) -> &'static str {
    match spec.kind {
        ColumnKind::Choice(choices) => choices
            .iter()
            .find(|choice| choice.canonical == spec.example)
            .map_or("", |choice| if lang == Lang::Zh { choice.zh } else { choice.en }),
        _ => spec.example,
    }
}

fn width(spec: &Column) -> f64 {
    match spec.kind {
        ColumnKind::Code { .. } => 22.0,
        ColumnKind::Text { .. } => 28.0,
        ColumnKind::Key { .. } => 18.0,
        ColumnKind::Name { .. } | ColumnKind::Date => 14.0,
        ColumnKind::Choice(_) | ColumnKind::Decimal { .. } => 12.0,
    }
}

fn write_help(sheet: &mut Worksheet, columns: &Columns, options: TemplateOptions<'_>) -> Result<(), OfficeError> {
    let lang = options.lang;
    let headings = [("列", "Column"), ("必填", "Required"), ("填写说明", "How to fill in")];
    for (at, (zh, en)) in (0_u16..).zip(headings) {
        write_text(sheet, 0, at, lang.pick(zh, en), &heading_format())?;
    }
    let plain = Format::new().set_text_wrap();
    let mut row = 1;
    for spec in columns.list() {
        write_text(sheet, row, 0, lang.pick(spec.zh, spec.en), &plain)?;
        let required = if spec.required { lang.pick("是", "yes") } else { "" };
        write_text(sheet, row, 1, required, &plain)?;
        write_text(sheet, row, 2, lang.pick(spec.help_zh, spec.help_en), &plain)?;
        row += 1;
    }
    let rules = [
        ("不要合并数据行的单元格；不要填公式，请粘贴为数值。", "Do not merge cells among the rows; paste values, not formulas."),
        (
            "号码列保持文本格式，18 位号码按数字录入会丢失末尾数字。",
            "Keep columns of numbers as text; an 18-digit number typed as a quantity loses its last digits.",
        ),
        (
            "示例行可保留，导入时忽略。上传后先试运行，不会写入。",
            "The example row may stay; it is ignored. An upload is tried first and writes nothing.",
        ),
    ];
    for (zh, en) in rules {
        row += 1;
        write_text(sheet, row, 0, lang.pick(zh, en), &Format::new())?;
    }
    sheet.set_column_width(0, 18)?;
    sheet.set_column_width(1, 10)?;
    sheet.set_column_width(2, 70)?;
    Ok(())
}
