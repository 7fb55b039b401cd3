//! Closed lists of words: as recorded, and as people say them in both languages.

/// Declares a closed list.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal $zh:literal $en:literal),+ $(,)? }) => {
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
        }
    };
}
pub(crate) use words;
