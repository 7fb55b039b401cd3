//! What must be true of a proposed class before it is worth weighing: the same as of a class that is recorded.

use nc_kernel::{Refusal, Refused};
use nc_people::directory::Directory;

use super::head::{line, span};
use super::{number, provide, unit};
use crate::training::state::Plan;
use crate::training::what_if::Proposal;

/// Refuses a proposal that makes no sense.
pub(in crate::training) fn check(proposal: &Proposal, plan: Option<&Plan>, directory: &Directory) -> Result<(), Refused> {
    let (from, to) = (proposal.starts_on, proposal.ends_on);
    if let Some(fault) = span(from, to, "starts_on") {
        return Err(fault.into());
    }
    let mut faults = Vec::new();
    unit(&mut faults, directory, "place".to_owned(), &proposal.place, from);
    number(&mut faults, "headcount", proposal.headcount, 1, 1_000_000);
    for (i, sitting) in proposal.sessions.iter().enumerate() {
        let mut own = Vec::new();
        sitting.form((from, to), &mut own);
        faults.extend(own.into_iter().map(|fault| within(fault, &format!("sessions[{i}]"))));
    }
    provide::form(&proposal.nights, proposal.cost.as_ref(), (from, to), &mut faults);
    if let Some(cost) = &proposal.cost {
        let plan = plan.filter(|plan| plan.id() == Some(cost.plan_item.plan));
        let fault = line(&cost.plan_item, plan).err();
        faults.extend(fault.map(|fault| within(fault, "cost")));
    }
    Refused::unless_empty(faults)
}

/// The fault, in the part `place` of the input.
pub(super) fn within(fault: Refusal, place: &str) -> Refusal {
    let at = fault.place.as_ref().map_or_else(|| place.to_owned(), |inner| format!("{place}.{inner}"));
    fault.at(at)
}
