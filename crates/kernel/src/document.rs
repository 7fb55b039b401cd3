//! 附件: a document on disk that a fact names by its hash.
//!
//! The bytes lie outside the ledger and can be erased; the hash stays in the fact and goes on saying which document it was.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::day::Day;
use crate::id::PersonId;
use crate::register::{Attr, Entry, Facets};

/// Largest document that is taken, in bytes (20 MiB): a scanned certificate or notice is far below.
pub const LARGEST: u64 = 20 * 1024 * 1024;

/// The attributes of a row of a register of documents, see [`attachment`].
pub const ATTRS: &[&str] = &["media", "sha256", "size"];

/// 内容摘要: SHA-256 of a document's bytes, 64 lower-case hex digits. It is the document's address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct BlobId(String);

/// The text is not 64 lower-case hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a document hash: 64 digits 0-9 and a-f")]
pub struct NotABlobId;

impl BlobId {
    /// The address of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(hex::encode(Sha256::digest(bytes)))
    }

    /// Reads an address.
    ///
    /// # Errors
    /// [`NotABlobId`] for any other text.
    pub fn parse(text: &str) -> Result<Self, NotABlobId> {
        let fits = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if fits { Ok(Self(text.to_owned())) } else { Err(NotABlobId) }
    }

    /// The 64 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for BlobId {
    type Err = NotABlobId;
    fn from_str(text: &str) -> Result<Self, NotABlobId> {
        Self::parse(text)
    }
}

impl<'de> Deserialize<'de> for BlobId {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// 文件类型: what a document may be. Told from its bytes, never from its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Media {
    /// PDF.
    Pdf,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// Word, Office Open XML.
    Docx,
    /// Excel, Office Open XML.
    Xlsx,
    /// OFD 版式文件 (GB/T 33190).
    Ofd,
    /// Plain text, UTF-8.
    Text,
}

impl Media {
    /// The word as recorded.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Ofd => "ofd",
            Self::Text => "text",
        }
    }

    /// What the bytes are, by their first bytes and, in a zip, by the name of a part each such document must have;
    /// `None` when they are nothing that is taken. It tells the type, not that the document can be opened.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let holds = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
        if bytes.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"PK\x03\x04") {
            if holds(b"word/document.xml") {
                Some(Self::Docx)
            } else if holds(b"xl/workbook.xml") {
                Some(Self::Xlsx)
            } else if holds(b"OFD.xml") {
                Some(Self::Ofd)
            } else {
                None
            }
        } else {
            let text = std::str::from_utf8(bytes).ok()?;
            let printable = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
            (!text.trim().is_empty() && text.chars().all(printable)).then_some(Self::Text)
        }
    }
}

/// 附件: which document, as a fact names it. The name describes the document and must name nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What it is.
    pub media: Media,
    /// What it is called: 获奖通报. Never a file name as it came.
    pub name: String,
    /// 文号, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Where it lies and what it must be.
    pub sha256: BlobId,
    /// How large, in bytes.
    pub size: u64,
}

/// The rows by which the store knows what a fact attached and whom the document names: one for each person, one without
/// a person where it names nobody. Such a row is never removed: what was evidence is kept.
#[must_use]
pub fn attachment(
    register: &'static str,
    key: &str,
    day: Day,
    facets: &Facets,
    seq: u64,
    document: &Document,
    names: &[PersonId],
) -> Vec<Entry> {
    let people: Vec<Option<PersonId>> = if names.is_empty() { vec![None] } else { names.iter().copied().map(Some).collect() };
    let row = |(n, person): (usize, Option<PersonId>)| Entry {
        register,
        key: format!("{key}/{seq}/{n}"),
        day,
        until: None,
        facets: facets.clone(),
        person,
        attrs: BTreeMap::from([
            ("media", document.media.word().into()),
            ("sha256", document.sha256.as_str().into()),
            ("size", Attr::Int(i64::try_from(document.size).unwrap_or(i64::MAX))),
        ]),
        evidence: seq,
    };
    people.into_iter().enumerate().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_say_what_a_document_is() {
        let zip = |part: &str| [b"PK\x03\x04".as_slice(), part.as_bytes(), b"\0\0"].concat();
        for (bytes, media) in [
            (b"%PDF-1.7\n".to_vec(), Some(Media::Pdf)),
            (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), Some(Media::Png)),
            (vec![0xff, 0xd8, 0xff, 0xe0, 0], Some(Media::Jpeg)),
            (zip("word/document.xml"), Some(Media::Docx)),
            (zip("xl/workbook.xml"), Some(Media::Xlsx)),
            (zip("OFD.xml"), Some(Media::Ofd)),
            (zip("evil.exe"), None),
            ("关于表彰的通报\n".as_bytes().to_vec(), Some(Media::Text)),
            (b"MZ\x90\0\x03".to_vec(), None),
            (vec![0xb1, 0xed, 0xd5, 0xc3], None),
            (b" \n".to_vec(), None),
            (Vec::new(), None),
        ] {
            assert_eq!(Media::of(&bytes), media, "{bytes:?}");
        }
    }

    #[test]
    fn an_address_is_a_hash_and_nothing_else() {
        let id = BlobId::of(b"");
        assert_eq!(id.as_str(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(BlobId::parse(id.as_str()), Ok(id.clone()));
        for text in ["", "../../../etc/passwd", &id.as_str().to_uppercase(), &id.as_str()[1..]] {
            assert_eq!(BlobId::parse(text), Err(NotABlobId), "{text}");
        }
        assert!(serde_json::from_str::<BlobId>("\"x\"").is_err());
    }
}
