//! 假设推演 over what is booked now; nothing is written.

use nc_capability::training::what_if::{Proposal, Shortfalls, what_if};
use nc_capability::training::{Bookings, Plan};
use nc_kernel::{Aggregate as _, StreamId};
use nc_people::Scope;
use nc_people::access::covered;

use crate::error::StoreError;
use crate::{Store, db};

impl Store {
    /// What a class as proposed would lack. `planning` is where the caller may plan training; the place may be any unit's, as
    /// it may when a class is planned. A plan of a unit outside it is none.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the proposal makes no sense; otherwise when bookings
    /// cannot be read.
    pub async fn what_if(&self, planning: &[Scope], proposal: &Proposal) -> Result<Shortfalls, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let booked: Bookings = self.folded(&mut view, &StreamId::only(Bookings::FAMILY)).await?;
        let plan: Option<Plan> = match &proposal.cost {
            Some(cost) => Some(self.folded(&mut view, &StreamId::new(Plan::FAMILY, cost.plan_item.plan)).await?),
            None => None,
        };
        // A plan of another unit is none.
        let plan = plan.filter(|plan| plan.unit().is_some_and(|unit| covered(planning, unit)));
        Ok(self.published.with_directory(|directory| what_if(proposal, &booked, plan.as_ref(), directory))?)
    }
}
