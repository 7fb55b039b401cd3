//! Chance that repeats: the same seed and purpose give the same draws on any machine.

/// A stream of draws (splitmix64).
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    /// Draws for one purpose, so that more draws of one kind do not move those of another.
    pub fn new(seed: u64, purpose: &str) -> Self {
        let mixed =
            purpose.bytes().fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(mixed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n` - 1; 0 when there is none.
    pub fn below(&mut self, n: usize) -> usize {
        let wide = u128::from(self.next()) * (n as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number from `least` to `most`, both possible.
    pub fn between(&mut self, least: i32, most: i32) -> i32 {
        let width = usize::try_from(i64::from(most) - i64::from(least) + 1).unwrap_or(1);
        least.saturating_add(i32::try_from(self.below(width)).unwrap_or(0))
    }

    /// Whether something happens that happens `per_mille` times in a thousand.
    pub fn hit(&mut self, per_mille: usize) -> bool {
        self.below(1_000) < per_mille
    }

    /// One of `items`.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        items.get(self.below(items.len())).copied()
    }

    /// Puts everything in another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}

/// Splits `total` into `count` parts of `least` to `most`, few large and many small, as classes are.
pub(crate) fn split(chance: &mut Chance, count: usize, total: usize, least: usize, most: usize) -> Vec<usize> {
    let weights: Vec<usize> = (0..count).map(|_| 350 + chance.below(900) + if chance.hit(120) { chance.below(1_500) } else { 0 }).collect();
    let whole = weights.iter().sum::<usize>().max(1);
    let mut parts: Vec<usize> = weights.iter().map(|weight| (total * weight / whole).clamp(least, most)).collect();
    let mut sum: usize = parts.iter().sum();
    let mut stuck = 0;
    while sum != total && stuck < count.saturating_mul(4).max(1_000) {
        let at = chance.below(count);
        match parts.get_mut(at) {
            Some(part) if sum < total && *part < most => {
                *part += 1;
                sum += 1;
                stuck = 0;
            }
            Some(part) if sum > total && *part > least => {
                *part -= 1;
                sum -= 1;
                stuck = 0;
            }
            _ => stuck += 1,
        }
    }
    // What the limits do not allow goes to the last part: the total is never given up.
    if let Some(last) = parts.last_mut() {
        *last = (*last + total).saturating_sub(sum);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_within_their_limits() {
        for (count, total, least, most) in [(199, 64_500, 80, 900), (982, 135_000, 20, 600), (2, 645, 80, 400), (1, 7, 1, 9)] {
            let parts = split(&mut Chance::new(1, "x"), count, total, least, most);
            assert_eq!(parts.iter().sum::<usize>(), total);
            assert_eq!(parts.len(), count);
            assert!(parts.iter().all(|part| (least..=most).contains(part)), "{count} {total}");
        }
    }

    #[test]
    fn purposes_do_not_move_each_other() {
        let draws = |purpose| (0..4).map(|_| Chance::new(7, purpose).below(1_000_000)).collect::<Vec<_>>();
        assert_eq!(draws("a"), draws("a"));
        assert_ne!(draws("a"), draws("b"));
    }
}
