//! Who may do what where, and when: a pure policy over the grants recorded in the directory.
//!
//! Nothing is allowed that is not in [`reach`]'s table. The table is printed by [`matrix`] and kept under a snapshot
//! test, so that a change of policy is a change somebody reviewed.

mod matrix;
mod role;

use nc_kernel::{Actor, Micros, Refusal, UnitPath};

pub use matrix::matrix;
pub use role::{Action, Reach, Role, reach};

use crate::directory::Directory;
use crate::model::Grant;
use crate::rules::NOT_ALLOWED;

/// What the program itself may do, as [`Actor::SYSTEM`]: setting up a bureau before it has administrators, recording
/// figure definitions, and running it. It reads no person, plans and records no activity, and erases nobody.
pub const SYSTEM_MAY: &[Action] =
    &[Action::ManageUnits, Action::ManageAccounts, Action::ManageGrants, Action::DefineFigures, Action::Operate];

/// 权限范围: a unit and everything below it, as far as somebody was allowed to act. Only [`allow`] and [`scopes`] make
/// one, so a list query that takes a scope cannot be asked without a permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope(UnitPath);

impl Scope {
    /// The unit at the top of the subtree.
    #[must_use]
    pub fn path(&self) -> &UnitPath {
        &self.0
    }
}

/// Whether `unit` lies in one of `scopes`.
#[must_use]
pub fn covered(scopes: &[Scope], unit: &UnitPath) -> bool {
    scopes.iter().any(|scope| scope.0.contains(unit))
}

/// Whether `actor` may do `action` on `unit` and everything below it at that moment.
///
/// # Errors
/// [`NOT_ALLOWED`], naming the action and the unit.
pub fn allow(directory: &Directory, actor: &Actor, action: Action, unit: &UnitPath, at: Micros) -> Result<Scope, Refusal> {
    let allowed = if *actor == Actor::SYSTEM {
        SYSTEM_MAY.contains(&action)
    } else {
        may_at_all(directory, actor, action)
            && directory.grants_in_force(actor.user, at).any(|grant| covers(grant, action) && grant.unit.contains(unit))
    };
    if allowed {
        return Ok(Scope(unit.clone()));
    }
    Err(NOT_ALLOWED.refuse().with("action_zh", action.zh()).with("action_en", action.en()).with("unit", unit))
}

/// Everything `actor` may do `action` on at that moment: the tops of the subtrees, none inside another.
#[must_use]
pub fn scopes(directory: &Directory, actor: &Actor, action: Action, at: Micros) -> Vec<Scope> {
    if !may_at_all(directory, actor, action) {
        return Vec::new();
    }
    let mut tops: Vec<UnitPath> = if *actor == Actor::SYSTEM {
        directory.bureau().filter(|_| SYSTEM_MAY.contains(&action)).map(|bureau| bureau.path.clone()).into_iter().collect()
    } else {
        directory.grants_in_force(actor.user, at).filter(|grant| covers(grant, action)).map(|grant| grant.unit.clone()).collect()
    };
    tops.sort();
    // In text order a unit comes right before everything below it.
    tops.dedup_by(|later, earlier| earlier.contains(later));
    tops.into_iter().map(Scope).collect()
}

/// Whoever is only received here, such as an intern, does their own part and nothing else, whatever role they were granted.
fn may_at_all(directory: &Directory, actor: &Actor, action: Action) -> bool {
    action == Action::TakePart || !directory.is_visitors(actor.user)
}

fn covers(grant: &Grant, action: Action) -> bool {
    match reach(grant.role, action) {
        Reach::None => false,
        Reach::Subtree => true,
        Reach::Bureau => grant.unit.depth() == 1,
    }
}
