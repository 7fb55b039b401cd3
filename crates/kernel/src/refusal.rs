//! A lawful no, with its rule, its place and its remedy.

use std::borrow::Cow;
use std::fmt;

/// A rule that can refuse: its code, frozen once shipped, and what it says to a person in both languages.
/// `{name}` stands for an argument of the refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Stable code, `training.class_closed`.
    pub code: &'static str,
    /// What kind of no it is: decides the status an interface answers with.
    pub no: No,
    /// What is wrong and what to do, in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
}

/// Kinds of no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum No {
    /// The input breaks a rule (422).
    Invalid,
    /// The actor may not do this (403).
    Forbidden,
    /// It does not exist, or its existence is not the actor's to know (404).
    Unknown,
    /// It clashes with what is recorded (409).
    Conflict,
}

impl Rule {
    /// Declares a rule; see the fields.
    #[must_use]
    pub const fn new(code: &'static str, no: No, zh: &'static str, en: &'static str) -> Self {
        Self { code, no, zh, en }
    }

    /// Refuses by this rule.
    #[must_use]
    pub fn refuse(&'static self) -> Refusal {
        Refusal { rule: self, place: None, args: Vec::new() }
    }
}

/// One refusal: which rule, where in the input, and the values its message names (never personal ones).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The rule that says no.
    pub rule: &'static Rule,
    /// Which part of the input, as the interface named it (`roster[3].person`); `None` for the whole.
    pub place: Option<String>,
    /// Values for the message's `{name}` places.
    pub args: Vec<(&'static str, String)>,
}

impl Refusal {
    /// Adds a value for the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Says where in the input.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// The message in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        self.fill(self.rule.zh)
    }

    /// The message in English.
    #[must_use]
    pub fn en(&self) -> String {
        self.fill(self.rule.en)
    }

    fn fill(&self, template: &str) -> String {
        self.args
            .iter()
            .fold(Cow::Borrowed(template), |text, (name, value)| text.replace(&format!("{{{name}}}"), value).into())
            .into_owned()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{} / {} [{}]", self.zh(), self.en(), self.rule.code)
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self(vec![refusal])
    }
}

/// Every reason a command was refused; never empty. A roster names all its faults at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub Vec<Refusal>);

impl Refused {
    /// `Ok` when nothing was refused.
    ///
    /// # Errors
    /// `Self` with all refusals when there is at least one.
    pub fn unless_empty(refusals: Vec<Refusal>) -> Result<(), Self> {
        if refusals.is_empty() { Ok(()) } else { Err(Self(refusals)) }
    }

    /// The codes of the rules, in order.
    #[must_use]
    pub fn codes(&self) -> Vec<&'static str> {
        self.0.iter().map(|r| r.rule.code).collect()
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, refusal) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{refusal}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refused {}
