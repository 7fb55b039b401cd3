//! 导入: an attendance sheet, judged as a whole, given back with its faults, taken in or not at all, and undone by
//! corrections. Pages and API judge by the same code.

pub(crate) mod bench;
pub(crate) mod fault_sheet;
pub(crate) mod judge;
pub(crate) mod page;
mod staged;
pub(crate) mod template;
mod undo;
pub(crate) mod worker;

use nc_kernel::Rule;
use nc_kernel::refusal::No;

static GONE: Rule =
    Rule::new("web.import.gone", No::Conflict, "没有可处理的表，请重新上传", "there is no sheet to work at; upload it again");
