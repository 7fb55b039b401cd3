//! Who was counted, and how often: the cell of a distinct count.

use roaring::RoaringBitmap;

/// 计数位图: a multiset of person numbers as a bit-sliced counter. Slice *i* holds the people whose count has bit *i*.
/// A person is distinct while the count is above zero, so withdrawing one of two attendances keeps the person and
/// withdrawing the last removes them, exactly and without reading a row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tally {
    slices: Vec<RoaringBitmap>,
}

/// A tally's stored bytes are damaged, or more was taken out than was put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the distinct-count cell is damaged; run `nuancheng rebuild`")]
pub struct TallyDamaged;

impl Tally {
    /// Counts one person once more.
    pub fn insert(&mut self, person: u32) {
        for slice in &mut self.slices {
            if slice.insert(person) {
                return;
            }
            slice.remove(person);
        }
        self.slices.push(RoaringBitmap::from_iter([person]));
    }

    /// Adds every count of `other`.
    pub fn add(&mut self, other: &Self) {
        for (weight, bits) in other.slices.iter().enumerate() {
            self.add_at(weight, bits.clone());
        }
    }

    fn add_at(&mut self, weight: usize, mut carry: RoaringBitmap) {
        if carry.is_empty() {
            return;
        }
        while self.slices.len() < weight {
            self.slices.push(RoaringBitmap::new());
        }
        for slice in self.slices.iter_mut().skip(weight) {
            let next = &*slice & &carry;
            *slice ^= &carry;
            carry = next;
            if carry.is_empty() {
                return;
            }
        }
        self.slices.push(carry);
    }

    /// Takes every count of `other` out again.
    ///
    /// # Errors
    /// [`TallyDamaged`] when `other` holds more of a person than `self`.
    pub fn subtract(&mut self, other: &Self) -> Result<(), TallyDamaged> {
        for (weight, bits) in other.slices.iter().enumerate() {
            let mut borrow = bits.clone();
            for slice in self.slices.iter_mut().skip(weight) {
                let next = &borrow - &*slice;
                *slice ^= &borrow;
                borrow = next;
                if borrow.is_empty() {
                    break;
                }
            }
            if !borrow.is_empty() {
                return Err(TallyDamaged);
            }
        }
        while self.slices.last().is_some_and(RoaringBitmap::is_empty) {
            self.slices.pop();
        }
        Ok(())
    }

    /// The distinct people.
    #[must_use]
    pub fn people(&self) -> RoaringBitmap {
        self.slices.iter().fold(RoaringBitmap::new(), |all, slice| all | slice)
    }

    /// Whether nobody is counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slices.iter().all(RoaringBitmap::is_empty)
    }

    /// The people counted more often here than in `other`: who came in and has not left again.
    #[must_use]
    pub fn exceeding(&self, other: &Self) -> RoaringBitmap {
        let empty = RoaringBitmap::new();
        let (mut above, mut below) = (RoaringBitmap::new(), RoaringBitmap::new());
        for i in (0..self.slices.len().max(other.slices.len())).rev() {
            let mine = self.slices.get(i).unwrap_or(&empty);
            let theirs = other.slices.get(i).unwrap_or(&empty);
            let undecided_mine = (mine - theirs) - &below;
            let undecided_theirs = (theirs - mine) - &above;
            above |= undecided_mine;
            below |= undecided_theirs;
        }
        above
    }

    /// Bytes for a cell: the number of slices, then each slice in the portable roaring format with its length before it.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![u8::try_from(self.slices.len()).unwrap_or(u8::MAX)];
        for slice in &self.slices {
            let size = slice.serialized_size();
            bytes.extend_from_slice(&u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes());
            // Writing to a Vec cannot fail.
            let _ = slice.serialize_into(&mut bytes);
        }
        bytes
    }

    /// Reads what [`Tally::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`TallyDamaged`] for any other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TallyDamaged> {
        let (count, mut rest) = bytes.split_first().ok_or(TallyDamaged)?;
        let mut slices = Vec::with_capacity(usize::from(*count));
        for _ in 0..*count {
            let (length, body) = rest.split_first_chunk::<4>().ok_or(TallyDamaged)?;
            let (slice, after) = body.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or(TallyDamaged)?;
            slices.push(RoaringBitmap::deserialize_from(slice).map_err(|_| TallyDamaged)?);
            rest = after;
        }
        if rest.is_empty() { Ok(Self { slices }) } else { Err(TallyDamaged) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn tally(people: &[u32]) -> Tally {
        let mut tally = Tally::default();
        for p in people {
            tally.insert(*p);
        }
        tally
    }

    fn counts(people: &[u32]) -> BTreeMap<u32, u32> {
        people.iter().fold(BTreeMap::new(), |mut map, p| {
            *map.entry(*p).or_default() += 1;
            map
        })
    }

    proptest! {
        #[test]
        fn a_tally_is_a_multiset(a in proptest::collection::vec(0_u32..40, 0..200), b in proptest::collection::vec(0_u32..40, 0..200)) {
            let mut sum = tally(&a);
            sum.add(&tally(&b));
            let together: Vec<u32> = a.iter().chain(&b).copied().collect();
            prop_assert_eq!(&sum, &tally(&together));
            prop_assert_eq!(sum.people().iter().collect::<Vec<_>>(), counts(&together).into_keys().collect::<Vec<_>>());
            prop_assert_eq!(Tally::from_bytes(&sum.to_bytes()), Ok(sum.clone()));
            let exceeding: Vec<u32> = counts(&a).into_iter().filter(|(p, n)| counts(&b).get(p).unwrap_or(&0) < n).map(|(p, _)| p).collect();
            prop_assert_eq!(tally(&a).exceeding(&tally(&b)).iter().collect::<Vec<_>>(), exceeding);
            sum.subtract(&tally(&b)).unwrap();
            prop_assert_eq!(sum, tally(&a));
        }
    }

    #[test]
    fn taking_out_what_was_never_put_in_is_found() {
        assert_eq!(tally(&[1, 1]).subtract(&tally(&[1, 1, 1])), Err(TallyDamaged));
        assert_eq!(Tally::from_bytes(&[1, 0]), Err(TallyDamaged));
        assert_eq!(Tally::from_bytes(&[]), Err(TallyDamaged));
    }
}
