//! What is prepared: teams, people, guide, and the steps of planning.

use nc_people::Action;
use nc_people::sheet::{AskKind, Label, Name, Row, Sheet, Shown, Step, label};

use super::{CAPABILITY, ITEM, OBJECTIVE, ON, PROGRAMME, RATING, Sight, TASK, TEAM, programme, rating};
use crate::exercise::command::{
    AppointPeople, LockScenario, NameProgramme, ReleasePerson, SetObjectives, SetTeams, StrikeExercise, WriteScenario,
};
use crate::exercise::model::{Role, Side, Stage};
use crate::exercise::state::{Exercise, Place};

const PERSON: Label = label("人员", "Person");
const ROLE: Label = label("岗位", "Role");
const REASON: Label = label("理由", "Reason");
const SIDE: Label = label("阵营", "Side");
const COLOUR: Label = label("颜色标识", "Colour");

pub(super) fn show(exercise: &Exercise, sight: &Sight<'_>, sheet: &mut Sheet) {
    const TEAMS: &[Label] = &[TEAM, SIDE, COLOUR];
    let teams = exercise.teams().iter();
    let rows = teams.map(|team| Row::of([Shown::text(&team.name), Shown::Label(team.side.label()), Shown::text(&team.colour)]));
    sheet.table(label("编队", "Teams"), TEAMS, rows);
    const PEOPLE: &[Label] = &[PERSON, ROLE, TEAM];
    let rows = exercise.people().map(|place| {
        let team = Shown::or_nothing(place.team.clone().map(Shown::Text));
        let row = Row::of([Shown::Person(place.taker.person), Shown::Label(place.role.label()), team]);
        row.sent_by(place.taker.sender.clone()).with(release(sight, place))
    });
    sheet.table(label("任岗人员", "People"), PEOPLE, rows);
    const FORMER: &[Label] = &[PERSON, ROLE, TEAM, ON, REASON];
    // Who was named to what and why not any more is for those who answer for it.
    let former = exercise.former().iter().filter(|former| sight.staff() || sight.plans() || sight.view.is(former.place.taker.person));
    let rows = former.map(|former| {
        let team = Shown::or_nothing(former.place.team.clone().map(Shown::Text));
        let who = [Shown::Person(former.place.taker.person), Shown::Label(former.place.role.label()), team];
        let row = Row::of(who.into_iter().chain([Shown::Day(former.on), Shown::text(&former.reason)]));
        row.sent_by(former.place.taker.sender.clone())
    });
    sheet.table(label("已免岗位", "Places taken back"), FORMER, rows);
    // The guide tells what will be asked of the players: they read it when it is over.
    if sight.staff() || sight.plans() || sight.held() {
        const GUIDE: &[Label] = &[label("序号", "No."), OBJECTIVE, CAPABILITY, TASK, RATING];
        let rows = (1_u32..).zip(exercise.tasks()).map(|(number, task)| {
            // Ratings are talk among evaluators until the report is out.
            let rated = if sight.staff() || sight.issued() { rating(exercise.rating(number)) } else { Shown::Nothing };
            Row::of([
                Shown::Count(i64::from(number)),
                Shown::text(&task.objective),
                Shown::text(&task.capability),
                Shown::text(&task.task),
                rated,
            ])
        });
        sheet.table(label("评估指南", "Evaluation guide"), GUIDE, rows);
    }
    steps(exercise, sight, sheet);
}

fn steps(exercise: &Exercise, sight: &Sight<'_>, sheet: &mut Sheet) {
    let id = sight.body.exercise.to_string();
    let planning = sight.stage == Stage::Planning;
    if planning && sight.plans() {
        let columns = vec![
            AskKind::column("name", TEAM, AskKind::Text),
            AskKind::column("side", SIDE, AskKind::Word(Side::WORDS)),
            AskKind::column("colour", COLOUR, AskKind::Text),
        ];
        let set = Step::of::<SetTeams>(label("编队", "Set the teams")).fix("exercise", id.clone());
        sheet.steps.push(set.ask("teams", label("队伍（粘贴行）", "Teams (paste rows)"), AskKind::Rows(columns)));
        let columns = vec![
            AskKind::column("objective", OBJECTIVE, AskKind::Text),
            AskKind::column("capability", CAPABILITY, AskKind::Text),
            AskKind::column("task", TASK, AskKind::Text),
        ];
        let set = Step::of::<SetObjectives>(label("设定评估指南", "Set the evaluation guide")).fix("exercise", id.clone());
        sheet.steps.push(set.ask("tasks", label("关键任务（粘贴行）", "Critical tasks (paste rows)"), AskKind::Rows(columns)));
    }
    let before = planning || sight.stage == Stage::Locked;
    if (before || staffed(sight)) && sight.plans() {
        // Once it has begun, nobody plays who did not play from the start.
        let roles = if before { Role::WORDS } else { Role::STAFF };
        sheet.steps.push(
            Step::of::<AppointPeople>(label("任岗", "Name people"))
                .fix("exercise", id.clone())
                .ask("role", ROLE, AskKind::Word(roles))
                .ask("team", label("队伍（仅参演人员）", "Team (players only)"), teams(exercise))
                .optional()
                .ask("people", label("人员", "People"), AskKind::People),
        );
    }
    if planning && sight.role().is_some_and(Role::controls) {
        let write = sight.step::<WriteScenario>(label("编写脚本", "Write the scenario"));
        let rows = AskKind::Rows(super::play::columns());
        sheet.steps.extend(write.map(|step| step.ask("injects", label("情况注入（粘贴行）", "Injects (paste rows)"), rows)));
    }
    if planning && sight.role() == Some(Role::Director) {
        sheet.steps.extend(sight.step::<LockScenario>(label("锁定脚本", "Lock the scenario")));
    }
    if sight.stage != Stage::Struck && sight.plans() {
        let name = Step::of::<NameProgramme>(label("归入规划", "Name its programme")).fix("exercise", id.clone());
        sheet.steps.push(name.ask("programme", PROGRAMME, programme()).ask("item", ITEM, AskKind::Count).optional());
    }
    if sight.stage != Stage::Struck && sight.view.may(Action::CorrectTraining, &sight.body.unit) {
        sheet.steps.push(
            Step::of::<StrikeExercise>(label("撤销演练", "Strike out"))
                .fix("exercise", id)
                .ask("reason", REASON, AskKind::Text)
                .ask("authority", label("依据", "Authority"), AskKind::Text)
                .grave(),
        );
    }
}

/// Whether staff can still change.
fn staffed(sight: &Sight<'_>) -> bool {
    matches!(sight.stage, Stage::Planning | Stage::Locked | Stage::Conduct | Stage::Hotwash | Stage::Drafted)
}

fn release(sight: &Sight<'_>, place: &Place) -> Option<Step> {
    let over = place.role == Role::Player && matches!(sight.stage, Stage::Hotwash | Stage::Drafted);
    let person = place.taker.person;
    (staffed(sight) && !over && sight.plans()).then(|| {
        let step = Step::of::<ReleasePerson>(label("免岗", "Take back")).about(person).fix("person", person.to_string());
        step.fix("exercise", sight.body.exercise.to_string()).ask("reason", REASON, AskKind::Text).grave()
    })
}

/// One of the teams.
pub(super) fn teams(exercise: &Exercise) -> AskKind {
    let choices = exercise.teams().iter().map(|team| (team.name.clone(), Name::Text(team.name.clone()))).collect();
    AskKind::OneOf { choices, number: false }
}
