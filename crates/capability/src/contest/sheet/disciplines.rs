//! 科目 on the sheet: what is contested and by which rules, and the forms that add and change a discipline of one's own.

use nc_kernel::fixed::written;
use nc_people::Action;
use nc_people::sheet::{Ask, AskKind, Label, Name, Row, Sheet, Shown, Step, Viewing, label};
use serde_json::{Value, json};

use crate::contest::command::{PutDiscipline, SetUpContest};
use crate::contest::fact::SetUp;
use crate::contest::model::{AwardKind, Better, Discipline, Scoring, Signer, Stage, TieBreak};
use crate::contest::score::RankMethod;
use crate::contest::state::{Codes, Contest};
use crate::contest::template;

/// How many things ties are broken by, at most.
const TIES: usize = 4;

const METHODS: [(&str, RankMethod, Label); 3] = [
    ("standard", RankMethod::Standard, label("并列，其后名次顺延（1224）", "shared, the next left out (1224)")),
    ("dense", RankMethod::Dense, label("并列，其后名次不空缺（1223）", "shared, none left out (1223)")),
    ("ordinal", RankMethod::Ordinal, label("按编码顺序（1234）", "by the order of codes (1234)")),
];

/// Rows of a list as a field shows them: a line each, columns between bars.
fn lines<T>(all: &[T], of: impl Fn(&T) -> Vec<String>) -> String {
    all.iter().map(|one| of(one).join(" | ")).collect::<Vec<_>>().join("\n")
}

fn english(title: Option<&String>) -> Vec<String> {
    title.into_iter().cloned().collect()
}

fn titles(title: Label) -> [Ask; 2] {
    let en = AskKind::optional_column("title_en", label("英文名", "in English"), AskKind::Text);
    [AskKind::column("title", title, AskKind::Text), en]
}

fn criteria(points: &AskKind) -> AskKind {
    let [title, en] = titles(label("评分项", "criterion"));
    let weight = AskKind::column("weight", label("权重", "weight"), AskKind::Count);
    AskKind::Rows(vec![title, weight, AskKind::column("most", label("满分", "highest mark"), points.clone()), en])
}

fn tasks(points: &AskKind) -> AskKind {
    let [title, en] = titles(label("题目", "task"));
    let code = AskKind::column("code", label("题号", "code"), AskKind::Text);
    let difficulty = AskKind::column("difficulty", label("难度1至9", "difficulty 1 to 9"), AskKind::Count);
    AskKind::Rows(vec![code, title, difficulty, AskKind::column("points", label("分值", "points"), points.clone()), en])
}

fn awards() -> AskKind {
    let [title, en] = titles(label("奖项", "award"));
    let count = |name, label| AskKind::column(name, label, AskKind::Count);
    let kind = AskKind::column("kind", label("类别（名次、奖次、称号）", "kind (rank, prize, title)"), AskKind::Word(AwardKind::WORDS));
    let (from, to) = (count("from", label("起始名次", "first rank")), count("to", label("末位名次", "last rank")));
    AskKind::Rows(vec![title, from, to, kind, count("place", label("第几名或几等", "place or grade")), en])
}

fn tasks_as_lines(discipline: &Discipline) -> String {
    lines(&discipline.tasks, |task| {
        let points = written(task.points, discipline.decimals);
        let mut cells = vec![task.code.clone(), task.title.clone(), task.difficulty.to_string(), points];
        cells.extend(english(task.title_en.as_ref()));
        cells
    })
}

