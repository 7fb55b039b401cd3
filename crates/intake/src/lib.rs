//! 名册导入: from the rows of a spreadsheet to one command, the same for the command line and the API. Faults are named by
//! cell; what is registered of a person is never repeated. Articles: what a check of one found, as rows, workbook and page.
//! Certificates: what stands on their papers.

mod area;
mod certificate;
mod checked;
mod command;
mod explain;
mod faults;
mod interns;
mod judge;
mod matching;
mod rehearse;
mod sheet;
mod words;

pub use area::Area;
pub use certificate::certificate_paper;
pub use checked::{CHECK_COLUMNS, CheckColumn, check_findings, check_notes, check_page, check_row, check_xlsx, line_period, period_words};
pub use command::ImportCommand;
pub use faults::cell;
pub use judge::{Judged, judge};
pub use matching::{Matched, id_number, match_people, police_number};
pub use rehearse::{REHEARSED, rehearse};
pub use sheet::{Sheet, Wanted};
pub use words::{study_status, training_status};
