//! 开放徽章: a certificate as an Open Badges 3.0 credential (VC data model 2.0), the claims of a token that other programs read.
//!
//! The holder is named as Open Badges names people who are not to be read off a badge: by a salted hash of the name, which
//! whoever has the person before them can check. Ids are URNs, for on a closed network no address is everybody's; whoever
//! verifies brings the key and the list of void numbers along.

use std::fmt::Write as _;

use nc_kernel::{Day, Micros};
use serde::{Deserialize, Serialize};
use serde_json::Number;
use sha2::{Digest as _, Sha256};

use super::content::{Content, Opening};
use super::model;
use super::status_list::{self, StatusList};

/// How many months a badge may be believed after it was handed out. The certificate does not lapse: its holder gets another.
const MONTHS: i32 = 24;
/// The contexts every Open Badges 3.0 credential has.
const CONTEXTS: [&str; 2] = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"];

/// 开放徽章.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// Who issued it: the `did:jwk` of the bureau's key.
    pub issuer: String,
    /// By whose authority.
    pub authority: String,
    /// Number of the certificate.
    pub number: String,
    /// Serial of the class.
    pub class: String,
    /// What the class was called.
    pub title: String,
    /// Last day of the class.
    pub ended_on: Day,
    /// Hours credited, as the paper says them.
    pub hours: String,
    /// When this number was issued.
    pub issued_on: Day,
    /// Last day on which the badge may be believed.
    pub until: Day,
    /// The holder, the same on all their badges.
    subject: String,
    /// `sha256$…` of name and salt.
    identity: String,
    /// The salt, as text.
    salt: String,
}

/// The claims are no badge's, or not one that this program writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotABadge;

/// 不予认可: why a badge that was signed is not good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It begins on a later day.
    NotYet(Day),
    /// It could be believed until this day.
    Expired(Day),
    /// The list is another series' or another issuer's.
    OtherList,
    /// The list is to be believed from a later day.
    ListNotYet(Day),
    /// The list could be believed until this day.
    ListExpired(Day),
    /// The list ends before the number.
    NotListed,
    /// The number is void.
    Revoked,
}

impl Fault {
    /// What to say, Chinese and English.
    #[must_use]
    pub fn said(&self) -> (String, String) {
        match self {
            Self::NotYet(day) => (format!("此徽章自 {day} 起才有效"), format!("the badge is good from {day} only")),
            Self::Expired(day) => (
                format!("此徽章文件已于 {day} 过期；证书本身不过期，请持证人重新下载"),
                format!("the badge's file expired on {day}; the certificate does not lapse: its holder can download it anew"),
            ),
            Self::OtherList => {
                ("状态列表不是此证书所属序列的列表".into(), "the status list is not that of the certificate's series".into())
            }
            Self::ListNotYet(day) => (format!("状态列表自 {day} 起才有效"), format!("the status list is good from {day} only")),
            Self::ListExpired(day) => {
                (format!("状态列表已于 {day} 过期，请取新的"), format!("the status list expired on {day}; get a newer one"))
            }
            Self::NotListed => ("状态列表不含此编号".into(), "the status list does not reach this number".into()),
            Self::Revoked => {
                ("证书已作废：状态列表中此编号已注销".into(), "the certificate is void: the status list has its number revoked".into())
            }
        }
    }
}

