//! Appeals, and what may be decided on them.

use nc_people::Action;
use nc_people::sheet::{AskKind, Label, Row, Sheet, Shown, Step, Viewing, label};

use super::{CODE, REASON, measured};
use crate::contest::command::DecideAppeal;
use crate::contest::fact::SetUp;
use crate::contest::model::Scoring;
use crate::contest::state::{Contest, Live};

impl Contest {
    pub(super) fn appeals(&self, view: &Viewing<'_>, head: &SetUp, seen: &Live, sheet: &mut Sheet) {
        const COLUMNS: &[Label] = &[label("序号", "No."), CODE, label("日期", "On"), label("决定", "Decision"), label("名次变动", "Moved")];
        let decides = head.organisers.first().is_some_and(|unit| view.may(Action::CorrectTraining, unit));
        let rows = (1_u32..).zip(seen.appeals()).map(|(number, file)| {
            let said = match &file.decided {
                None => Shown::Late(label("待决定", "not decided")),
                Some((true, _)) => Shown::Good(label("成立", "upheld")),
                Some((false, _)) => Shown::Off(label("不成立", "not upheld")),
            };
            let moved = file.decided.iter().flat_map(|(_, moved)| moved).map(|moved| {
                let rank = |rank: Option<u32>| rank.map_or("-".to_owned(), |rank| rank.to_string());
                format!("{}: {} → {}", moved.code, rank(moved.from), rank(moved.to))
            });
            let moved = moved.collect::<Vec<_>>().join("; ");
            let base = |word: &str, name: Label| {
                Step::of::<DecideAppeal>(name)
                    .about(format!("{number}-{word}"))
                    .fix("contest", head.contest.to_string())
                    .fix("appeal", number)
            };
            let last = |step: Step| step.ask("reason", REASON, AskKind::Text).ask("authority", label("依据", "Authority"), AskKind::Text);
            let mut steps = Vec::new();
            if let (true, None, Some(discipline)) = (decides, &file.decided, self.live().discipline_of(&file.code)) {
                steps.push(last(base("no", label("不予支持", "Not upheld"))));
                if self.live().is_disqualified(&file.code) {
                    let restored = serde_json::json!({ "restored": {} });
                    steps.push(last(base("again", label("恢复成绩", "Restore the result")).fix("correction", restored)));
                }
                if discipline.scoring == Scoring::Judged {
                    let judges = self.live().panel(&discipline.serial).iter().map(|seat| seat.judge).collect();
                    let step = base("aside", label("剔除评分", "Set a score aside"));
                    steps.push(last(step.ask("correction.set_aside.judge", label("评委", "Judge"), AskKind::OnePerson(judges))));
                } else {
                    let step = base("value", label("更正成绩", "Correct the result")).ask(
                        "correction.measured.attempt",
                        label("第几次", "Attempt"),
                        AskKind::Count,
                    );
                    steps.push(last(measured::asked(step, "correction.measured.measured", discipline)));
                }
            }
            let cells = [Shown::Count(i64::from(number)), Shown::text(&file.code), Shown::Day(file.on), said, Shown::text(moved)];
            Row::of(cells).with(steps)
        });
        sheet.table(label("申诉", "Appeals"), COLUMNS, rows);
    }
}
