//! 状态列表: which numbers of a series are void, as a W3C Bitstring Status List v1.0 credential: one bit a number, so that who
//! looks one number up offline learns of the others no more than that.

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use nc_kernel::{Day, Micros};
use serde::{Deserialize, Serialize};

use super::badge::{seconds, urn};

/// What a bit says.
pub const PURPOSE: &str = "revocation";
/// How many days a list may be believed: as long as somebody without a connection goes on with it.
const DAYS: i64 = 31;
/// The fewest bits a list has, whatever the series: the standard's number, so that its length tells nothing.
pub const FEWEST_BITS: usize = 131_072;
/// The longest list that is unpacked: far more numbers than a unit gives in a year.
const MOST_BYTES: u64 = 1 << 20;
const CONTEXT: &str = "https://www.w3.org/ns/credentials/v2";

/// 状态列表.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusList {
    /// Who issued it: the `did:jwk` of the bureau's key.
    pub issuer: String,
    /// When it was made.
    pub since: Micros,
    /// Last day on which it may be believed.
    pub until: Day,
    id: String,
    encoded: String,
    bits: Vec<u8>,
}

/// The claims are no status list's, or not one that this program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAList;

/// The id of the list of a series, by the series' name.
#[must_use]
pub fn id(issuer: &str, series: &str) -> String {
    urn("status list", &format!("{issuer}/{series}"))
}

/// A moment to the second, where the bureau is.
fn written(moment: Micros) -> String {
    let day = moment.day();
    let second = seconds(moment) - seconds(Micros::at(day, 0, 0));
    format!("{day}T{:02}:{:02}:{:02}+08:00", second / 3_600, second / 60 % 60, second % 60)
}

fn packed(bits: &[u8]) -> std::io::Result<String> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bits)?;
    Ok(format!("u{}", BASE64_URL_SAFE_NO_PAD.encode(gzip.finish()?)))
}

fn unpacked(encoded: &str) -> Result<Vec<u8>, NotAList> {
    let gzip = BASE64_URL_SAFE_NO_PAD.decode(encoded.strip_prefix('u').ok_or(NotAList)?).map_err(|_| NotAList)?;
    let mut bits = Vec::new();
    let mut unpack = GzDecoder::new(gzip.as_slice()).take(MOST_BYTES + 1);
    let n = unpack.read_to_end(&mut bits).map_err(|_| NotAList)?;
    if n * 8 >= FEWEST_BITS && n as u64 <= MOST_BYTES { Ok(bits) } else { Err(NotAList) }
}

impl StatusList {
    /// The list of the series `series` as it stands `now`: `given` numbers, of which `void` are.
    ///
    /// # Errors
    /// When the bits cannot be packed.
    pub fn of(issuer: &str, series: &str, given: u32, void: &[u32], now: Micros) -> std::io::Result<Self> {
        // Numbers begin at one; the bit of nought is nobody's.
        let wanted = usize::try_from(given).unwrap_or(usize::MAX).saturating_add(1).div_ceil(FEWEST_BITS).max(1);
        let mut bits = vec![0_u8; wanted * FEWEST_BITS / 8];
        for nth in void {
            if let Some(byte) = bits.get_mut(byte_of(*nth)) {
                *byte |= mask_of(*nth);
            }
        }
        let encoded = packed(&bits)?;
        let now = Micros(seconds(now) * 1_000_000);
        Ok(Self { issuer: issuer.to_owned(), since: now, until: now.day().plus_days(DAYS), id: id(issuer, series), encoded, bits })
    }

    /// Which list it is.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether the `nth` number is void; `None` past the end.
    #[must_use]
    pub fn void(&self, nth: u32) -> Option<bool> {
        Some(self.bits.get(byte_of(nth))? & mask_of(nth) != 0)
    }

    /// The claims to sign, as JSON.
    #[must_use]
    pub fn claims(&self) -> String {
        serde_json::to_string(&self.credential()).unwrap_or_default()
    }

    /// Reads what [`StatusList::claims`] wrote.
    ///
    /// # Errors
    /// [`NotAList`] for anything else.
    pub fn read(claims: &str) -> Result<Self, NotAList> {
        let read: Credential = serde_json::from_str(claims).map_err(|_| NotAList)?;
        let until = read.valid_until.get(..10).and_then(|day| Day::parse(day).ok()).ok_or(NotAList)?;
        let encoded = read.credential_subject.encoded_list;
        let bits = unpacked(&encoded)?;
        let since = Micros(read.nbf.checked_mul(1_000_000).ok_or(NotAList)?);
        let list = Self { issuer: read.iss, since, until, id: read.id, encoded, bits };
        if list.claims() == claims { Ok(list) } else { Err(NotAList) }
    }

    fn credential(&self) -> Credential {
        let text = |text: &str| text.to_owned();
        Credential {
            context: [text(CONTEXT)],
            credential_subject: Subject {
                encoded_list: self.encoded.clone(),
                id: format!("{}#list", self.id),
                status_purpose: text(PURPOSE),
                kind: text("BitstringStatusList"),
            },
            exp: seconds(Micros::end_of(self.until)),
            id: self.id.clone(),
            iss: self.issuer.clone(),
            issuer: self.issuer.clone(),
            nbf: seconds(self.since),
            kind: ["VerifiableCredential", "BitstringStatusListCredential"].map(text),
            valid_from: written(self.since),
            valid_until: format!("{}T23:59:59+08:00", self.until),
        }
    }
}

fn byte_of(nth: u32) -> usize {
    usize::try_from(nth / 8).unwrap_or(usize::MAX)
}

/// The first bit is the leftmost.
fn mask_of(nth: u32) -> u8 {
    0x80 >> (nth % 8)
}

/// The credential with the claims of the token beside its own.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Credential {
    #[serde(rename = "@context")]
    context: [String; 1],
    credential_subject: Subject,
    exp: i64,
    id: String,
    iss: String,
    issuer: String,
    nbf: i64,
    #[serde(rename = "type")]
    kind: [String; 2],
    valid_from: String,
    valid_until: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Subject {
    encoded_list: String,
    id: String,
    status_purpose: String,
    #[serde(rename = "type")]
    kind: String,
}
