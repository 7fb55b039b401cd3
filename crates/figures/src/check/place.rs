//! Which unit an organisation's name means.

use nc_kernel::UnitPath;

/// 口径所指: what the organisation named by a claim is on the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The text names none.
    Unnamed,
    /// One unit.
    Unit(UnitPath),
    /// Several units could bear the name.
    Several(Vec<UnitPath>),
    /// No unit of this ledger.
    Stranger,
}

/// 单位名称: the names of the units of one ledger.
#[derive(Debug, Clone)]
pub struct Places {
    top: UnitPath,
    bureau: String,
    /// The city or district the bureau is of: 鄂尔多斯市.
    seat: String,
    units: Vec<(String, UnitPath)>,
}

/// What follows the name of a place in the names of its police.
const POLICE: &[&str] = &["公安机关", "公安分局", "公安局", "公安系统", "公安"];
/// Names for the bureau that only make sense beside it.
const OWN: &[&str] = &[
    "全市公安机关",
    "全市公安",
    "全市公安系统",
    "市公安局",
    "市公安机关",
    "市局",
    "全局",
    "我局",
    "该局",
    "本局",
    "局机关",
    "全市",
    "我市",
    "全警",
    "全区公安机关",
    "区公安局",
    "县公安局",
    "旗公安局",
    "全县公安机关",
    "全旗公安机关",
];

impl Places {
    /// The units named in `units`; `top` is the bureau, `name` its name.
    #[must_use]
    pub fn new(top: UnitPath, name: &str, units: Vec<(String, UnitPath)>) -> Self {
        let name = bare(name);
        let units = units.into_iter().map(|(name, path)| (bare(&name).to_owned(), path)).collect();
        Self { top, bureau: name.to_owned(), seat: seat(name).to_owned(), units }
    }

    /// The bureau's name.
    #[must_use]
    pub fn bureau(&self) -> &str {
        &self.bureau
    }

    /// Which unit `name` means.
    #[must_use]
    pub fn find(&self, name: &str) -> Place {
        let name = bare(name);
        if name.is_empty() {
            return Place::Unnamed;
        }
        let exact: Vec<&UnitPath> = self.units.iter().filter(|(known, _)| known == name).map(|(_, path)| path).collect();
        match exact.as_slice() {
            [] => {}
            [only] => return Place::Unit((*only).clone()),
            several => return Place::Several(several.iter().map(|p| (*p).clone()).collect()),
        }
        if OWN.contains(&name) || seat(name) == self.seat {
            return Place::Unit(self.top.clone());
        }
        if let Some(path) = self.only(|known| seat(known) == seat(name) && known != name && seat(name).len() < name.len()) {
            return Place::Unit(path);
        }
        let rest = self.below(name);
        if rest.chars().count() < 3 {
            return Place::Stranger;
        }
        if let Some(path) = self.only(|known| known == rest) {
            return Place::Unit(path);
        }
        match self.all(|known| shortens(rest, known)).as_slice() {
            [] => Place::Stranger,
            [only] => Place::Unit(only.clone()),
            several => Place::Several(several.to_vec()),
        }
    }

    /// What remains of `name` when the bureau's own name before it is taken away.
    fn below<'a>(&self, name: &'a str) -> &'a str {
        let rest = name.strip_prefix(self.seat.as_str()).or_else(|| name.strip_prefix('市')).unwrap_or(name);
        POLICE.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest)
    }

    fn all(&self, fits: impl Fn(&str) -> bool) -> Vec<UnitPath> {
        self.units.iter().filter(|(known, _)| fits(known)).map(|(_, path)| path.clone()).collect()
    }

    fn only(&self, fits: impl Fn(&str) -> bool) -> Option<UnitPath> {
        let mut found = self.all(fits);
        if found.len() == 1 { found.pop() } else { None }
    }
}

/// A name without what is added in brackets: a reading aid, or the mark of synthetic data.
fn bare(name: &str) -> &str {
    name.split(['(', '（']).next().unwrap_or_default().trim()
}

/// The place a police organ is of: 鄂尔多斯市 of 鄂尔多斯市公安局.
fn seat(name: &str) -> &str {
    POLICE.iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name)
}

/// Whether `short` is a usual shortening of `long`: its beginning, or its characters in their order, from the first to the
/// last one.
fn shortens(short: &str, long: &str) -> bool {
    if long.starts_with(short) {
        return true;
    }
    if short.chars().next() != long.chars().next() || short.chars().last() != long.chars().last() {
        return false;
    }
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|known| known == c))
}
