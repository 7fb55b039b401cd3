//! 竞赛模板: disciplines as they are usually contested, for whoever sets a contest up. Data of the catalogue, not code.

use std::sync::LazyLock;

use nc_kernel::Day;
use nc_people::sheet::{AskKind, Label, Step, label};
use serde::Deserialize;

use super::command::SetUpContest;
use super::model::{Discipline, Level};

/// One template.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its word.
    pub key: String,
    /// What it is called in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// Whether entries are usually coded.
    pub blind: bool,
    /// What is contested.
    pub disciplines: Vec<Discipline>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    template: Vec<Template>,
}

/// `catalogue/contests.toml`; a test reads it, so that it is never empty here.
pub static ALL: LazyLock<Vec<Template>> = LazyLock::new(|| {
    toml::from_str::<File>(include_str!("../../../../catalogue/contests.toml")).map(|file| file.template).unwrap_or_default()
});

impl Template {
    /// The template with this word.
    #[must_use]
    pub fn named(key: &str) -> Option<&'static Self> {
        ALL.iter().find(|template| template.key == key)
    }

    /// The step that sets up a contest by it.
    pub(super) fn step(&'static self, today: Day) -> Step {
        let disciplines = serde_json::to_value(&self.disciplines).unwrap_or_default();
        let step = Step::of::<SetUpContest>(Label { zh: &self.zh, en: &self.en })
            .about(&self.key)
            .fix("disciplines", disciplines)
            .fix("blind", self.blind);
        contest(step, today)
    }
}

/// Asks what every contest is set up with, whatever its disciplines.
pub(super) fn contest(step: Step, today: Day) -> Step {
    step.ask("serial", label("编号", "Serial"), AskKind::Text)
        .ask("title", label("名称", "Title"), AskKind::Text)
        .ask("level", label("级别", "Level"), AskKind::Word(Level::WORDS))
        .ask("authority", label("颁奖机关", "Awarded by"), AskKind::Text)
        .ask("organisers", label("主办单位", "Organisers"), AskKind::Units)
        .ask("host", label("承办单位", "Host"), AskKind::Unit(None))
        .optional()
        .ask("starts_on", label("首日", "First day"), AskKind::Day)
        .preset(today)
        .ask("ends_on", label("末日", "Last day"), AskKind::Day)
        .preset(today)
        .ask("appeal_days", label("申诉期（天）", "Days for appeals"), AskKind::Count)
        .preset(5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_can_be_read_and_has_what_the_bureau_contests() {
        let file: File = toml::from_str(include_str!("../../../../catalogue/contests.toml")).unwrap();
        let keys: Vec<&str> = file.template.iter().map(|template| template.key.as_str()).collect();
        assert_eq!(keys, ["call_taking", "forensics", "opinion_guidance", "marksmanship", "data_models"]);
    }
}
