//! What a rule must know to decide: one class, one plan, and what is booked. Folding cannot fail.

mod bookings;
mod class;
mod entries;
mod fold;
mod plan;
mod seats;
mod values;

pub use bookings::{Bookings, Slot};
pub use class::Class;
pub use plan::{LineChange, Plan, Version};
pub use values::{Attempt, Closing, Counts, Enrolment, Mark, Standing};

/// Days after the end of a class within which a record is not late.
pub const LATE_AFTER_DAYS: i64 = 7;
