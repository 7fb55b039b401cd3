//! 设置: what the program goes by, to read. Definitions, units and roles are recorded and change by commands; calendars,
//! the framework and templates are files that come with the program. None of it is edited here, and the pages say where it is.

pub(crate) mod definition;
mod files;
pub(crate) mod home;
pub(crate) mod part;
mod rows;
pub(crate) mod template;

pub use files::{Campaign, CatalogueFiles, Framework, FrameworkItem, Norm, ReportTemplate};
pub(crate) use part::Part;
