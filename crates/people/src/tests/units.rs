use super::{BASE, Bureau, EAST, ROOT, STATION, day, path, unit};
use crate::commands::{DissolveUnit, EstablishUnit, RenameUnit};
use crate::directory::UnitKind;

#[test]
fn establishing_a_unit() {
    let mut bureau = Bureau::set_up("2025-06-01");
    let station = |at: &str| unit(at, UnitKind::Station, "新所");
    for (wish, codes) in [
        (station("/150600/150602/09/"), vec![]),
        (station("/150600/150602/09/"), vec!["people.unit_exists"]),
        (station("/150600/150699/01/"), vec!["people.unit"]),
        (EstablishUnit { from: day("2019-12-31"), ..station("/150600/150602/08/") }, vec!["people.unit"]),
        (unit("/150600/150602/08/", UnitKind::Bureau, "第二个市局"), vec!["people.one_bureau"]),
        (
            EstablishUnit { name_zh: " ".into(), name_en: "x".repeat(200), ..station("/150600/150602/08/") },
            vec!["people.blank", "people.too_long"],
        ),
        (EstablishUnit { from: day("2205-01-01"), ..station("/150600/150602/08/") }, vec!["people.far_day"]),
        (unit("/150700/", UnitKind::Bureau, "别的市局"), vec!["access.not_allowed"]),
    ] {
        assert_eq!(bureau.codes(&wish), codes, "{wish:?}");
    }
}

#[test]
fn the_top_is_one_bureau() {
    for (wish, codes) in [(unit(ROOT, UnitKind::Station, "所"), vec!["people.one_bureau"]), (unit(ROOT, UnitKind::Bureau, "市局"), vec![])]
    {
        let mut bureau = Bureau::empty("2025-06-01");
        let got = bureau.run(&nc_kernel::Actor::SYSTEM, &wish).err().map(|r| r.codes()).unwrap_or_default();
        assert_eq!(got, codes, "{wish:?}");
    }
    let mut bureau = Bureau::set_up("2025-06-01");
    let second = bureau.run(&nc_kernel::Actor::SYSTEM, &unit("/150700/", UnitKind::Bureau, "第二个市局"));
    assert_eq!(second.unwrap_err().codes(), ["people.one_bureau"]);
}

#[test]
fn a_name_stands_for_its_time() {
    let mut bureau = Bureau::set_up("2025-06-01");
    let rename = |zh: &str, from: &str| RenameUnit { path: path(STATION), name_zh: zh.into(), name_en: "Unit".into(), from: day(from) };
    for (wish, codes) in [
        (rename("广场派出所", "2023-01-01"), vec![]),
        (rename("更早的名称", "2022-01-01"), vec!["people.unit_later"]),
        (rename("", "2024-01-01"), vec!["people.blank"]),
    ] {
        assert_eq!(bureau.codes(&wish), codes, "{wish:?}");
    }
    assert!(bureau.officer(&rename("广场派出所", "2024-01-01")).unwrap().facts.is_empty(), "the same name again is no fact");
    let name = |on: &str| bureau.directory().unit(&path(STATION), day(on)).map(|u| u.name_zh.clone());
    assert_eq!(name("2019-12-31"), None);
    assert_eq!(name("2022-12-31").as_deref(), Some("交通派出所"));
    assert_eq!(name("2023-01-01").as_deref(), Some("广场派出所"));
}

#[test]
fn dissolving_a_unit() {
    let mut bureau = Bureau::set_up("2025-06-01");
    let person = bureau.person(1, STATION, "2021-01-01");
    let end = |at: &str, on: &str| DissolveUnit { path: path(at), on: day(on), successor: None };
    for (wish, codes) in [
        (end(EAST, "2025-06-01"), vec!["people.unit_has_units"]),
        (end(STATION, "2025-06-01"), vec!["people.unit_not_empty"]),
        (end(BASE, "2020-01-01"), vec!["people.unit", "people.unit_later"]),
        (DissolveUnit { successor: Some(path("/150600/99/")), ..end(BASE, "2025-06-01") }, vec!["people.unit"]),
        (DissolveUnit { successor: Some(path(BASE)), ..end(BASE, "2025-06-01") }, vec!["people.unit"]),
    ] {
        assert_eq!(bureau.codes(&wish), codes, "{wish:?}");
    }
    bureau.officer(&crate::commands::TransferPerson { person, unit: path(EAST), from: day("2025-03-01") }).unwrap();
    assert_eq!(bureau.codes(&end(STATION, "2025-02-28")), ["people.unit_not_empty"]);
    bureau.officer(&DissolveUnit { successor: Some(path(EAST)), ..end(STATION, "2025-03-01") }).unwrap();
    assert_eq!(bureau.codes(&end(STATION, "2025-05-01")), ["people.unit", "people.unit_later"]);
    let directory = bureau.directory();
    assert!(directory.unit(&path(STATION), day("2025-02-28")).is_some());
    assert!(directory.unit(&path(STATION), day("2025-03-01")).is_none());
    assert_eq!(directory.successor(&path(STATION)), Some(&path(EAST)));
    let within = |on: &str| directory.units_within(&path(EAST), day(on)).map(|u| u.path.to_string()).collect::<Vec<_>>();
    assert_eq!(within("2025-02-28"), [EAST, STATION]);
    assert_eq!(within("2025-03-01"), [EAST]);
    // The code may be used again later.
    assert_eq!(
        bureau.codes(&EstablishUnit { from: day("2025-05-01"), ..unit(STATION, UnitKind::Station, "新交通派出所") }),
        Vec::<&str>::new()
    );
    assert_eq!(bureau.directory().successor(&path(STATION)), None);
}
