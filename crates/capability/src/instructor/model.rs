//! Ids and words of instructors.

use nc_kernel::id::{PersonId, natural};
use nc_kernel::id_type;

use crate::declare::words;

id_type! {
    /// 教官档案: what one person may teach.
    InstructorId
}

impl InstructorId {
    /// The file of `person`: everybody has one at most.
    #[must_use]
    pub fn of(person: PersonId) -> Self {
        Self(natural("instructor", &person.to_string()))
    }
}

words! {
    /// 教官等级.
    Level {
        /// Teaches under guidance.
        Junior = "junior" "初级" "junior",
        /// Teaches alone.
        Intermediate = "intermediate" "中级" "intermediate",
        /// Teaches instructors.
        Senior = "senior" "高级" "senior",
    }
}

words! {
    /// 教官状态: where somebody stands in a subject on a day.
    Standing {
        /// Proposed, and not certified yet.
        Candidate = "candidate" "候选" "candidate",
        /// Certified, and never appointed.
        Certified = "certified" "已认证" "certified",
        /// In a term.
        Appointed = "appointed" "聘任中" "in a term",
        /// The last term has run out.
        Expired = "expired" "聘期届满" "term has run out",
        /// Taken off the list.
        Withdrawn = "withdrawn" "已解聘" "withdrawn",
    }
}
