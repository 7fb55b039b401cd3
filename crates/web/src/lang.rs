//! Which language a page speaks.

use axum::http::{HeaderMap, header};

/// 语言: Chinese first, English complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lang {
    Zh,
    En,
}

impl Lang {
    /// The word in addresses and in `<html lang>`.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The language as the makers of files name it.
    pub(crate) fn office(self) -> nc_office::Lang {
        match self {
            Self::Zh => nc_office::Lang::Zh,
            Self::En => nc_office::Lang::En,
        }
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    pub(crate) fn named(word: &str) -> Option<Self> {
        [Self::Zh, Self::En].into_iter().find(|lang| lang.tag() == word)
    }

    /// The one of two texts in this language.
    pub(crate) fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// The language the browser prefers of the two, Chinese when it says nothing or wants neither.
    pub(crate) fn preferred(headers: &HeaderMap) -> Self {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut best = (Self::Zh, 0.0);
        for choice in accepted.split(',') {
            let (tag, weight) = choice.split_once(";q=").unwrap_or((choice, "1"));
            let lang = tag.trim().get(..2).map(str::to_ascii_lowercase).and_then(|word| Self::named(&word));
            if let (Some(lang), Ok(weight)) = (lang, weight.trim().parse::<f32>())
                && weight > best.1
            {
                best = (lang, weight);
            }
        }
        best.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_unless_the_browser_prefers_english() {
        for (accepted, lang) in [
            ("", Lang::Zh),
            ("fr, de;q=0.5", Lang::Zh),
            ("en-US,en;q=0.9", Lang::En),
            ("en;q=0.3, zh-CN;q=0.8", Lang::Zh),
            ("zh-CN,zh;q=0.9,en;q=0.8", Lang::Zh),
            ("fr, en;q=0.1", Lang::En),
            ("en;q=nonsense", Lang::Zh),
            ("日本", Lang::Zh),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, accepted.parse().unwrap());
            assert_eq!(Lang::preferred(&headers), lang, "{accepted}");
        }
    }
}
