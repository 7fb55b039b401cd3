//! The programme on the pages: four pillars with three initiatives each, in the order of the bureau's own programme.
//!
//! An area that has a page of its own names it here, and the navigation, the four-pillars page and the breadcrumbs lead to
//! it. Names are in the catalogues: `pillar-…`, `initiative-…`, `initiative-about-…`.

use nc_figures::Definition;

/// 举措: one of the twelve.
pub(crate) struct Initiative {
    /// The word in catalogues and addresses.
    pub key: &'static str,
    /// Figures whose ids begin so are about it.
    pub figures: &'static [&'static str],
    /// Those of them that are shown first: what the programme speaks of.
    pub first: &'static [&'static str],
    /// Its own page, once there is one.
    pub page: Option<&'static str>,
}

/// 支柱: one of the four.
pub(crate) struct Pillar {
    /// The word in catalogues and addresses.
    pub key: &'static str,
    /// Its three initiatives.
    pub initiatives: [Initiative; 3],
}

const fn initiative(key: &'static str, figures: &'static [&'static str]) -> Initiative {
    Initiative { key, figures, first: &[], page: None }
}

impl Initiative {
    const fn at(self, page: &'static str) -> Self {
        Self { page: Some(page), ..self }
    }

    const fn first(self, first: &'static [&'static str]) -> Self {
        Self { first, ..self }
    }
}

/// 四大支柱.
pub(crate) static PILLARS: [Pillar; 4] = [
    Pillar {
        key: "party",
        initiatives: [
            initiative("theory", &["study."])
                .first(&[
                    "study.rotation.runs",
                    "study.rotation.attendances",
                    "study.rotation.coverage",
                    "study.first_agenda.rate",
                    "study.branch.follow_rate",
                ])
                .at("/study"),
            initiative("branches", &["branch."]),
            initiative("care", &["care."]),
        ],
    },
    Pillar {
        key: "ability",
        initiatives: [
            initiative(
                "training",
                &[
                    "training.",
                    "readiness.",
                    "instructor.",
                    "claim.",
                    "certificate.",
                    "contest.",
                    "exercise.",
                    "workshop.",
                    "honour.projects_won",
                    "honour.models_won",
                    "honour.units_nominated",
                ],
            )
            .first(&["training.runs", "training.attendances", "training.persons", "training.credit_minutes", "training.drill_runs"])
            .at("/training"),
            initiative("support", &["training.hosted_runs", "base.", "laboratory.", "honour.key_laboratories"]).at("/areas/support"),
            initiative("talent", &["talent.", "innovation.", "internship.", "honour.streak.talent_work"]).at("/areas/talent"),
        ],
    },
    Pillar {
        key: "discipline",
        initiatives: [
            initiative("responsibility", &["duty."]),
            initiative("oversight", &["oversight."]),
            initiative("integrity", &["risk.", "integrity.", "honour.works.integrity"]),
        ],
    },
    Pillar {
        key: "service",
        initiatives: [
            initiative("reform", &["service.", "vehicle.", "window.", "honour.streak.vehicle_office", "honour.claims_about_others"]),
            initiative("models", &["honour.", "model."]).at("/areas/models"),
            initiative("culture", &["culture.", "honour.works.", "honour.events"]),
        ],
    },
];

impl Initiative {
    /// Where a figure stands among those of this initiative.
    pub(crate) fn place(&self, definition: &Definition) -> usize {
        self.first.iter().position(|id| *id == definition.id).unwrap_or(self.first.len())
    }

    /// Whether a figure is about this one: the longest beginning any initiative names decides.
    pub(crate) fn has(&self, definition: &Definition) -> bool {
        let fits = |initiative: &Self| initiative.figures.iter().filter(|begin| definition.id.starts_with(**begin)).map(|b| b.len()).max();
        let best = PILLARS.iter().flat_map(|pillar| &pillar.initiatives).filter_map(fits).max();
        best.is_some() && fits(self) == best
    }
}

/// Figures that say that something is late, and are shown as what is overdue: an id and the word it ends in.
pub(crate) fn is_overdue(definition: &Definition) -> bool {
    ["late_runs", "overdue"].iter().any(|end| definition.id.ends_with(end))
}
