//! 内置指标: the definitions that come with the program, one file an area.

/// Name and text of every file of `catalogue/figures`.
pub const FILES: &[(&str, &str)] = &[
    ("contest.toml", include_str!("../../../catalogue/figures/contest.toml")),
    ("delivery.toml", include_str!("../../../catalogue/figures/delivery.toml")),
    ("exercise.toml", include_str!("../../../catalogue/figures/exercise.toml")),
    ("honour.toml", include_str!("../../../catalogue/figures/honour.toml")),
    ("innovation.toml", include_str!("../../../catalogue/figures/innovation.toml")),
    ("internship.toml", include_str!("../../../catalogue/figures/internship.toml")),
    ("readiness.toml", include_str!("../../../catalogue/figures/readiness.toml")),
    ("study.toml", include_str!("../../../catalogue/figures/study.toml")),
    ("support.toml", include_str!("../../../catalogue/figures/support.toml")),
    ("talent.toml", include_str!("../../../catalogue/figures/talent.toml")),
    ("training.toml", include_str!("../../../catalogue/figures/training.toml")),
];
