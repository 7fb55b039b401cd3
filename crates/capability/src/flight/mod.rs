//! 警务航空 (flight): who may fly which aircraft today, and what was flown.
//!
//! **What is recorded.** A licence earned at a base, with its category, class and rating; its suspension and return; aircraft
//! with the dates their airworthiness and insurance run until; flights; missions assigned; and the rule of currency
//! (so many flights or so many minutes in so many days), which is a setting of the bureau.
//!
//! **What is counted.** Licences as times that last, so that "trained" (persons who hold or held one) and "valid today" are
//! two figures; flights, minutes and missions. Whether somebody **may be assigned today** is computed when it is asked:
//! licence valid, current, not suspended. No job runs, and a licence that lapsed yesterday assigns nobody today.
//!
//! **Why licences stand here and not with readiness.** Readiness asks whether somebody holds *a* credential; here category and
//! rating decide which aircraft it is good for. A requirement to hold one is still set and bound in readiness.
//!
//! **Invariants**
//! - A mission is refused with every reason that stands in its way: licence, currency, airworthiness, insurance.
//! - A renewal is another licence; the old one keeps its dates for ever.
//! - Flights are never summed per person in any register's attribute a figure could rank by; a person's own currency is theirs.
//!
//! **Paper forms it replaces**: 无人机执照台账, 飞行日志, 飞行任务审批表, 航空器适航与保险台账.

pub mod command;
mod decide;
pub mod fact;
pub mod model;
pub mod registers;
pub mod rules;
mod sheet;
pub mod state;

#[cfg(test)]
mod tests;

pub use fact::{AircraftFact, CurrencyFact, PilotFact};
pub use model::{AircraftId, Category, Currency, Rating};
pub use registers::REGISTERS;
pub use state::{Aircraft, CurrencyRule, Pilot};
