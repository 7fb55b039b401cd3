use proptest::prelude::*;

use super::{named, prize, won, work};
use crate::roll::{
    AddWorkVersion, ConfirmHonour, CorrectHonour, HonourId, Level, Measure, PublishWork, RevokeHonour, ShareWork, WithdrawHonour,
    WithdrawWork, WorkId,
};
use crate::testing::{POLITICAL, RECORDER, World, day, p, unit};

const WORKS: [&str; 3] = ["一", "二", "三"];

/// Does something, wanted or not; the world compares live rows with recomputed ones after each that is done.
fn act(w: &mut World, step: (u8, usize, usize, u8)) {
    let (what, a, b, level) = step;
    let (title, other) = (WORKS[a % 3], WORKS[b % 3]);
    let id = WorkId::of_serial(title);
    let honour = HonourId::of_serial(&format!("{a}"));
    let level = Level::ALL[usize::from(level) % Level::ALL.len()];
    let (reason, authority) = ("理由".to_owned(), "依据".to_owned());
    let on = format!("2025-{:02}-{:02}", b % 11 + 1, a % 28 + 1);
    let _ = match what % 10 {
        0 => w.run(&RECORDER, &work(title, Measure::Piece, &["/1506/a/"])),
        1 => w.run(&RECORDER, &ShareWork { work: id, unit: unit("/1506/b/") }),
        2 => w.run(&RECORDER, &AddWorkVersion { work: id, label: format!("{b}"), added_on: day(&on) }),
        3 => w.run(&RECORDER, &PublishWork { work: id, released_on: day(&on), approver: p(2), channel: "网".into(), document: None }),
        4 => w.run(&POLITICAL, &WithdrawWork { work: id, reason, authority }),
        5 => w.run(&RECORDER, &named(&format!("{a}"), won(title, level, &on))),
        6 => w.run(&POLITICAL, &ConfirmHonour { honour }),
        7 => {
            w.run(&RECORDER, &CorrectHonour { honour, award: if b % 4 == 0 { prize() } else { won(other, level, &on) }, reason, authority })
        }
        8 => w.run(&POLITICAL, &WithdrawHonour { honour, reason, authority }),
        _ => w.run(&POLITICAL, &RevokeHonour { honour, revoked_on: day("2025-12-01"), reason, authority }),
    };
}

proptest! {
    #[test]
    fn f15_rows_added_and_removed_one_by_one_are_the_rows_of_the_roll(steps in proptest::collection::vec((0_u8..10, 0_usize..6, 0_usize..12, 0_u8..5), 1..60)) {
        let mut w = World::new();
        for title in WORKS {
            w.done(&RECORDER, &work(title, Measure::Sheet, &["/1506/a/"]));
        }
        for step in steps {
            act(&mut w, step);
        }
        let won = w.rows("honour.work_award");
        for title in WORKS {
            let open = won.iter().filter(|r| r.until.is_none() && r.key.starts_with(&WorkId::of_serial(title).to_string())).count();
            prop_assert!(open <= 1, "a work has one highest level");
        }
    }
}
