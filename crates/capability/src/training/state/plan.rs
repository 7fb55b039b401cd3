//! One unit's plan for one year, with all its versions.

use std::collections::{BTreeMap, BTreeSet};

use nc_kernel::{Aggregate, Change, Recorded, UnitPath};

use crate::training::fact::Fact;
use crate::training::model::{PlanId, PlanItem};

/// 计划版本: the lines of a plan from one decision to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// From 1.
    pub number: u32,
    /// Its lines.
    pub items: Vec<PlanItem>,
    /// By which document or meeting it is in force; `None` for a draft.
    pub authority: Option<String>,
    /// Why the one before was replaced.
    pub reason: Option<String>,
    /// Position of the fact that set its lines.
    pub seq: u64,
}

/// 项目变动: what one version changed of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineChange<'a> {
    /// A line that was not there before.
    Added(&'a PlanItem),
    /// A line that is no longer there.
    Dropped(&'a PlanItem),
    /// A line that says something else: before and after.
    Changed(&'a PlanItem, &'a PlanItem),
}

impl Version {
    /// What it changed of `before`, by number of the line; nothing where it is the first.
    #[must_use]
    pub fn changes<'a>(&'a self, before: Option<&'a Self>) -> Vec<LineChange<'a>> {
        let Some(before) = before else { return Vec::new() };
        let by_item = |version: &'a Self| version.items.iter().map(|line| (line.item.as_str(), line)).collect::<BTreeMap<_, _>>();
        let (old, new) = (by_item(before), by_item(self));
        let items: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
        let change = |item: &str| match (old.get(item).copied(), new.get(item).copied()) {
            (None, Some(line)) => Some(LineChange::Added(line)),
            (Some(line), None) => Some(LineChange::Dropped(line)),
            (Some(old), Some(new)) if old != new => Some(LineChange::Changed(old, new)),
            _ => None,
        };
        items.into_iter().filter_map(change).collect()
    }
}

/// 年度训练计划: a plan.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    head: Option<Head>,
    versions: Vec<Version>,
}

#[derive(Debug, Clone)]
struct Head {
    plan: PlanId,
    unit: UnitPath,
    year: i16,
    title: String,
}

impl Plan {
    /// Its id; `None` while the plan does not exist.
    #[must_use]
    pub fn id(&self) -> Option<PlanId> {
        self.head.as_ref().map(|head| head.plan)
    }

    /// Whose plan.
    #[must_use]
    pub fn unit(&self) -> Option<&UnitPath> {
        self.head.as_ref().map(|head| &head.unit)
    }

    /// For which year.
    #[must_use]
    pub fn year(&self) -> Option<i16> {
        self.head.as_ref().map(|head| head.year)
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> &str {
        self.head.as_ref().map_or("", |head| &head.title)
    }

    /// All versions, oldest first.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The latest version.
    #[must_use]
    pub fn version(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// The version before `version`.
    #[must_use]
    pub fn before(&self, version: &Version) -> Option<&Version> {
        self.versions.iter().rev().find(|other| other.number < version.number)
    }

    /// Lines that amendments took out, as they were last written, by number.
    #[must_use]
    pub fn former_items(&self) -> Vec<&PlanItem> {
        let all = self.versions.iter().flat_map(|version| &version.items);
        let last: BTreeMap<&str, &PlanItem> = all.map(|line| (line.item.as_str(), line)).collect();
        last.into_values().filter(|line| self.item(&line.item).is_none()).collect()
    }

    /// Whether the latest version is in force.
    #[must_use]
    pub fn approved(&self) -> bool {
        self.version().is_some_and(|version| version.authority.is_some())
    }

    /// The line numbered `item`, in the latest version.
    #[must_use]
    pub fn item(&self, item: &str) -> Option<&PlanItem> {
        self.version()?.items.iter().find(|line| line.item == item)
    }
}

impl Aggregate for Plan {
    type Fact = Fact;

    const FAMILY: &'static str = "training.plan";

    fn changes(&self, _: &Recorded<Fact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, recorded: &Recorded<Fact>) {
        let seq = recorded.seq;
        match &recorded.fact {
            Fact::PlanDrafted(fact) => {
                self.head = Some(Head { plan: fact.plan, unit: fact.unit.clone(), year: fact.year, title: fact.title.clone() });
                self.versions.push(Version { number: 1, items: fact.items.clone(), authority: None, reason: None, seq });
            }
            Fact::PlanApproved(fact) => {
                if let Some(version) = self.versions.iter_mut().find(|version| version.number == fact.version) {
                    version.authority = Some(fact.authority.clone());
                }
            }
            Fact::PlanAmended(fact) => self.versions.push(Version {
                number: fact.version,
                items: fact.items.clone(),
                authority: Some(fact.authority.clone()),
                reason: Some(fact.reason.clone()),
                seq,
            }),
            _ => {}
        }
    }
}
