//! Which of the two areas a page is about; its address says it.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use nc_capability::training::Category;
use nc_organisation::study::RunKind;
use nc_people::Action;

/// 领域: training or study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Area {
    /// 培训练兵.
    Training,
    /// 理论武装, with the roll of the branches.
    Study,
}

impl<S: Send + Sync> FromRequestParts<S> for Area {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(if parts.uri.path().starts_with("/study") { Self::Study } else { Self::Training })
    }
}

impl Area {
    /// The word things of this area bear in lists.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::Study => "study",
        }
    }

    /// The initiative of the programme it is.
    pub(crate) fn initiative(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::Study => "theory",
        }
    }

    /// Its page.
    pub(crate) fn href(self) -> &'static str {
        match self {
            Self::Training => "/training",
            Self::Study => "/study",
        }
    }

    /// Where something that was held is recorded.
    pub(crate) fn record(self) -> &'static str {
        match self {
            Self::Training => "/training/record",
            Self::Study => "/study/record",
        }
    }

    /// The key of its page's title.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Training => "held-training",
            Self::Study => "held-study",
        }
    }

    /// The key of the recording page's title.
    pub(crate) fn record_title(self) -> &'static str {
        match self {
            Self::Training => "held-training-record",
            Self::Study => "held-study-record",
        }
    }

    /// The name the draft of the recording form is kept under.
    pub(crate) fn draft(self) -> &'static str {
        match self {
            Self::Training => "training.record_held",
            Self::Study => "study.record_held",
        }
    }

    /// What recording takes.
    pub(crate) fn action(self) -> Action {
        match self {
            Self::Training => Action::RecordTraining,
            Self::Study => Action::RecordStudy,
        }
    }

    /// The words of what can be held.
    pub(crate) fn kinds(self) -> Vec<&'static str> {
        match self {
            Self::Training => Category::ALL.iter().map(|kind| kind.word()).collect(),
            Self::Study => RunKind::ALL.iter().map(|kind| kind.word()).collect(),
        }
    }

    /// 替代的纸质表册: the texts are `paper-…`.
    pub(crate) fn papers(self) -> &'static [&'static str] {
        match self {
            Self::Training => &[
                "yearly-plan",
                "class-approval",
                "call-up-receipt",
                "trainees",
                "sign-in-book",
                "timetable",
                "equipment-loans",
                "make-ups",
                "scores",
                "hours",
                "monthly-report",
                "base-hosting",
            ],
            Self::Study => &[
                "rotation-sign-in",
                "rotation-names",
                "rotation-summary",
                "first-agenda",
                "three-levels",
                "follow-up",
                "own-hours",
                "branch-roll",
                "branch-transfer",
            ],
        }
    }
}
