//! Closed lists of words: as recorded, and as people say them in both languages.

/// Declares a closed list.
macro_rules! words {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident => $word:literal $zh:literal $en:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every word of the list, in order.
            pub const WORDS: &'static [::nc_people::sheet::Word] = &[$(::nc_people::sheet::Word::new($word, $zh, $en)),+];

            /// The word as recorded.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// As people say it.
            #[must_use]
            pub fn label(self) -> ::nc_people::sheet::Label {
                match self { $(Self::$variant => ::nc_people::sheet::label($zh, $en)),+ }
            }
        }
    };
}
pub(super) use words;