/// A URN that stands for `text` of `kind`: a UUID of version 8 (RFC 9562) from their hash.
pub(super) fn urn(kind: &str, text: &str) -> String {
    let hash = Sha256::new().chain_update(kind).chain_update([0]).chain_update(text).finalize();
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(&hash).for_each(|(byte, of)| *byte = *of);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let text = hex(&bytes);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Seconds since 1970.
pub(super) fn seconds(moment: Micros) -> i64 {
    moment.0.div_euclid(1_000_000)
}

fn identity(name: &str, salt: &str) -> String {
    format!("sha256${}", hex(&Sha256::new().chain_update(name).chain_update(salt).finalize()))
}

impl Badge {
    /// The badge of a certificate, handed out on `today`; `None` where its number is of no series.
    #[must_use]
    pub fn of(issuer: &str, content: &Content, opening: &Opening, today: Day) -> Option<Self> {
        model::place(&content.number)?;
        // Another salt than the commitment's: a badge that gets around opens nothing on the ledger.
        let salt = hex(&Sha256::new().chain_update("badge").chain_update(opening.salt).finalize()).chars().take(32).collect::<String>();
        Some(Self {
            issuer: issuer.to_owned(),
            authority: content.authority.clone(),
            number: content.number.clone(),
            class: content.class.clone(),
            title: content.title.clone(),
            ended_on: content.ended_on,
            hours: nc_kernel::hours::hours(i64::from(content.credit_minutes)),
            issued_on: content.issued_on,
            until: today.plus_months(MONTHS),
            subject: urn("holder", &content.holder.0),
            identity: identity(&opening.name, &salt),
            salt,
        })
    }

    /// Whether the badge is of a person of this name.
    #[must_use]
    pub fn is_of(&self, name: &str) -> bool {
        identity(name, &self.salt) == self.identity
    }

    /// Whether it is good on `today`, as far as the list goes where one is at hand.
    ///
    /// # Errors
    /// [`Fault`]: the first reason why not.
    pub fn check(&self, today: Day, list: Option<&StatusList>) -> Result<(), Fault> {
        if today < self.issued_on {
            return Err(Fault::NotYet(self.issued_on));
        }
        if today > self.until {
            return Err(Fault::Expired(self.until));
        }
        let Some(list) = list else { return Ok(()) };
        let (series, nth) = model::place(&self.number).ok_or(Fault::OtherList)?;
        if list.issuer != self.issuer || list.id() != status_list::id(&self.issuer, series) {
            return Err(Fault::OtherList);
        }
        if today < list.since.day() {
            return Err(Fault::ListNotYet(list.since.day()));
        }
        if today > list.until {
            return Err(Fault::ListExpired(list.until));
        }
        match list.void(nth) {
            None => Err(Fault::NotListed),
            Some(true) => Err(Fault::Revoked),
            Some(false) => Ok(()),
        }
    }

    /// The claims to sign, as JSON.
    #[must_use]
    pub fn claims(&self) -> String {
        serde_json::to_string(&self.credential()).unwrap_or_default()
    }

    /// Reads what [`Badge::claims`] wrote.
    ///
    /// # Errors
    /// [`NotABadge`] for anything else.
    pub fn read(claims: &str) -> Result<Self, NotABadge> {
        let read: Credential = serde_json::from_str(claims).map_err(|_| NotABadge)?;
        let day = |text: &str| text.get(..10).and_then(|day| Day::parse(day).ok()).ok_or(NotABadge);
        let achievement = read.credential_subject.achievement;
        let [person] = read.credential_subject.identifier;
        let badge = Self {
            issuer: read.iss,
            authority: read.issuer.name,
            number: read.name,
            class: achievement.human_code,
            title: achievement.name,
            ended_on: day(&read.credential_subject.activity_end_date)?,
            hours: read.credential_subject.credit_earned.to_string(),
            issued_on: day(&read.valid_from)?,
            until: day(&read.valid_until)?,
            subject: read.sub,
            identity: person.identity_hash,
            salt: person.salt,
        };
        // One text for one badge: what is stated twice may not differ.
        if badge.claims() == claims { Ok(badge) } else { Err(NotABadge) }
    }

    fn credential(&self) -> Credential {
        let Self { issuer, number, class, title, hours, .. } = self;
        let (series, nth) = model::place(number).unwrap_or_default();
        let (id, list) = (urn("certificate", &format!("{issuer}/{number}")), status_list::id(issuer, series));
        let text = |text: &str| text.to_owned();
        let achievement = Achievement {
            achievement_type: text("CertificateOfCompletion"),
            criteria: Criteria {
                narrative: format!("参加“{title}”（班次编号 {class}）培训并结业，学时{hours}小时。")
            },
            description: format!("{title}（班次编号 {class}）结业"),
            human_code: text(class),
            id: urn("class", &format!("{issuer}/{class}")),
            in_language: text("zh-CN"),
            name: text(title),
            kind: [text("Achievement")],
        };
        Credential {
            context: CONTEXTS.map(text),
            credential_status: Status {
                id: format!("{list}#{nth}"),
                status_list_credential: list,
                status_list_index: nth.to_string(),
                status_purpose: text(status_list::PURPOSE),
                kind: text("BitstringStatusListEntry"),
            },
            credential_subject: Subject {
                achievement,
                activity_end_date: format!("{}T00:00:00+08:00", self.ended_on),
                credit_earned: hours.parse().unwrap_or_else(|_| Number::from(0)),
                id: self.subject.clone(),
                identifier: [Identity {
                    hashed: true,
                    identity_hash: self.identity.clone(),
                    identity_type: text("name"),
                    salt: self.salt.clone(),
                    kind: text("IdentityObject"),
                }],
                kind: [text("AchievementSubject")],
            },
            exp: seconds(Micros::end_of(self.until)),
            id: id.clone(),
            iss: issuer.clone(),
            issuer: Profile { id: issuer.clone(), name: self.authority.clone(), kind: [text("Profile")] },
            jti: id,
            name: number.clone(),
            nbf: seconds(Micros::at(self.issued_on, 0, 0)),
            sub: self.subject.clone(),
            kind: ["VerifiableCredential", "OpenBadgeCredential"].map(text),
            valid_from: format!("{}T00:00:00+08:00", self.issued_on),
            valid_until: format!("{}T23:59:59+08:00", self.until),
        }
    }
}

/// The credential with the claims of the token beside its own (Open Badges 3.0 §8.2).
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Credential {
    #[serde(rename = "@context")]
    context: [String; 2],
    credential_status: Status,
    credential_subject: Subject,
    exp: i64,
    id: String,
    iss: String,
    issuer: Profile,
    jti: String,
    name: String,
    nbf: i64,
    sub: String,
    #[serde(rename = "type")]
    kind: [String; 2],
    valid_from: String,
    valid_until: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Status {
    id: String,
    status_list_credential: String,
    status_list_index: String,
    status_purpose: String,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Subject {
    achievement: Achievement,
    activity_end_date: String,
    credit_earned: Number,
    id: String,
    identifier: [Identity; 1],
    #[serde(rename = "type")]
    kind: [String; 1],
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Identity {
    hashed: bool,
    identity_hash: String,
    identity_type: String,
    salt: String,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Achievement {
    achievement_type: String,
    criteria: Criteria,
    description: String,
    human_code: String,
    id: String,
    in_language: String,
    name: String,
    #[serde(rename = "type")]
    kind: [String; 1],
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Criteria {
    narrative: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Profile {
    id: String,
    name: String,
    #[serde(rename = "type")]
    kind: [String; 1],
}
