//! 内置指标: the definitions that come with the program, one file an area.

/// Name and text of every file of `catalogue/figures`.
pub const FILES: &[(&str, &str)] = &[
    ("contest.toml", include_str!("../../../catalogue/figures/contest.toml")),
    ("honour.toml", include_str!("../../../catalogue/figures/honour.toml")),
    ("readiness.toml", include_str!("../../../catalogue/figures/readiness.toml")),
    ("study.toml", include_str!("../../../catalogue/figures/study.toml")),
    ("training.toml", include_str!("../../../catalogue/figures/training.toml")),
];
