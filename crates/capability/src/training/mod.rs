//! 培训练兵: annual plan → class → sessions → roster → attendance → assessment → credit hours.
//!
//! **What is recorded.** A plan ([`state::Plan`]) sets targets. A class ([`state::Class`], one 期) is planned, opened, has
//! sessions, takes enrolments, gets one attendance mark a person, is assessed and closed. Rooms, instructors and equipment
//! are booked in one stream of the bureau ([`state::Bookings`]), which also holds beds and the money reserved for a class.
//! What a class would lack is told beforehand by [`what_if`], which records nothing. A class that was simply held is recorded in one command of
//! five fields ([`command::RecordHeld`]).
//!
//! **What is counted.** Closing a class puts one row in the register `training.run` (期) and one row per completed attendance
//! in `training.attendance` (人次); see [`registers::REGISTERS`]. The declared counting rule of 人次 is: one row per person
//! and class; the sittings attended are an attribute of the row, never rows of their own.
//!
//! **Invariants**
//! - Before it is closed a class counts nowhere; once cancelled it counts nowhere again, whenever that happens.
//! - A closed class changes only by a correction (which names the old mark and keeps both values, the reason and the
//!   authority), by a make-up of a missed attendance, or by being withdrawn.
//! - What a fact adds to a register, a later fact removes as the very same entry; the live entries always equal the
//!   entries computed from the final state.
//! - A make-up joins the missed class; it never makes another run.
//! - No fact holds a personal value: people appear by pseudonym only.
//! - No photo, position, clock-in by phone, points or screen time exists here, and nothing ranks people or units.
//!
//! **Paper forms it replaces**: 年度训练计划表, 办班审批表, 调训通知回执, 学员花名册, 签到簿, 课程表, 场地装备借用登记表, 补训登记表,
//! 成绩登记册, 学时统计表, 培训班次月报表, 实训基地承办情况统计表.

pub mod appeal;
pub mod checkin;
pub mod command;
mod conflict;
pub mod credit;
mod decide;
pub mod fact;
mod listed;
pub mod model;
pub mod progress;
pub mod registers;
pub mod rules;
mod sheet;
pub mod state;
pub mod what_if;

#[cfg(test)]
pub(crate) mod tests;

pub use fact::Fact;
pub use model::{Category, ClassId, ClassState, EnrolmentState, Kind, Method, PlanId, SessionState, Status};
pub use registers::REGISTERS;
pub use state::{Bookings, Class, Plan};
