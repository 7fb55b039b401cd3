//! How a run stands in the list of runs.

use nc_people::sheet::{Label, Line, Listed, Word, label};

use super::model::{RunId, RunState};
use super::state::Run;

impl Listed for Run {
    const LIST: &'static str = "study.run";
    const ONE: Label = label("学习期次", "study run");
    const MANY: Label = label("学习期次", "study runs");
    const STATES: &'static [Word] = &[
        Word::new("planned", "已计划", "planned"),
        Word::new("open", "已开班", "open"),
        Word::new("closed", "已结业", "closed"),
        Word::new("archived", "已归档", "archived"),
        Word::new("cancelled", "已取消", "cancelled"),
    ];
    const UNFINISHED: &'static [&'static str] = &["planned", "open"];
    const OFF: &'static [&'static str] = &["cancelled"];
    const KINDS: &'static [Word] = &[
        Word::new("rotation", "政治轮训", "political rotation"),
        Word::new("featured_lesson", "特色党课", "featured lesson"),
        Word::new("centre_group", "理论学习中心组", "centre group"),
        Word::new("special", "专题培训", "special training"),
    ];

    const COUNTS: Option<Label> = Some(label("登记人数", "People marked"));

    fn line(&self) -> Option<Line> {
        let planned = self.planned()?;
        Some(Line {
            since: self.since()?,
            id: RunId::of_serial(&planned.serial).0,
            serial: planned.serial.clone(),
            title: planned.title.clone(),
            kind: planned.kind.word(),
            state: self.state().map_or("", RunState::word),
            organisers: planned.organisers.clone(),
            starts_on: planned.starts_on,
            ends_on: self.ends_on().unwrap_or(planned.ends_on),
            marks: self.marks().count(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::RunKind;
    use super::*;

    #[test]
    fn the_list_knows_every_state_and_kind() {
        let words = |all: &[Word]| all.iter().map(|word| word.word).collect::<Vec<_>>();
        assert_eq!(words(Run::STATES), RunState::ALL.iter().map(|s| s.word()).collect::<Vec<_>>());
        assert_eq!(words(Run::KINDS), RunKind::ALL.iter().map(|k| k.word()).collect::<Vec<_>>());
        assert!(Run::UNFINISHED.iter().all(|state| words(Run::STATES).contains(state)));
    }
}
