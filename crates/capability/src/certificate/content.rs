//! 证书正文: what is signed of a certificate, as text that any program and any person can read.
//!
//! Lines of `word value` in a fixed order. The holder is named by the commitment to the name; the file that the holder gets
//! adds, outside of what is signed, the salt and the name that open it.

use nc_kernel::Day;
use nc_kernel::personal::{Commitment, commitment};

/// First line of the text: tells it from a checkpoint, which the same key signs.
pub const KIND: &str = "nuancheng certificate v1";
/// First word of the line that opens the commitment.
const OPENING: &str = "opening";

/// 证书正文.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Number of the certificate.
    pub number: String,
    /// Serial number of the class.
    pub class: String,
    /// What the class was called.
    pub title: String,
    /// Last day of the class.
    pub ended_on: Day,
    /// Minutes credited.
    pub credit_minutes: u32,
    /// When this number was issued.
    pub issued_on: Day,
    /// By whose authority.
    pub authority: String,
    /// Commitment to the holder's name.
    pub holder: Commitment,
    /// The short code that is typed where nothing can be scanned.
    pub code: String,
}

/// What opens the commitment: for the holder's file, never for a fact.
#[derive(Clone, PartialEq, Eq)]
pub struct Opening {
    /// Salt of the commitment.
    pub salt: [u8; 16],
    /// The holder's name.
    pub name: String,
}

impl std::fmt::Debug for Opening {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opening")
    }
}

impl Opening {
    /// Whether it opens `holder`.
    #[must_use]
    pub fn opens(&self, holder: &Commitment) -> bool {
        commitment(&self.salt, &self.name) == *holder
    }
}

/// The text is not a certificate's, or not one that this program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotACertificate;

impl std::fmt::Display for NotACertificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("不是本程序签发的证书文件 / this is no certificate file of this program")
    }
}

impl std::error::Error for NotACertificate {}

impl Content {
    /// The text to sign: lines, the last one ended.
    #[must_use]
    pub fn text(&self) -> String {
        format!(
            "{KIND}\nnumber {}\nclass {}\ntitle {}\nended {}\nminutes {}\nissued {}\nauthority {}\nholder {}\ncode {}\n",
            self.number,
            self.class,
            self.title,
            self.ended_on,
            self.credit_minutes,
            self.issued_on,
            self.authority,
            self.holder.0,
            self.code
        )
    }

    /// Reads what [`Content::text`] wrote.
    ///
    /// # Errors
    /// [`NotACertificate`] for anything else.
    pub fn read(text: &str) -> Result<Self, NotACertificate> {
        let mut lines = text.lines();
        if lines.next() != Some(KIND) {
            return Err(NotACertificate);
        }
        let mut next = |word: &str| {
            let rest = lines.next().and_then(|line| line.strip_prefix(word)?.strip_prefix(' '));
            rest.map(str::to_owned).ok_or(NotACertificate)
        };
        let day = |text: String| Day::parse(&text).map_err(|_| NotACertificate);
        let content = Self {
            number: next("number")?,
            class: next("class")?,
            title: next("title")?,
            ended_on: day(next("ended")?)?,
            credit_minutes: next("minutes")?.parse().map_err(|_| NotACertificate)?,
            issued_on: day(next("issued")?)?,
            authority: next("authority")?,
            holder: Commitment(next("holder")?),
            code: next("code")?,
        };
        // One text for one content: nothing may hide behind the last line or in another spelling of a number.
        if content.text() == text { Ok(content) } else { Err(NotACertificate) }
    }
}

/// The file the holder gets: the signed note, then, outside of what is signed, the line that opens the name.
#[must_use]
pub fn file(note: &str, opening: &Opening) -> String {
    let salt: String = opening.salt.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{note}\n{OPENING} {salt} {}\n", opening.name)
}

/// Splits a file into the signed note and what opens the name, where the file has it.
#[must_use]
pub fn split(file: &str) -> (String, Option<Opening>) {
    let file = file.replace("\r\n", "\n");
    let Some((note, rest)) = file.rsplit_once(&format!("\n{OPENING} ")) else { return (file, None) };
    let opening = rest.trim_end().split_once(' ').and_then(|(salt, name)| Some(Opening { salt: salt_of(salt)?, name: name.to_owned() }));
    (note.to_owned(), opening)
}

fn salt_of(text: &str) -> Option<[u8; 16]> {
    let byte = |at: usize| u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..16).map(byte).collect();
    (text.len() == 32).then_some(bytes?)?.try_into().ok()
}

/// A short code of `bits`: ten signs in two groups, without signs that look alike.
#[must_use]
pub fn code(bits: &[u8]) -> String {
    let number = bits.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    // The last ten of thirteen signs: fifty bits.
    let text = nc_kernel::id::to_text((number >> 14).cast_signed()).to_uppercase();
    let signs: Vec<char> = text.chars().skip(3).collect();
    let (first, second) = signs.split_at(5.min(signs.len()));
    format!("{}-{}", first.iter().collect::<String>(), second.iter().collect::<String>())
}

/// A code as typed: case, spaces and dashes do not matter, nor letters that are not used because they look like a digit.
#[must_use]
pub fn typed(text: &str) -> String {
    let signs = text.chars().filter(char::is_ascii_alphanumeric).map(|c| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    });
    let signs: String = signs.take(20).collect();
    match signs.split_at_checked(5) {
        Some((first, second)) => format!("{first}-{second}"),
        None => signs,
    }
}
