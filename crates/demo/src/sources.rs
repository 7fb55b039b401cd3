//! Documents that are studied, about two a month.

use nc_organisation::study::{PublishSource, SourceId, SourceLevel};

use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::places::zh_labelled;
use crate::world::World;

/// Days between two documents.
const EVERY: i32 = 15;

/// One document.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Its id.
    pub id: SourceId,
    /// The day it was published, by number.
    pub published: i32,
    serial: String,
    title: String,
    issuer: &'static str,
    level: SourceLevel,
}

/// Every document of the time.
pub(crate) fn plan(world: &World) -> Vec<Source> {
    const ISSUERS: &[(&str, SourceLevel)] = &[
        ("上级机关（演示）", SourceLevel::Central),
        ("部机关（演示）", SourceLevel::Ministry),
        ("自治区机关（演示）", SourceLevel::Province),
        ("市机关（演示）", SourceLevel::City),
        ("本局（演示）", SourceLevel::Bureau),
    ];
    const THEMES: &[&str] = &["理论学习读本", "会议精神", "条例释义", "典型经验", "警示教育材料"];
    (0..)
        .map(|n: usize| (n, 2 + i32::try_from(n).unwrap_or(i32::MAX).saturating_mul(EVERY)))
        .take_while(|(_, published)| *published < world.days.last - 10)
        .map(|(n, published)| (n, world.days.recorded_from(published)))
        .map(|(n, published)| {
            let serial = format!("YS-WX-{:03}", n + 1);
            let (issuer, level) = ISSUERS.get(n % ISSUERS.len()).copied().unwrap_or(("本局（演示）", SourceLevel::Bureau));
            let theme = THEMES.get(n * 3 % THEMES.len()).copied().unwrap_or_default();
            let title = zh_labelled(&format!("{theme}第{}号", n + 1));
            Source { id: SourceId::of_serial(&serial), published, serial, title, issuer, level }
        })
        .collect()
}

/// The latest document published before `day`.
pub(crate) fn latest(sources: &[Source], day: i32) -> Option<&Source> {
    sources.iter().rev().find(|source| source.published < day)
}

/// Registers the documents published that day.
pub(crate) async fn work(sources: &[Source], day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    for source in sources.iter().filter(|source| source.published == day) {
        let command = PublishSource {
            serial: source.serial.clone(),
            title: source.title.clone(),
            issuer: source.issuer.to_owned(),
            level: source.level,
            published_on: world.days.day(day),
            unit: world.places.bureau()?.clone(),
        };
        clerk.send(&world.actors.political, 1, command).await?;
    }
    Ok(())
}
