//! 年报: one report about eleven months, drafted by the political department and released by a leader. What is recorded
//! late afterwards moves its sources, and the report says so.

use nc_kernel::{Day, Period};
use nc_store::{ReportSource, StoreError};

use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::world::World;

const TEMPLATE: &str = include_str!("annual_report.md");

/// The day of the release, in the last December of the records.
pub(crate) fn release_day(world: &World) -> i32 {
    let last = world.days.day(world.days.last);
    world.days.recorded_from(Day::new(last.year(), 12, 5).map_or(world.days.last, |day| world.days.number(day)))
}

/// Drafts and releases it.
pub(crate) async fn draft_and_release(world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    clerk.settle().await?;
    let failed = |doing: &str| {
        let doing = doing.to_owned();
        move |source: StoreError| DemoError::Store { doing, source }
    };
    let today = world.days.day(release_day(world));
    let months = Period::new(today.first_of_year(), today.first_of_month().minus_days(1));
    let source = ReportSource {
        template: TEMPLATE.to_owned(),
        unit: clerk.store.bureau_path().map_err(failed("the unit of the report"))?,
        period: Some(months),
        synthetic: true,
        corrects: None,
        not_names: None,
    };
    let store = clerk.store.clone();
    let (report, _) = store.draft_report(&world.actors.political, "demo/report/draft", source).await.map_err(failed("report.draft"))?;
    store.release_report(&world.actors.leader, "demo/report/release", report).await.map_err(failed("report.release"))?;
    Ok(())
}