/// Asks the rules of a discipline at `place` of the command, filled in as `now` has them.
fn rules(step: Step, place: &str, now: Option<&Discipline>) -> Step {
    let at = |field: &str| format!("{place}.{field}");
    let text = |of: fn(&Discipline) -> Option<&String>| now.and_then(of).cloned().unwrap_or_default();
    let number = |of: fn(&Discipline) -> u32, first: u32| now.map_or(first, of);
    let word = |of: fn(&Discipline) -> Option<&'static str>| now.and_then(of).unwrap_or_default();
    let points = AskKind::PointsBy(at("decimals"));
    let method = now.and_then(|now| METHODS.iter().find(|(_, method, _)| *method == now.method)).map_or("standard", |(word, ..)| word);
    let methods = METHODS.iter().map(|(word, _, called)| ((*word).to_owned(), Name::Label(*called))).collect();
    let rounds =
        now.map_or_else(|| Stage::Final.word().to_owned(), |now| now.rounds.iter().map(|round| round.word()).collect::<Vec<_>>().join(","));
    let signed = now.map(|now| now.signed.iter().map(|signer| signer.word()).collect::<Vec<_>>().join(",")).unwrap_or_default();
    let mut step = step;
    if now.is_none() {
        step = step.ask(at("serial"), label("科目编号（如A1）", "Serial of the discipline (such as A1)"), AskKind::Text);
    }
    step = step
        .ask(at("title"), label("科目名称", "Discipline"), AskKind::Text)
        .preset(text(|now| Some(&now.title)))
        .ask(at("title_en"), label("科目英文名", "Its name in English"), AskKind::Text)
        .optional()
        .preset(text(|now| now.title_en.as_ref()))
        .ask(at("scoring"), label("计分方式", "Scoring"), AskKind::Word(Scoring::WORDS))
        .preset(word(|now| Some(now.scoring.word())))
        .ask(at("decimals"), label("成绩小数位（0至3）", "Decimals of a result (0 to 3)"), AskKind::Count)
        .preset(number(|now| u32::from(now.decimals), 0))
        .ask(at("measure"), label("计量单位（如环、米）", "Counted in (such as rings, metres)"), AskKind::Text)
        .optional()
        .preset(text(|now| now.measure.as_ref()))
        .ask(at("measure_en"), label("计量单位英文名", "The same in English"), AskKind::Text)
        .optional()
        .preset(text(|now| now.measure_en.as_ref()))
        .ask(
            at("better"),
            label("优劣方向（空白：计时少者优，其余多者优）", "Better is (empty: less of a time, more of anything else)"),
            AskKind::Word(Better::WORDS),
        )
        .optional()
        .preset(word(|now| now.better.map(Better::word)))
        .ask(at("criteria"), label("评分项（仅评委评分）", "Criteria (where judges score)"), criteria(&points))
        .optional()
        .preset(
            now.map(|now| {
                lines(&now.criteria, |one| {
                    let mut cells = vec![one.title.clone(), one.weight.to_string(), written(one.most, now.decimals)];
                    cells.extend(english(one.title_en.as_ref()));
                    cells
                })
            })
            .unwrap_or_default(),
        )
        .ask(at("drop"), label("去掉最高分、最低分各几个", "Highest and lowest scores dropped, of each"), AskKind::Count)
        .preset(number(|now| u32::from(now.drop), 0))
        .ask(at("tasks"), label("题目与分值（仅按难度计分）", "Tasks and points (by difficulty)"), tasks(&points))
        .optional()
        .preset(now.map(tasks_as_lines).unwrap_or_default())
        .ask(at("rounds"), label("轮次", "Rounds"), AskKind::Words(Stage::WORDS))
        .preset(rounds)
        .ask(at("advance"), label("每轮晋级名额（0为全部）", "Let into the next round (0 for all)"), AskKind::Count)
        .preset(number(|now| now.advance, 0))
        .ask(at("attempts"), label("每轮机会（取最佳）", "Attempts in a round (the best counts)"), AskKind::Count)
        .preset(number(|now| now.attempts, 1));
    for (i, called) in
        [label("同分先看", "Ties are broken by"), label("再看", "then by"), label("三看", "thirdly by"), label("四看", "fourthly by")]
            .into_iter()
            .enumerate()
            .take(TIES)
    {
        let preset = now.and_then(|now| now.ties.get(i)).map_or("", |tie| tie.word());
        step = step.ask(at(&format!("ties.{i}")), called, AskKind::Word(TieBreak::WORDS)).optional().preset(preset);
    }
    step.ask(at("method"), label("仍相同的名次", "Ranks still equal"), AskKind::OneOf { choices: methods, number: false })
        .preset(method)
        .ask(at("team_best"), label("单位成绩取最好的几个（0为不计）", "Results in a unit's total (0 for none)"), AskKind::Count)
        .preset(number(|now| u32::from(now.team_best), 0))
        .ask(at("event"), label("纪录项目名（空白不计纪录）", "Event its record is kept under (empty for none)"), AskKind::Text)
        .optional()
        .preset(text(|now| now.event.as_ref()))
        .ask(
            at("signed"),
            label("成绩由谁签字（不选为不签）", "Scores are signed by (none chosen for nobody)"),
            AskKind::Words(Signer::WORDS),
        )
        .optional()
        .preset(signed)
        .ask(at("awards"), label("奖项", "Awards"), awards())
        .optional()
        .preset(
            now.map(|now| {
                lines(&now.awards, |one| {
                    let kind = one.kind.zh().to_owned();
                    let mut cells = vec![one.title.clone(), one.from.to_string(), one.to.to_string(), kind, one.place.to_string()];
                    cells.extend(english(one.title_en.as_ref()));
                    cells
                })
            })
            .unwrap_or_default(),
        )
}

