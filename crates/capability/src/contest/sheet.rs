//! How a contest stands in its book: its line, its sheet, and what may be done with it next.

use nc_kernel::{Need, PersonId};
use nc_people::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Name, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label, need};

use super::board::Place;
use super::command::*;
use super::fact::SetUp;
use super::model::{Level, SanctionKind, Scoring, Stage};
use super::public::{DisciplineBoard, NamedLine};
use super::state::{Codes, Contest, Live};

const CODE: Label = label("编码", "Code");
const REASON: Label = label("理由", "Reason");

impl Place {
    /// What a cell shows.
    #[must_use]
    pub fn shown(self) -> Shown {
        match self {
            Self::Ranked(rank) => Shown::Count(i64::from(rank)),
            Self::Out => Shown::Off(label("未晋级", "did not advance")),
            Self::Failed => Shown::Off(label("未完成", "not completed")),
            Self::Absent => Shown::Off(label("缺席", "absent")),
            Self::Disqualified => Shown::Off(label("取消成绩", "disqualified")),
            Self::Waiting => Shown::Late(label("待成绩", "result missing")),
        }
    }
}

impl Contest {
    fn state_word(&self) -> &'static str {
        let live = self.live();
        if live.appeals().iter().any(|appeal| appeal.decided.is_none()) {
            "appealed"
        } else if live.published().is_some() {
            "published"
        } else if live.is_open() {
            "open"
        } else if live.is_locked() {
            "locked"
        } else if live.is_drawn() {
            "running"
        } else {
            "entering"
        }
    }

    /// The scores a judge has still to give: code and round of every completed attempt. The judge's own unit is not left
    /// out: what is missing from the list would tell whose code it is.
    fn to_score(&self, judge: PersonId) -> Vec<(&super::model::Discipline, String, Stage)> {
        let live = self.live();
        let Some(head) = self.head() else { return Vec::new() };
        if live.is_locked() {
            return Vec::new();
        }
        let mine = head
            .disciplines
            .iter()
            .filter(|d| d.scoring == Scoring::Judged && live.panel(&d.serial).iter().any(|seat| seat.judge == judge));
        mine.flat_map(|discipline| {
            let codes = live.codes_of(&discipline.serial).flat_map(|code| discipline.rounds.iter().map(move |round| (code, *round)));
            codes
                .filter(|(code, round)| live.attempts(code, *round).any(|(measured, _)| measured.outcome == super::model::Outcome::Done))
                .filter(|(code, round)| live.marks(code, *round, judge).is_none() && !live.stands_aside(code, *round, judge))
                .map(|(code, round)| (discipline, code.to_owned(), round))
                .collect::<Vec<_>>()
        })
        .collect()
    }
}

impl Listed for Contest {
    const LIST: &'static str = "contest";
    const ONE: Label = label("比武竞赛", "contest");
    const MANY: Label = label("比武竞赛", "contests");
    const STATES: &'static [Word] = &[
        Word::new("entering", "报名", "taking entries"),
        Word::new("running", "比赛", "running"),
        Word::new("locked", "评分已封存", "scores locked"),
        Word::new("open", "已解码", "codes unsealed"),
        Word::new("published", "已公布", "published"),
        Word::new("appealed", "申诉中", "under appeal"),
    ];
    const UNFINISHED: &'static [&'static str] = &["entering", "running", "locked", "open", "appealed"];
    const KINDS: &'static [Word] = Level::WORDS;
    const COUNTS: Option<Label> = Some(label("科目数", "Disciplines"));

    fn line(&self) -> Option<Line> {
        let head = self.head()?;
        Some(Line {
            since: self.since()?,
            id: head.contest.0,
            serial: head.serial.clone(),
            title: head.title.clone(),
            kind: head.level.word(),
            state: self.state_word(),
            organisers: head.organisers.clone(),
            starts_on: head.starts_on,
            ends_on: head.ends_on,
            marks: head.disciplines.len(),
        })
    }

    fn waits_for(&self) -> Vec<PersonId> {
        self.live().all_judges().into_iter().filter(|judge| !self.to_score(*judge).is_empty()).collect()
    }
}

