//! The words of the pages: Fluent catalogues in `i18n/zh` and `i18n/en`, one file a topic, embedded in the program.
//!
//! Every key stands in both languages and is used somewhere; `tests/it/catalogues.rs` sees to it.

use std::borrow::Cow;
use std::fmt::Display;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::lang::Lang;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$((include_str!(concat!("../i18n/zh/", $name, ".ftl")), include_str!(concat!("../i18n/en/", $name, ".ftl")))),+]
    };
}

static FILES: &[(&str, &str)] = &files![
    "frame",
    "figures",
    "pillars",
    "door",
    "ways",
    "me",
    "admin",
    "people",
    "held",
    "runs",
    "books",
    "import",
    "rules",
    "list",
    "check",
    "reports",
    "wall",
    "settings",
    "internship",
    "delivery",
    "talent",
    "support",
    "plan",
    "exercise",
    "contest",
    "words"
];

struct Catalogues {
    zh: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

static CATALOGUES: LazyLock<Catalogues> = LazyLock::new(|| Catalogues {
    zh: bundle("zh-CN", FILES.iter().map(|(zh, _)| *zh)),
    en: bundle("en", FILES.iter().map(|(_, en)| *en)),
});

fn bundle(tag: &str, files: impl Iterator<Item = &'static str>) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![tag.parse::<LanguageIdentifier>().unwrap_or_default()]);
    // Our values are numbers, days and names in the page's own direction; marks around them would show in old browsers.
    bundle.set_use_isolating(false);
    for file in files {
        // What does not parse is left out here and named by the test.
        let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(resource, _)| resource);
        drop(bundle.add_resource(resource));
    }
    bundle
}

impl Lang {
    /// What `key` says in this language; the key itself when there is no such text.
    pub(crate) fn t(self, key: &str) -> Cow<'static, str> {
        self.look_up(key, None).map_or_else(|| Cow::Owned(key.to_owned()), Cow::Owned)
    }

    /// What `key` says with values put in.
    pub(crate) fn with(self, key: &str, values: &[(&'static str, &dyn Display)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, value.to_string());
        }
        self.look_up(key, Some(&args)).unwrap_or_else(|| key.to_owned())
    }

    /// What a word of a closed list is called: the text `{family}-{word}`, or the word itself when it is new here. The
    /// catalogues hold every member of a family that is named somewhere.
    pub(crate) fn word(self, family: &str, word: &str) -> String {
        let key = format!("{family}-{}", word.replace(['_', '.'], "-"));
        self.look_up(&key, None).unwrap_or_else(|| word.replace('_', " "))
    }

    fn look_up(self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let bundle = match self {
            Self::Zh => &CATALOGUES.zh,
            Self::En => &CATALOGUES.en,
        };
        let pattern = bundle.get_message(key)?.value()?;
        let mut faults = Vec::new();
        Some(bundle.format_pattern(pattern, args, &mut faults).into_owned())
    }
}
