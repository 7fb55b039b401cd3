//! Typed ids and where they come from.

use sha2::{Digest, Sha256};

use crate::clock::Micros;

/// Source of ids and random bytes. A parameter everywhere, so that tests and the demo bureau are reproducible.
pub trait IdGen: Send {
    /// Fills `bytes` with unpredictable bytes (predictable in a seeded generator).
    fn fill(&mut self, bytes: &mut [u8]);

    /// A new positive id: 41 bits of milliseconds since 2020 and 22 random bits, so that ids sort roughly by age
    /// and two machines do not need to talk to each other. A clash is refused where the id is first used.
    fn next_id(&mut self, now: Micros) -> i64 {
        const EPOCH_2020_MILLIS: i64 = 1_577_836_800_000;
        let millis = (now.0 / 1_000 - EPOCH_2020_MILLIS).max(0) & ((1 << 41) - 1);
        let mut low = [0_u8; 4];
        self.fill(&mut low);
        (millis << 22) | i64::from(u32::from_le_bytes(low) & 0x3f_ffff)
    }
}

/// Deterministic ids for tests and the synthetic bureau: SHA-256 in counter mode over a seed.
#[derive(Debug, Clone)]
pub struct SeededIds {
    seed: u64,
    counter: u64,
}

impl SeededIds {
    /// A generator whose whole output depends on `seed` alone.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, counter: 0 }
    }
}

impl IdGen for SeededIds {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let block = Sha256::new().chain_update(self.seed.to_le_bytes()).chain_update(self.counter.to_le_bytes()).finalize();
            self.counter += 1;
            for (to, from) in chunk.iter_mut().zip(block.iter()) {
                *to = *from;
            }
        }
    }
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Text of an id: 13 characters of Crockford base 32, safe in JSON, URLs and spreadsheets (which round large numbers).
#[must_use]
pub fn to_text(id: i64) -> String {
    let bits = id.cast_unsigned();
    (0..13).rev().map(|i| char::from(ALPHABET.get(((bits >> (i * 5)) & 31) as usize).copied().unwrap_or(b'0'))).collect()
}

/// Reads what [`to_text`] wrote; `None` for anything else.
#[must_use]
pub fn from_text(text: &str) -> Option<i64> {
    if text.len() != 13 {
        return None;
    }
    let mut bits: u128 = 0;
    for byte in text.bytes() {
        let digit = ALPHABET.iter().position(|a| *a == byte.to_ascii_lowercase())?;
        bits = (bits << 5) | digit as u128;
    }
    i64::try_from(bits).ok()
}

/// 编号 to id: the first 63 bits of SHA-256 over what kind of thing it is and its natural key. The same thing recorded
/// twice so meets itself, without any look-up.
#[must_use]
pub fn natural(family: &str, key: &str) -> i64 {
    let hash = Sha256::new().chain_update(family).chain_update([0]).chain_update(key).finalize();
    let bits = hash.iter().take(8).fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
    (bits >> 1).cast_signed()
}

/// Declares one id type an entity, so that a class cannot be passed where a person is meant.
#[macro_export]
macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&$crate::id::to_text(self.0))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::id::BadId;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::id::from_text(text).map(Self).ok_or($crate::id::BadId)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str> as ::serde::Deserialize>::deserialize(d)?;
                text.parse().map_err(::serde::de::Error::custom)
            }
        }
    };
}

/// The text is not an id: ids are 13 characters of Crockford base 32.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id: ids have 13 letters and digits")]
pub struct BadId;

id_type! {
    /// 人员: a police officer or auxiliary, by a pseudonym that says nothing about them and survives erasure.
    PersonId
}

id_type! {
    /// 用户: who signs in. A user may be a person of the bureau or a machine account.
    UserId
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn id_text_reads_back(id in 0..i64::MAX) {
            prop_assert_eq!(from_text(&to_text(id)), Some(id));
        }
    }

    #[test]
    fn seeded_ids_repeat_and_differ() {
        let (mut a, mut b) = (SeededIds::new(7), SeededIds::new(7));
        let now = Micros(1_700_000_000_000_000);
        let first = a.next_id(now);
        assert_eq!(first, b.next_id(now));
        assert_ne!(first, a.next_id(now));
        assert!(first > 0);
    }

    #[test]
    fn a_foreign_text_is_no_id() {
        for text in ["", "123", "000000000000u", "zzzzzzzzzzzzz", "0000000000000000"] {
            assert_eq!(from_text(text), None, "{text}");
        }
    }
}
