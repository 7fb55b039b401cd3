//! Shapes that areas declare many of: closed lists of words, commands, and the bodies of facts.

/// Declares closed lists: each word as recorded, and as people say it in both languages.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal $zh:literal $en:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Every word with what it is called, for lists and forms.
            pub const WORDS: &'static [::nc_people::sheet::Word] = &[$(::nc_people::sheet::Word::new($word, $zh, $en)),+];

            /// The word as recorded.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// What it is called.
            #[must_use]
            pub const fn label(self) -> ::nc_people::sheet::Label {
                match self { $(Self::$variant => ::nc_people::sheet::label($zh, $en)),+ }
            }

            /// The word in Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                self.label().zh
            }

            /// Reads the stored word or the Chinese one, as a spreadsheet may hold either.
            #[must_use]
            pub fn from_word(text: &str) -> Option<Self> {
                let text = text.trim();
                Self::ALL.iter().copied().find(|word| word.word() == text || word.zh() == text)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.word())
            }
        }
    )+};
}

/// Declares commands: what people fill in, read with no field that is not asked.
macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $type),+ }
    )+};
}

/// Declares bodies of facts. Fields stand in alphabetical order, which makes the bodies canonical.
macro_rules! bodies {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
        pub struct $name { $($(#[$fdoc])* pub $field: $type),+ }
    )+};
}

/// What every command about a thing that is known has in common, in a module that says whom to ask about it: the stream of its
/// `$field`, and the action it takes.
macro_rules! of_known {
    ($field:ident, $action:ident) => {
        fn needs(&self) -> Vec<Need> {
            needs(self.$field)
        }

        fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
            asks(states, Action::$action, self.$field)
        }
    };
}

pub(crate) use {bodies, commands, of_known, words};
