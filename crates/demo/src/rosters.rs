//! Who comes: people who serve that day, are not away, and are on no other roster.

use crate::chance::Chance;
use crate::error::DemoError;
use crate::places::Places;
use crate::staff::Staff;

/// What a roster needs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// First day.
    pub from: i32,
    /// Last day.
    pub to: i32,
    /// People must be registered by then.
    pub known_by: i32,
    /// The banners and departments that hold it.
    pub own: &'a [usize],
    /// How many in a hundred come from those, as far as there are so many.
    pub own_share: usize,
    /// People who come first of all, if they can.
    pub first: &'a [usize],
    /// How many.
    pub count: usize,
}

/// Draws a roster and puts everybody on it.
pub(crate) fn draw(staff: &mut Staff, places: &Places, chance: &mut Chance, wanted: Wanted<'_>) -> Result<Vec<usize>, DemoError> {
    let Wanted { from, to, known_by, own, own_share, first, count } = wanted;
    let mut picked: Vec<usize> = Vec::with_capacity(count);
    for number in first.iter().copied().take(count) {
        if staff.all.get(number).is_some_and(|member| member.there(from, to) && member.registered() <= known_by) {
            picked.push(number);
        }
    }
    let (mut near, mut far, mut taken) = (Vec::new(), Vec::new(), Vec::new());
    for (number, member) in staff.all.iter().enumerate() {
        if member.registered() > known_by || !member.there(from, to) || picked.contains(&number) {
            continue;
        }
        let top = member.unit_on(from).map_or(0, |unit| places.top_of(unit));
        if !member.free(from, to) {
            taken.push(number);
        } else if own.contains(&top) {
            near.push(number);
        } else {
            far.push(number);
        }
    }
    chance.shuffle(&mut near);
    chance.shuffle(&mut far);
    let quota = (count * own_share / 100).min(near.len());
    let later = near.split_off(quota);
    let rest = near.into_iter().chain(far).chain(later).chain(taken);
    picked.extend(rest.take(count.saturating_sub(picked.len())));
    if picked.len() < count {
        return Err(DemoError::TooSmall { wanted: count, found: picked.len() });
    }
    for number in &picked {
        if let Some(member) = staff.all.get_mut(*number) {
            member.take(from, to);
        }
    }
    chance.shuffle(&mut picked);
    Ok(picked)
}