impl Sheeted for Contest {
    const INITIATIVE: &'static str = "training";
    const PAPERS: &'static [Label] = &[
        label("比武竞赛方案", "Plan of a contest"),
        label("报名表", "Entry form"),
        label("抽签编码表", "Table of codes"),
        label("评委打分表", "Judges' score sheet"),
        label("成绩汇总表", "Summary of results"),
        label("申诉登记表", "Register of appeals"),
        label("获奖名单", "List of awards"),
    ];
    const FACTS: &'static [Word] = &[
        Word::new("contest.set_up.v1", "举办", "set up"),
        Word::new("contest.panel_seated.v1", "组成评委", "panel seated"),
        Word::new("contest.entries_coded.v1", "抽签编码", "codes drawn"),
        Word::new("contest.attempted.v1", "记录成绩", "attempt recorded"),
        Word::new("contest.scored.v1", "评分", "scored"),
        Word::new("contest.recused.v1", "回避", "judge stood aside"),
        Word::new("contest.scores_locked.v1", "封存评分", "scores locked"),
        Word::new("contest.names_opened.v1", "解码", "codes unsealed"),
        Word::new("contest.sanctioned.v1", "处罚", "sanctioned"),
        Word::new("contest.published.v1", "公布成绩", "results published"),
        Word::new("contest.appealed.v1", "申诉", "appealed"),
        Word::new("contest.appeal_decided.v1", "申诉决定", "appeal decided"),
        Word::new("contest.frozen.v1", "冻结榜单", "board frozen"),
        Word::new("contest.unfrozen.v1", "解冻榜单", "board unfrozen"),
        Word::new("contest.nominated.v1", "推荐参加上级比武", "nominated for a higher contest"),
    ];

    fn reads(&self) -> Vec<Need> {
        self.head().map(|head| need::<Codes>(head.contest)).into_iter().collect()
    }

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some((head, codes)) = self.head().and_then(|head| Some((head, view.states.get::<Codes>(head.contest)?))) else { return sheet };
        let Some(organiser) = head.organisers.first() else { return sheet };
        let live = self.live();
        let runs = view.may(Action::RecordTraining, organiser);
        sheet.known_to.extend(head.host.clone());
        sheet.takes_part = live.all_judges().into_iter().collect();
        if let Some(person) = view.person
            && codes.entries().flat_map(|entry| &entry.entrants).any(|entrant| entrant.person == person)
        {
            sheet.takes_part.push(person);
        }
        sheet.term(label("颁奖机关", "Awarded by"), [Shown::text(&head.authority)]);
        sheet.term(label("承办单位", "Host"), head.host.clone().map(Shown::Unit));
        let own = view.person.map(|person| codes.own(person)).unwrap_or_default();
        sheet.term(label("本人编码", "Your code"), own.iter().map(|code| Shown::text(*code)));
        let seen = if runs { live } else { self.shown() };
        if let Some((on, until)) = seen.published() {
            sheet.term(label("公布", "Published"), [Shown::Day(on)]);
            sheet.term(label("申诉截止", "Appeals until"), [Shown::Day(until)]);
        }
        if self.is_frozen() {
            sheet
                .warnings
                .push(label("榜单已冻结：此后的记录不在公开榜单上。", "The board is frozen: what was recorded since is not on it."));
        }
        // While judges score, results are shown to who runs the contest only, and a frozen board to everybody else.
        if runs || seen.published().is_some() {
            self.results(view, head, codes, runs, &mut sheet);
        }
        self.appeals(view, head, seen, &mut sheet);
        self.judge_steps(view, head, &mut sheet);
        if runs {
            self.run_steps(head, codes, &mut sheet);
        }
        if view.may(Action::PlanTraining, organiser) && !live.is_drawn() {
            for discipline in head.disciplines.iter().filter(|discipline| discipline.scoring == Scoring::Judged) {
                sheet.steps.push(
                    Step::of::<SeatPanel>(label("组成评委", "Seat the panel"))
                        .about(&discipline.serial)
                        .fix("contest", head.contest.to_string())
                        .fix("discipline", discipline.serial.clone())
                        .ask("judges", label("评委", "Judges"), AskKind::People),
                );
            }
        }
        if view.may(Action::CorrectTraining, organiser) && codes.asked().is_some() && !codes.is_unsealed() {
            sheet.steps.push(Step::of::<Unseal>(label("同意解码", "Agree to unseal")).fix("contest", head.contest.to_string()));
        }
        if let Some(person) = view.person.filter(|_| live.published().is_some_and(|(_, until)| view.now.day() <= until)) {
            for code in own {
                sheet.steps.push(
                    Step::of::<Appeal>(label("申诉", "Appeal"))
                        .about(code)
                        .fix("contest", head.contest.to_string())
                        .fix("code", code)
                        .fix("person", person.to_string())
                        .ask("round", label("轮次", "Round"), AskKind::Word(Stage::WORDS))
                        .ask("ground", REASON, AskKind::Long),
                );
            }
        }
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        if !view.may_somewhere(Action::PlanTraining) {
            return Vec::new();
        }
        super::template::ALL.iter().map(|template| template.step(view.now.day())).collect()
    }
}

