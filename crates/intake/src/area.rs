//! 名册种类: what a roster is of.

use nc_office::{Columns, intern_columns, roster_columns};
use nc_people::access::Action;

/// What the serials of a file name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// 培训班 / training classes
    Training,
    /// 学习期次 / study runs
    Study,
    /// 实习批次 / batches of interns
    Internship,
}

impl Area {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Training, Self::Study, Self::Internship];

    /// Its word in forms and addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::Study => "study",
            Self::Internship => "internship",
        }
    }

    /// The kind of this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.word() == word)
    }

    /// What taking such a roster in takes.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Training => Action::RecordTraining,
            Self::Study => Action::RecordStudy,
            Self::Internship => Action::PlanTraining,
        }
    }

    /// Its columns. With `is_fixed` whoever imports names the class, run or batch of all rows.
    #[must_use]
    pub fn columns(self, is_fixed: bool) -> Columns {
        match self {
            Self::Training | Self::Study => roster_columns(is_fixed),
            Self::Internship => intern_columns(is_fixed),
        }
    }

    /// What its template is called, Chinese and English.
    #[must_use]
    pub const fn template_name(self) -> (&'static str, &'static str) {
        match self {
            Self::Training | Self::Study => ("考勤名册", "Roster"),
            Self::Internship => ("实习生名册", "Interns"),
        }
    }
}
