use super::{Bureau, day, path};
use crate::catalogue::{CatalogueError, parse};
use crate::directory::UnitKind;

const UNITS: &str = include_str!("../../../../catalogue/units.toml");
const FRAMEWORK: &str = include_str!("../../../../catalogue/framework.toml");

#[test]
fn the_shipped_units_can_all_be_established() {
    let mut bureau = Bureau::empty("2025-06-01");
    let commands = parse(UNITS, day("2020-01-01")).unwrap();
    for command in &commands {
        bureau.ok(command);
    }
    let on = day("2025-06-01");
    let directory = bureau.directory();
    assert_eq!(directory.bureau().unwrap().name_zh, "鄂尔多斯市公安局");
    let count = |kind: UnitKind| directory.units_within(&path("/150600/"), on).filter(|u| u.kind == kind).count();
    assert_eq!((count(UnitKind::Bureau), count(UnitKind::Banner)), (1, 9));
    for code in ["150602", "150603", "150621", "150622", "150623", "150624", "150625", "150626", "150627"] {
        let stations = directory.units_within(&path(&format!("/150600/{code}/")), on).filter(|u| u.kind == UnitKind::Station).count();
        assert!((4..=8).contains(&stations), "{code} has {stations} stations");
    }
    let mut names: Vec<&str> = directory.units_within(&path("/150600/"), on).map(|u| u.name_zh.as_str()).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!((names.len(), all), (commands.len(), commands.len()), "every unit has a name of its own");
}

#[test]
fn a_file_that_cannot_be_followed_says_where() {
    let file = |units: &str| format!("basis = 'x'\nunit = [{units}]");
    let row = |path: &str, kind: &str| format!("{{ path = '{path}', kind = '{kind}', zh = '一', en = 'x' }},");
    let top = row("/1/", "bureau");
    assert!(
        matches!(parse(&file(&(top.clone() + &row("/1/2/3/", "station"))), day("2020-01-01")), Err(CatalogueError::NoParent(p)) if p == path("/1/2/3/"))
    );
    assert!(matches!(parse(&file(&(top.clone() + &row("/2/", "bureau"))), day("2020-01-01")), Err(CatalogueError::NoParent(_))));
    assert!(matches!(parse(&file(&(top.clone() + &top)), day("2020-01-01")), Err(CatalogueError::Twice(_))));
    assert!(matches!(parse(&file(&row("/1/", "castle")), day("2020-01-01")), Err(CatalogueError::Form(_))));
}

/// The framework is data of the training area; here only that it is well formed, counts 1 + 12 + N, names units that
/// exist, and says of every label what it rests on.
#[test]
fn the_shipped_framework_says_what_is_example() {
    let file: toml::Table = toml::from_str(FRAMEWORK).unwrap();
    let units = parse(UNITS, day("2020-01-01")).unwrap();
    let list = |name: &str| file[name].as_array().unwrap();
    assert_eq!((list("main").len(), list("branch").len()), (1, 12));
    for item in list("main").iter().chain(list("branch")).chain(list("special")) {
        assert!(item["example"].is_bool(), "{item}");
        let basis = item["basis"].as_str().unwrap();
        assert_eq!(item["example"].as_bool().unwrap(), basis.contains("示例数据"), "{item}");
        if let Some(unit) = item.get("unit") {
            assert!(units.iter().any(|u| u.path.as_str() == unit.as_str().unwrap()), "{item}");
        }
    }
}