impl Contest {
    fn results(&self, view: &Viewing<'_>, head: &SetUp, codes: &Codes, runs: bool, sheet: &mut Sheet) {
        const COLUMNS: &[Label] = &[
            label("科目", "Discipline"),
            CODE,
            label("参赛人", "Entrant"),
            label("轮次", "Round"),
            label("成绩", "Result"),
            label("名次", "Rank"),
            label("奖项", "Award"),
        ];
        const UNIT_COLUMNS: &[Label] =
            &[label("科目", "Discipline"), label("单位", "Unit"), label("最佳成绩之和", "Sum of its best"), label("名次", "Rank")];
        let live = if runs { self.live() } else { self.shown() };
        let (mut rows, mut totals) = (Vec::new(), Vec::new());
        for discipline in &head.disciplines {
            let board = DisciplineBoard::of(live, codes, discipline);
            totals.extend(board.units.into_iter().map(|total| {
                Row::of([
                    Shown::text(&discipline.title),
                    Shown::Unit(total.unit),
                    Shown::Points { value: total.total, decimals: discipline.decimals },
                    Shown::Count(i64::from(total.rank)),
                ])
            }));
            for NamedLine { line, people, unit } in board.lines {
                let mut row = Row::of([
                    Shown::text(&discipline.title),
                    Shown::text(&line.code),
                    if people.is_empty() { Shown::Nothing } else { Shown::People(people) },
                    Shown::Label(line.round.label()),
                    Shown::or_nothing(line.value.map(|value| Shown::Points { value, decimals: discipline.decimals })),
                    line.place.shown(),
                    super::handover::shown(&line),
                ]);
                row.sender = unit;
                if runs && live.published().is_none() {
                    row.steps.push(
                        Step::of::<SanctionEntry>(label("处罚", "Sanction"))
                            .about(&line.code)
                            .fix("contest", head.contest.to_string())
                            .fix("code", line.code.clone())
                            .ask("kind", label("处罚", "Sanction"), AskKind::Word(SanctionKind::WORDS))
                            .ask("reason", REASON, AskKind::Text)
                            .grave(),
                    );
                }
                if let Some((on, _)) = live.published() {
                    row.steps.extend(super::handover::step(view, head, discipline, &line, codes, on));
                }
                rows.push(row);
            }
        }
        let name = if runs && self.is_frozen() {
            label("成绩（实时，未上榜）", "Results (live, not on the board)")
        } else {
            label("成绩", "Results")
        };
        sheet.table(name, COLUMNS, rows);
        if !totals.is_empty() {
            sheet.table(label("单位成绩", "Totals of units"), UNIT_COLUMNS, totals);
        }
    }