/// The lists of a discipline that a form may leave out.
fn bare() -> Value {
    json!({ "awards": [], "criteria": [], "ties": [] })
}

fn panel(step: Step) -> Step {
    step.ask("judges", label("评委（空白则不变）", "Judges (empty leaves them as they are)"), AskKind::People)
        .optional()
        .ask("head", label("裁判长（须在评委中）", "Head judge (one of the judges)"), AskKind::Person)
        .optional()
}

/// The step that sets a contest up with a first discipline of one's own.
pub(super) fn own(today: nc_kernel::Day) -> Step {
    let step = Step::of::<SetUpContest>(label("自定科目", "A discipline of one's own")).about("own").fix("disciplines", json!([bare()]));
    let step = template::contest(step, today).ask(
        "blind",
        label("编码参赛（解码前不知是谁）", "Coded: nobody knows who it is before unsealing"),
        AskKind::Yes,
    );
    rules(step, "disciplines.0", None)
}

impl Contest {
    /// What is contested; with the forms that add and change, for who may plan.
    pub(super) fn disciplines(&self, view: &Viewing<'_>, head: &SetUp, codes: &Codes, runs: bool, sheet: &mut Sheet) {
        const COLUMNS: &[Label] = &[
            label("编号", "Serial"),
            label("科目", "Discipline"),
            label("计分方式", "Scoring"),
            label("轮次", "Rounds"),
            label("机会", "Attempts"),
            label("成绩签字", "Signed by"),
        ];
        let seen = if runs { self.live() } else { self.shown() };
        let Some(head) = seen.head().filter(|known| known.contest == head.contest) else { return };
        let plans = head.organisers.first().is_some_and(|unit| view.may(Action::PlanTraining, unit));
        let rows = head.disciplines.iter().map(|discipline| {
            let both = |words: Vec<Label>| {
                let join = |of: fn(&Label) -> &'static str, comma: &str| words.iter().map(of).collect::<Vec<_>>().join(comma);
                if words.is_empty() {
                    Shown::Nothing
                } else {
                    Shown::Both { zh: join(|word| word.zh, "、"), en: join(|word| word.en, ", ") }
                }
            };
            let cells = [
                Shown::text(&discipline.serial),
                discipline.called(),
                Shown::Label(discipline.scoring.label()),
                both(discipline.rounds.iter().map(|round| round.label()).collect()),
                Shown::Count(i64::from(discipline.attempts)),
                both(discipline.signed.iter().map(|signer| signer.label()).collect()),
            ];
            Row::of(cells).with(self.change(head, codes, discipline).filter(|_| plans))
        });
        sheet.table(label("科目", "Disciplines"), COLUMNS, rows);
        if plans && !self.live().is_drawn() {
            let step = Step::of::<PutDiscipline>(label("新增科目", "Add a discipline")).about("new");
            let step = step.fix("contest", head.contest.to_string()).fix("discipline", bare());
            sheet.steps.push(panel(rules(step, "discipline", None)));
        }
    }

    /// The step that changes a discipline: all of it while nobody has entered, its tasks until the first result.
    fn change(&self, head: &SetUp, codes: &Codes, discipline: &Discipline) -> Option<Step> {
        let live = self.live();
        let serial = discipline.serial.as_str();
        let scored = live.codes_of(serial).any(|code| discipline.rounds.iter().any(|round| live.attempts(code, *round).count() > 0));
        let entered = codes.entries().any(|entry| entry.discipline == serial);
        if scored || live.is_drawn() && !entered || entered && discipline.tasks.is_empty() {
            return None;
        }
        let step = |called| Step::of::<PutDiscipline>(called).about(serial).fix("contest", head.contest.to_string()).fix("existing", true);
        if entered {
            let step = step(label("更改题目与分值", "Change tasks and points"))
                .fix("discipline", serde_json::to_value(discipline).unwrap_or_default());
            let points = AskKind::Points(discipline.decimals);
            return Some(
                step.ask("discipline.tasks", label("题目与分值", "Tasks and points"), tasks(&points)).preset(tasks_as_lines(discipline)),
            );
        }
        let mut kept = bare();
        if let Some(fields) = kept.as_object_mut() {
            fields.insert("serial".to_owned(), json!(serial));
        }
        Some(panel(rules(step(label("修改科目", "Change the discipline")).fix("discipline", kept), "discipline", Some(discipline))))
    }
}
