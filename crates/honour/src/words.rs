//! Closed lists of words, written in records as in the attributes figures filter by.

/// Declares a closed list: each word as recorded, and as people say it in Chinese.
macro_rules! words {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident => $word:literal $zh:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every word of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as recorded.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The word in Chinese.
            #[must_use]
            pub fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),+ }
            }

            /// The word meant by `text`, as recorded or in Chinese.
            #[must_use]
            pub fn from_word(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|w| w.word() == text || w.zh() == text)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// 级别: at which level an award is given; the first is the highest.
    pub enum Level {
        /// 国家级.
        National => "national" "国家级",
        /// 部级.
        Ministry => "ministry" "部级",
        /// 自治区级（省级）.
        Region => "region" "自治区级",
        /// 市级.
        City => "city" "市级",
        /// 旗县级.
        County => "county" "旗县级",
    }
}
