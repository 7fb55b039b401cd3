//! The words of a roster as the areas know them.

use nc_capability::training;
use nc_organisation::study::{LeaveClass, Status};

/// The word of a roster as training knows it.
#[must_use]
pub fn training_status(word: nc_office::Status) -> training::Status {
    match word {
        nc_office::Status::Present => training::Status::Present,
        nc_office::Status::Late => training::Status::Late,
        nc_office::Status::EarlyLeave => training::Status::EarlyLeave,
        nc_office::Status::OfficialLeave => training::Status::OfficialLeave,
        nc_office::Status::SickLeave => training::Status::SickLeave,
        nc_office::Status::Absent => training::Status::Absent,
        nc_office::Status::MakeUp => training::Status::MakeUp,
    }
}

/// The word of a roster as study knows it, with the class of a leave; `None` for what study has no word for.
#[must_use]
pub fn study_status(word: nc_office::Status) -> Option<(Status, Option<LeaveClass>)> {
    match word {
        nc_office::Status::Present => Some((Status::Present, None)),
        nc_office::Status::Late => Some((Status::Late, None)),
        nc_office::Status::EarlyLeave => None,
        nc_office::Status::OfficialLeave => Some((Status::Leave, Some(LeaveClass::Duty))),
        nc_office::Status::SickLeave => Some((Status::Leave, Some(LeaveClass::Sick))),
        nc_office::Status::Absent => Some((Status::Absent, None)),
        nc_office::Status::MakeUp => Some((Status::MakeUp, None)),
    }
}
