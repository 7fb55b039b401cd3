//! 签到码: a code in the room that changes every few seconds, against the server's clock only.
//!
//! No telephone, position or photo is involved: the code is shown on the room's screen and typed by a signed-in person.
//! A scan before the window says "too early" and locks nothing; a code older than the grace is no proof of being there.

use hmac::{Hmac, KeyInit, Mac};
use nc_kernel::{Micros, PersonId};
use serde::Serialize;
use sha2::Sha256;

use super::model::{ClassId, Session};

/// Minutes before a session begins from which its code is shown and taken.
pub const OPENS_BEFORE_MINUTES: i64 = 15;
/// Minutes after a session began until which its code is taken. Who comes later is marked by the class head.
pub const CLOSES_AFTER_MINUTES: i64 = 15;
/// Seconds each code is shown.
pub const STEP_SECONDS: u32 = 20;
/// Steps an old code is still taken.
pub const GRACE_STEPS: u32 = 2;

/// 签到窗口: when codes are taken, and how long one lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First moment.
    pub opens: Micros,
    /// First moment after it.
    pub closes: Micros,
    /// Seconds each code is shown.
    pub step_seconds: u32,
    /// Steps an old code is still taken: time to type it.
    pub grace_steps: u32,
}

/// 签到结论: what comes of a typed code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Right and in time.
    Present,
    /// The window is not open yet; try again from this moment. Nothing is locked.
    TooEarly {
        /// When it opens.
        opens: Micros,
    },
    /// The window is over; ask the class head to mark the roster.
    TooLate,
    /// The code was right but is no longer; type the one on the screen.
    Stale,
    /// No code of this session.
    Wrong,
}

/// How far back a code is recognised as an old one, in steps, only to say so.
const REMEMBERED_STEPS: i64 = 120;

/// 签到指令: a code that was found right. It can only be made by whoever holds the secret, so it has no JSON form to be sent in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckIn {
    class: ClassId,
    person: PersonId,
    session: u32,
    /// The step whose code was typed.
    step: i64,
}

impl CheckIn {
    /// A check-in of `person` with the code they `typed` at `now`, which is the server's time.
    ///
    /// # Errors
    /// The [`Verdict`] when it is not right now. Nobody is locked out by one.
    pub fn typed(
        secret: &[u8],
        (class, session): (ClassId, &Session),
        person: PersonId,
        typed: &str,
        now: Micros,
    ) -> Result<Self, Verdict> {
        let window = Window::of(session);
        match window.judge(secret, class, session.session, typed, now) {
            Verdict::Present => Ok(Self { class, person, session: session.session, step: window.step(now) }),
            verdict => Err(verdict),
        }
    }

    /// The class.
    #[must_use]
    pub fn class(&self) -> ClassId {
        self.class
    }

    /// Who.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// The session's number.
    #[must_use]
    pub fn session(&self) -> u32 {
        self.session
    }
}

impl Window {
    /// The window of `session`: from a little before it begins until a little after.
    #[must_use]
    pub fn of(session: &Session) -> Self {
        let start = Micros::at(session.day, 0, i64::from(session.starts_minute));
        let minutes = |n: i64| n * 60_000_000;
        Self {
            opens: Micros(start.0 - minutes(OPENS_BEFORE_MINUTES)),
            closes: Micros(start.0 + minutes(CLOSES_AFTER_MINUTES)),
            step_seconds: STEP_SECONDS,
            grace_steps: GRACE_STEPS,
        }
    }

    /// Whether codes are taken at `now`.
    #[must_use]
    pub fn is_open(&self, now: Micros) -> bool {
        self.opens <= now && now < self.closes
    }

    /// Which step `now` lies in.
    #[must_use]
    pub fn step(&self, now: Micros) -> i64 {
        now.0.div_euclid(i64::from(self.step_seconds.max(1)).saturating_mul(1_000_000))
    }

    /// Judges a typed code at `now`, which is the server's time: no other clock matters.
    #[must_use]
    pub fn judge(&self, secret: &[u8], class: ClassId, session: u32, typed: &str, now: Micros) -> Verdict {
        if now < self.opens {
            return Verdict::TooEarly { opens: self.opens };
        }
        if now >= self.closes {
            return Verdict::TooLate;
        }
        let step = self.step(now);
        // The first code belongs to the step in which the window opens: older ones were never shown.
        let first = self.step(self.opens);
        let typed: String = typed.chars().filter_map(half_width).collect();
        let shown = |age: i64| step - age >= first && same(&code(secret, class, session, step - age), &typed);
        let grace = i64::from(self.grace_steps);
        if (0..=grace).any(shown) {
            Verdict::Present
        } else if (grace + 1..=grace + REMEMBERED_STEPS).any(shown) {
            Verdict::Stale
        } else {
            Verdict::Wrong
        }
    }
}

/// The six digits shown for `session` of `class` during `step`.
#[must_use]
pub fn code(secret: &[u8], class: ClassId, session: u32, step: i64) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return String::new() };
    mac.update(b"nuancheng training check-in v1");
    mac.update(&class.0.to_be_bytes());
    mac.update(&session.to_be_bytes());
    mac.update(&step.to_be_bytes());
    let bits = mac.finalize().into_bytes().iter().take(8).fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
    format!("{:06}", bits % 1_000_000)
}

/// A digit as a Chinese keyboard may give it; spaces between are dropped.
fn half_width(c: char) -> Option<char> {
    match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ if c.is_whitespace() => None,
        _ => Some(c),
    }
}

/// Compares without telling by its time how much was right.
fn same(a: &str, b: &str) -> bool {
    !a.is_empty() && a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |diff, (x, y)| diff | (x ^ y)) == 0
}
