//! Records: what the public board of a contest adds to the book of records, and takes out of it.

use super::*;

/// The best result of an event in a contest, on all its disciplines of that event.
struct Found {
    code: String,
    value: i64,
    decimals: u8,
}

/// Puts what `live` says of each event into the book of records, where that says something else. Called whenever results come
/// out on the public board or change there, so that the book never tells of what a frozen board does not show.
pub(super) fn follow(desk: &mut Desk<'_, '_>, states: &States, live: &Live) {
    let Some(unit) = desk.head.organisers.first() else { return };
    let events: BTreeSet<&str> = desk.head.disciplines.iter().filter_map(|discipline| discipline.event.as_deref()).collect();
    for event in events {
        let disciplines = || desk.head.disciplines.iter().filter(|discipline| discipline.event.as_deref() == Some(event));
        let less = disciplines().any(Discipline::less_is_better);
        let best = disciplines().filter_map(|discipline| first(live, desk.codes, discipline)).reduce(|best, next| {
            let (a, b) = same_scale((next.value, next.decimals), (best.value, best.decimals));
            if a != b && (a < b) == less { next } else { best }
        });
        let stands = states.only::<Records>().and_then(|records| records.of(event, desk.head.contest));
        let same = match (&best, stands) {
            (None, None) => true,
            (Some(best), Some(stands)) => (&best.code, best.value, best.decimals) == (&stands.code, stands.value, stands.decimals),
            _ => false,
        };
        if same {
            continue;
        }
        let fact = EventResult {
            code: best.as_ref().map(|best| best.code.clone()),
            contest: desk.head.contest,
            decimals: best.as_ref().map_or(0, |best| best.decimals),
            event: event.to_owned(),
            less,
            title: desk.head.title.clone(),
            value: best.as_ref().map(|best| best.value),
        };
        desk.judge.fact::<RecordFact>(&StreamId::only(Records::FAMILY), unit, desk.head.ends_on, fact);
    }
}

/// The result of whoever is first in a discipline.
fn first(live: &Live, codes: &Codes, discipline: &Discipline) -> Option<Found> {
    let lines = board::lines(live, codes, discipline);
    lines.into_iter().find_map(|line| {
        let value = line.place.rank().and(line.value)?;
        Some(Found { code: line.code, value, decimals: discipline.decimals })
    })
}

/// Two fixed-point numbers at the finer of their precisions.
fn same_scale(a: (i64, u8), b: (i64, u8)) -> (i128, i128) {
    let to = a.1.max(b.1);
    let scaled = |(value, decimals): (i64, u8)| i128::from(value) * 10_i128.pow(u32::from(to - decimals));
    (scaled(a), scaled(b))
}
