//! 理论武装 (theory study): documents and the committee meetings that study them first, topics that go down three levels,
//! and runs of rotation training with their rosters.
//!
//! Facts: `study.*.v1`, on the streams `study.source/{id}`, `study.pool`, `study.topic/{id}`, `study.meeting/{id}` and
//! `study.run/{id}`.
//!
//! Invariants
//! - Only closed runs and closed meetings count; a cancelled run leaves every register at once.
//! - One person has at most one attendance in a run. A make-up fills the attendance of the run that was missed, or is an
//!   ordinary attendance of a later run that says what it makes up; it never adds a run.
//! - Nothing cites a document before that document was published, unless a recorded reason says why.
//! - Lags, lateness, overdue and rates are computed from days of events; none of them is ever typed.
//! - A follow-up task is closed by somebody other than its doer.
//! - A row of a roster says who, how and where the row came from, and nothing else.
//!
//! Replaces these paper forms: 政治轮训签到表, 培训班学员名册, 参训情况统计表, 第一议题学习台账, 三级联动学习情况汇总表,
//! 党委会议定事项督办单, 个人学时登记表.

pub mod command;
mod decide;
pub mod fact;
mod listed;
pub mod model;
mod registers;
pub mod rules;
mod state;

#[cfg(test)]
mod tests;

pub use command::*;
pub use fact::Fact;
pub use model::*;
pub use registers::{ClassHoursOfYear, REGISTERS, class_hours};
pub use state::{Closing, Mark, Meeting, Missed, Pool, Run, Source, StaffRecord, Task, Topic, Waiting};