    fn appeals(&self, view: &Viewing<'_>, head: &SetUp, seen: &Live, sheet: &mut Sheet) {
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
                    let step = step.ask(
                        "correction.measured.measured.outcome",
                        label("结果", "Outcome"),
                        AskKind::Word(super::model::Outcome::WORDS),
                    );
                    let value = AskKind::Points(discipline.decimals);
                    steps.push(last(step.ask("correction.measured.measured.value", label("成绩", "Result"), value).optional()));
                }
            }
            let cells = [Shown::Count(i64::from(number)), Shown::text(&file.code), Shown::Day(file.on), said, Shown::text(moved)];
            Row::of(cells).with(steps)
        });
        sheet.table(label("申诉", "Appeals"), COLUMNS, rows);
    }

    /// What a judge sees: codes to score, and nothing of who is behind them.
    fn judge_steps(&self, view: &Viewing<'_>, head: &SetUp, sheet: &mut Sheet) {
        const COLUMNS: &[Label] = &[label("科目", "Discipline"), CODE, label("轮次", "Round")];
        let Some(judge) = view.person else { return };
        let rows = self.to_score(judge).into_iter().map(|(discipline, code, round)| {
            let give = Step::of::<GiveScore>(label("评分", "Score"))
                .about(format!("{code}-{}", round.word()))
                .fix("contest", head.contest.to_string())
                .fix("code", code.clone())
                .fix("round", round.word())
                .fix("judge", judge.to_string());
            let give = discipline.criteria.iter().enumerate().fold(give, |step, (i, criterion)| {
                step.ask(format!("marks.{i}"), Name::Text(criterion.title.clone()), AskKind::Points(discipline.decimals))
            });
            let aside = Step::of::<Recuse>(label("回避", "Stand aside"))
                .about(&code)
                .fix("contest", head.contest.to_string())
                .fix("code", code.clone())
                .fix("judge", judge.to_string());
            Row::of([Shown::text(&discipline.title), Shown::text(code), Shown::Label(round.label())]).with([give, aside])
        });
        sheet.table(label("待本人评分", "For you to score"), COLUMNS, rows);
    }

    fn run_steps(&self, head: &SetUp, codes: &Codes, sheet: &mut Sheet) {
        let live = self.live();
        let id = head.contest.to_string();
        let choices = |all: Vec<(String, Name)>| AskKind::OneOf { choices: all, number: false };
        let mut add = |step: Step| sheet.steps.push(step.fix("contest", id.clone()));
        if !live.is_drawn() {
            let disciplines = head.disciplines.iter().map(|d| (d.serial.clone(), Name::Text(d.title.clone()))).collect();
            let enter = Step::of::<Enter>(label("报名", "Enter"));
            let enter = enter.ask("discipline", label("科目", "Discipline"), choices(disciplines));
            add(enter.ask("people", label("参赛人（一人或一队）", "Entrants (one, or a team)"), AskKind::People));
            if codes.entries().next().is_some() {
                add(Step::of::<DrawCodes>(label("抽签编码", "Draw codes")));
            }
        } else if !live.is_locked() {
            for discipline in &head.disciplines {
                let coded = live.codes_of(&discipline.serial).map(|code| (code.to_owned(), Name::Text(code.to_owned()))).collect();
                let step = Step::of::<RecordAttempt>(label("记录成绩", "Record a result")).about(&discipline.serial);
                let step = step.ask("code", CODE, choices(coded)).ask("round", label("轮次", "Round"), AskKind::Word(Stage::WORDS));
                let step = step.ask("attempt", label("第几次", "Attempt"), AskKind::Count).preset(1);
                let mut step = step.ask("measured.outcome", label("结果", "Outcome"), AskKind::Word(super::model::Outcome::WORDS));
                if discipline.scoring != Scoring::Judged {
                    step = step.ask("measured.value", label("成绩", "Result"), AskKind::Points(discipline.decimals)).optional();
                }
                let step = step.ask("measured.deductions", label("扣分", "Deductions"), AskKind::Points(discipline.decimals)).optional();
                add(step.ask("measured.millis", label("用时（毫秒）", "Duration (ms)"), AskKind::Count).optional());
            }
            add(Step::of::<LockScores>(label("封存评分", "Lock scores")).grave());
        } else if !live.is_open() && codes.asked().is_none() {
            add(Step::of::<AskUnseal>(label("提请解码", "Ask to unseal")));
        } else if live.is_open() && live.published().is_none() {
            add(Step::of::<PublishResults>(label("公布成绩", "Publish results")));
        }
        if self.is_frozen() {
            add(Step::of::<UnfreezeBoard>(label("解冻榜单", "Unfreeze the board")));
        } else {
            add(Step::of::<FreezeBoard>(label("冻结榜单", "Freeze the board")).ask("reason", REASON, AskKind::Text));
        }
    }
}
