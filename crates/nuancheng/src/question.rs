//! Which figure, of which unit, for which time: from the words of the command line.

use nc_figures::Definition;
use nc_kernel::{Actor, Day, Period, UnitPath};
use nc_people::Scope;
use nc_people::access::Action;
use nc_store::Question;

use crate::exit::Failure;
use crate::session::Session;

/// Of what and for when.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct About {
    /// 单位路径或名称 / Unit, by path or Chinese name [default: the bureau, or the acting account's unit]
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,
    /// 期间 / Period: 2024, 2024H1, 2024Q3, 2024-03, 3y, 3年来, 累计, 2023-01-01..2025-12-31, "since 2023-01-01" [default: everything]
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,
    /// 按某日所知 / As known at the end of DATE
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_known_on: Option<Day>,
}

/// What was asked, read: the definition is still to come.
pub struct Asked {
    /// The unit.
    pub unit: UnitPath,
    /// The permission to read its figures.
    pub scope: Scope,
    /// The time.
    pub period: Period,
    /// As known when.
    pub known_on: Option<Day>,
}

impl Asked {
    /// The question about `definition`.
    #[must_use]
    pub fn about(&self, definition: &Definition) -> Question {
        Question { definition: definition.clone(), unit: self.unit.clone(), period: self.period, known_on: self.known_on }
    }
}

/// Reads a day of the command line.
///
/// # Errors
/// When it is none.
pub fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|_| "应为日期，如 2024-03-01 / write a day as 2024-03-01".to_owned())
}

impl Session<'_> {
    /// Reads `about` for `actor`.
    ///
    /// # Errors
    /// When words cannot be read, or the actor may not read the unit's figures.
    pub fn asked(&self, actor: &Actor, about: &About) -> Result<Asked, Failure> {
        let unit = match &about.unit {
            Some(text) => self.unit(text)?,
            None => self.own_unit(actor)?,
        };
        let scope = self.store.allow(actor, Action::ReadFigures, &unit).map_err(|e| Failure::from(e).at("--unit"))?;
        let as_of = about.as_known_on.unwrap_or_else(|| self.store.now().day());
        let period = match &about.period {
            Some(words) => period(words, as_of)?,
            None => Period::up_to(as_of),
        };
        Ok(Asked { unit, scope, period, known_on: about.as_known_on })
    }

    /// The bureau where the actor may read it, else the first unit whose figures they may read.
    fn own_unit(&self, actor: &Actor) -> Result<UnitPath, Failure> {
        let bureau = self.store.bureau_path()?;
        let scopes = self.store.scopes(actor, Action::ReadFigures);
        let covers = |scope: &Scope| scope.path().contains(&bureau);
        Ok(scopes.iter().find(|s| !covers(s)).filter(|_| !scopes.iter().any(covers)).map_or(bureau, |s| s.path().clone()))
    }

    /// The unit `text` names, by path or by its Chinese name.
    ///
    /// # Errors
    /// When there is none, or several bear the name.
    pub fn unit(&self, text: &str) -> Result<UnitPath, Failure> {
        let today = self.store.now().day();
        let found: Vec<UnitPath> = if text.starts_with('/') {
            let path = UnitPath::parse(text).map_err(|_| {
                Failure::unreadable(
                    format!("{text} 不是单位路径，应如 /150600/150602/"),
                    format!("{text} is no unit path; write it as /150600/150602/"),
                )
            })?;
            self.store.published().with_directory(|d| d.unit_names(&path).next().map(|_| path.clone())).into_iter().collect()
        } else {
            let bureau = self.store.bureau_path()?;
            self.store
                .published()
                .with_directory(|d| d.units_within(&bureau, today).filter(|u| u.name_zh == text).map(|u| u.path.clone()).collect())
        };
        match found.as_slice() {
            [only] => Ok(only.clone()),
            [] => Err(Failure::unreadable(
                format!("没有单位 {text}；请核对路径（如 /150600/150602/）或全称"),
                format!("there is no unit {text}; check its path (/150600/150602/) or full name"),
            )),
            several => {
                let paths = several.iter().map(UnitPath::as_str).collect::<Vec<_>>().join(", ");
                Err(Failure::unreadable(
                    format!("有多个单位叫 {text}（{paths}）；请写路径"),
                    format!("several units are called {text} ({paths}); give the path"),
                ))
            }
        }
        .map_err(|f| f.at("--unit"))
    }

    /// The name of a unit, with its path where it has none.
    #[must_use]
    pub fn unit_name(&self, path: &UnitPath) -> String {
        let lang = self.lang();
        let name =
            self.store.published().with_directory(|d| d.unit_names(path).last().map(|u| lang.pick(&u.name_zh, &u.name_en).to_owned()));
        name.map_or_else(|| path.to_string(), |name| format!("{name} {path}"))
    }
}

/// Reads the words of a period.
///
/// # Errors
/// When they name none.
pub fn period(words: &str, as_of: Day) -> Result<Period, Failure> {
    Period::parse_words(words, as_of, &crate::seed::campaigns()?).map_err(|e| {
        let both = e.to_string();
        let (zh, en) = both.split_once(" / ").unwrap_or((&both, &both));
        Failure::unreadable(zh, en).at("--period")
    })
}

/// The period as people say it.
#[must_use]
pub fn period_words(period: Period, lang: crate::lang::Lang) -> String {
    nc_intake::period_words(period, lang.office())
}
