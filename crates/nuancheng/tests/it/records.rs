//! Recording: any command, once.

use crate::world::World;

#[test]
fn the_same_key_records_once() {
    let world = World::staffed();
    let size = world.size();
    let record = || {
        let fields = r#"{"item":"手持电台","quantity":12}"#;
        world
            .run(&["record", "training.set_stock", "--json", fields, "--key", "stock-1", "--as", "zhengzhi", "--format", "json"])
            .ends(0)
            .json()
    };
    assert_eq!(record()["receipt"]["repeated"], false);
    assert_eq!(record()["receipt"]["repeated"], true);
    assert_eq!(world.size(), size + 1);
    let piped =
        world.run_with(&["record", "training.set_stock", "--file", "-", "--as", "zhengzhi"], Some(r#"{"item":"手持电台","quantity":14}"#));
    piped.ends(0);
    assert_eq!(world.size(), size + 2);
}

#[test]
fn a_record_may_come_with_a_roster_file() {
    let world = World::staffed();
    let file = world.roster(
        "名册.xlsx",
        &["警号", "姓名", "状态"],
        &[&["100001", "测试甲", "出勤"], &["100002", "", "迟到"], &["100003", "", "缺勤"]],
    );
    world
        .run(&[
            "record",
            "training",
            "--title",
            "射击",
            "--on",
            "2024-03-01",
            "--unit",
            "/150600/150602/",
            "--roster",
            crate::world::text(&file),
            "--hours",
            "1.5",
            "--as",
            "neiqin",
        ])
        .ends(0);
    assert_eq!(world.figure("training.attendances"), 2);
    assert_eq!(world.figure("training.credit_minutes"), 180);
}
