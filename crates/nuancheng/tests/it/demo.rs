//! The synthetic bureau.

use crate::world::World;

#[test]
fn the_demonstration_is_filled_once_marked_and_never_put_into_a_real_ledger() {
    let world = World::nothing();
    let filled = world.run(&["demo", "--no-serve", "--scale", "1", "--format", "json"]).ends(0).json();
    assert_eq!((&filled["synthetic"], &filled["new"]), (&true.into(), &true.into()));
    let summary = &filled["summary"];
    assert!(summary["refused_on_purpose"].as_u64().unwrap() > 0);
    // Whoever is asked, the totals are those of the records.
    let figures = world.run(&["figures", "training.runs", "study.rotation.runs", "--format", "json"]).ends(0).json();
    assert_eq!(figures["synthetic"], true);
    assert_eq!(figures["figures"][0]["worth"]["count"], summary["training_classes"]);
    assert_eq!(figures["figures"][1]["worth"]["count"], summary["study_runs"]);
    let shown = world.run(&["figures", "--lang", "zh"]).ends(0);
    assert!(shown.out.contains("演示数据"), "{}", shown.out);
    let again = world.run(&["demo", "--no-serve", "--format", "json"]).ends(0).json();
    assert_eq!((&again["new"], &again["facts"]), (&false.into(), &filled["facts"]));
    world.run(&["rebuild", "--check"]).ends(0);
    world.run(&["verify"]).ends(0);
    // Nothing this program brings is missing from what it filled.
    world.run(&["doctor"]).ends(0);

    let real = World::initialised();
    let refused = real.run(&["demo", "--no-serve"]).ends(1);
    assert!(refused.err.contains("real ledger"), "{}", refused.err);
}
