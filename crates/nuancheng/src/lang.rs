//! The language of what is printed.

/// 语言: Chinese, or English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

impl Lang {
    /// The language of the terminal: English where it says so, else Chinese.
    #[must_use]
    pub fn of_terminal() -> Self {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        if set.is_some_and(|value| value.starts_with("en")) { Self::En } else { Self::Zh }
    }

    /// Whichever of the two is in this language.
    #[must_use]
    pub fn pick<'t>(self, zh: &'t str, en: &'t str) -> &'t str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// The same, made only when needed.
    pub fn say(self, zh: impl FnOnce() -> String, en: impl FnOnce() -> String) -> String {
        match self {
            Self::Zh => zh(),
            Self::En => en(),
        }
    }

    /// The language as spreadsheets are written in.
    #[must_use]
    pub fn office(self) -> nc_office::Lang {
        match self {
            Self::Zh => nc_office::Lang::Zh,
            Self::En => nc_office::Lang::En,
        }
    }
}
