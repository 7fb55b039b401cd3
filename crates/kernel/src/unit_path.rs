//! Where a unit stands in the bureau's tree.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// 单位路径: the way from the bureau down to a unit, `/150600/150602/03/`. The subtree of a unit is the range of
/// texts that start with its path, in SQLite and in PostgreSQL alike, so no query needs recursion.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UnitPath(Arc<str>);

/// The text is not a unit path: it must start and end with `/` and hold letters, digits and hyphens between.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a unit path: write it as /150600/150602/")]
pub struct BadUnitPath;

impl UnitPath {
    /// Reads a path. A missing last slash is forgiven.
    ///
    /// # Errors
    /// [`BadUnitPath`] when a step is empty or holds anything but ASCII letters, digits and hyphens.
    pub fn parse(text: &str) -> Result<Self, BadUnitPath> {
        let inner = text.strip_prefix('/').ok_or(BadUnitPath)?;
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        let good = |step: &str| !step.is_empty() && step.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if inner.split('/').all(good) { Ok(Self(format!("/{inner}/").into())) } else { Err(BadUnitPath) }
    }

    /// The unit `step` below this one.
    ///
    /// # Errors
    /// [`BadUnitPath`] for a step with other characters than ASCII letters, digits and hyphens.
    pub fn child(&self, step: &str) -> Result<Self, BadUnitPath> {
        Self::parse(&format!("{}{step}", self.0))
    }

    /// The path's text, with a slash at both ends.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last step: the unit's own code.
    #[must_use]
    pub fn code(&self) -> &str {
        self.0.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
    }

    /// Whether `other` is this unit or below it.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&*self.0)
    }

    /// The first text after every path of this subtree: `path <= p < end` is the subtree.
    #[must_use]
    pub fn subtree_end(&self) -> String {
        // '0' is the character after '/'.
        format!("{}0", self.0.trim_end_matches('/'))
    }

    /// This unit and every unit above it, from the bureau down.
    pub fn lineage(&self) -> impl Iterator<Item = Self> + '_ {
        self.0.char_indices().skip(1).filter(|(_, c)| *c == '/').filter_map(|(i, _)| self.0.get(..=i)).map(|p| Self(p.into()))
    }

    /// The unit above, or `None` for the bureau itself.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let mut above: Vec<Self> = self.lineage().collect();
        above.pop();
        above.pop()
    }

    /// How many steps below the top: 1 for the bureau itself.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.0.matches('/').count().saturating_sub(1)
    }
}

impl fmt::Display for UnitPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for UnitPath {
    type Err = BadUnitPath;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for UnitPath {
    type Error = BadUnitPath;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<UnitPath> for String {
    fn from(path: UnitPath) -> Self {
        path.0.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> UnitPath {
        UnitPath::parse(text).unwrap()
    }

    #[test]
    fn the_subtree_is_a_range_of_texts() {
        let banner = path("/150600/150602/");
        for (text, inside) in [
            ("/150600/150602/", true),
            ("/150600/150602/03/", true),
            ("/150600/150602/03/01/", true),
            ("/150600/1506020/", false),
            ("/150600/150603/", false),
            ("/150600/", false),
        ] {
            let unit = path(text);
            assert_eq!(banner.contains(&unit), inside, "{text}");
            let in_range = unit.as_str() >= banner.as_str() && unit.as_str() < banner.subtree_end().as_str();
            assert_eq!(in_range, inside, "{text}");
        }
    }

    #[test]
    fn lineage_runs_from_the_bureau_down() {
        let station = path("/150600/150602/03");
        let line: Vec<String> = station.lineage().map(String::from).collect();
        assert_eq!(line, ["/150600/", "/150600/150602/", "/150600/150602/03/"]);
        assert_eq!(station.parent(), Some(path("/150600/150602/")));
        assert_eq!(path("/150600/").parent(), None);
        assert_eq!(station.depth(), 3);
        assert_eq!(station.code(), "03");
    }

    #[test]
    fn bad_paths_are_refused() {
        for text in ["", "/", "150600", "//", "/a//b/", "/a b/", "/东胜/", "/a/../b/"] {
            assert!(UnitPath::parse(text).is_err(), "{text}");
        }
    }
}
