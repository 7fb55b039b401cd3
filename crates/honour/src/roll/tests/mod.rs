//! Given what is on the roll, when somebody wants something, then these rows or this no.

mod honours;
mod property;
mod works;

use nc_kernel::{Attr, Day, Entry, UnitPath};

use super::{AwardForm, ConfirmHonour, EnterWork, HonourId, HonourKind, Level, Measure, Project, ProjectKind, RecordHonour, Theme, WorkId};
use crate::testing::{POLITICAL, RECORDER, World, day, paper, unit};

/// A second prize of the region for a project of unit a.
fn prize() -> AwardForm {
    let mut form = AwardForm::new(HonourKind::Prize, "某厅", "二等奖", Level::Region, day("2025-06-01"), Some(paper("通报")));
    (form.place, form.units, form.contest, form.project) =
        (Some(2), vec![unit("/1506/a/")], Some("全区科创大赛".into()), Some(project("甲项目")));
    form
}

fn project(title: &str) -> Project {
    Project { kind: ProjectKind::Innovation, title: title.into() }
}

/// A title of unit a for one year.
fn title(year: i16) -> AwardForm {
    let on = Day::new(year, 6, 1).unwrap();
    let mut form = AwardForm::new(HonourKind::Title, "某部", "全国一等所", Level::Ministry, on, Some(paper(&format!("决定{year}"))));
    form.units = vec![unit("/1506/a/")];
    form
}

fn record(award: AwardForm) -> RecordHonour {
    RecordHonour { award, serial: None }
}

fn named(serial: &str, award: AwardForm) -> RecordHonour {
    RecordHonour { award, serial: Some(serial.into()) }
}

/// Records and confirms under a serial.
fn enrol(w: &mut World, serial: &str, award: AwardForm) -> HonourId {
    w.done(&RECORDER, &named(serial, award));
    let honour = HonourId::of_serial(serial);
    w.done(&POLITICAL, &ConfirmHonour { honour });
    honour
}

fn work(title: &str, measure: Measure, units: &[&str]) -> EnterWork {
    EnterWork {
        title: title.into(),
        measure,
        theme: Theme::Integrity,
        created_on: day("2024-03-01"),
        units: units.iter().map(|u| unit(u)).collect(),
        authors: Vec::new(),
        serial: None,
        remark: None,
    }
}

/// A prize for a work, at that level on that day.
fn won(title: &str, level: Level, on: &str) -> AwardForm {
    let mut form = AwardForm::new(HonourKind::Prize, "主办方", "一等奖", level, day(on), Some(paper(on)));
    (form.place, form.work, form.contest) = (Some(1), Some(WorkId::of_serial(title)), Some("新媒体作品".into()));
    form
}

fn attr<'a>(entry: &'a Entry, name: &str) -> Option<&'a Attr> {
    entry.attrs.get(name)
}

fn organisers(entry: &Entry) -> Vec<&str> {
    entry.facets.organisers.iter().map(UnitPath::as_str).collect()
}
