//! How a contest stands in its book: its line, its sheet, and what may be done with it next.

mod appeals;
mod disciplines;
mod handover;
mod higher;
mod measured;
mod results;
mod roles;
mod signing;
mod steps;

use nc_kernel::{Need, PersonId};
use nc_people::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Sheet, Sheeted, Shown, Step, Viewing, Word, label, need};

use super::command::{Appeal, LookUpCode, SeatPanel, Unseal};
use super::model::{Discipline, Level, Outcome, Scoring, Stage};
use super::state::{Codes, Contest, Live, Records};

const CODE: Label = label("编码", "Code");
const REASON: Label = label("理由", "Reason");

/// The word of the state a contest is in, as far as it is known.
fn state_word(live: &Live) -> &'static str {
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

impl Contest {
    /// The scores a judge has still to give: code and round of every completed attempt. The judge's own unit is not left
    /// out: what is missing from the list would tell whose code it is.
    fn to_score(&self, judge: PersonId) -> Vec<(&Discipline, String, Stage)> {
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
                .filter(|(code, round)| live.attempts(code, *round).any(|(measured, _)| measured.outcome == Outcome::Done))
                .filter(|(code, round)| live.marks(code, *round, judge).is_none() && !live.stands_aside(code, *round, judge))
                .map(|(code, round)| (discipline, code.to_owned(), round))
                .collect::<Vec<_>>()
        })
        .collect()
    }

    /// That the board is frozen: whoever runs the contest is warned that nobody else sees what they see; everybody else is
    /// told since when it stands still, and of nothing that was recorded after.
    fn freeze_told(&self, runs: bool, sheet: &mut Sheet) {
        const WARNING: Label = label(
            "榜单已冻结：公开榜单、台账列表和其他人看到的都停在冻结之时，以下为实时情况。解冻后一并公开。",
            "The board is frozen: the public board, the list and everybody else see the contest as it was then. What follows here is live, and comes out when you unfreeze.",
        );
        let Some(freeze) = self.freeze() else { return };
        sheet.term(label("榜单冻结自", "Board frozen since"), [Shown::Moment(freeze.at)]);
        if !runs {
            sheet.told_until = Some(freeze.seq);
            return;
        }
        sheet.warnings.push(WARNING);
        sheet.term(label("冻结理由", "Why it is frozen"), [Shown::text(&freeze.reason)]);
        let state = Self::STATES.iter().find(|state| state.word == state_word(self.live()));
        sheet.term(label("实时状态", "State now"), state.map(|state| Shown::Label(state.label)));
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
            // The list is read by everybody: while the board is frozen it says what the board says.
            state: state_word(self.shown()),
            organisers: head.organisers.clone(),
            starts_on: head.starts_on,
            ends_on: head.ends_on,
            marks: self.shown().head().map_or(0, |shown| shown.disciplines.len()),
        })
    }

    fn waits_for(&self) -> Vec<PersonId> {
        self.live().all_judges().into_iter().filter(|judge| !self.to_score(*judge).is_empty() || self.has_to_sign(*judge)).collect()
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
        Word::new("contest.discipline_put.v1", "增改科目", "discipline added or changed"),
        Word::new("contest.panel_seated.v1", "组成评委", "panel seated"),
        Word::new("contest.entries_coded.v1", "抽签编码", "codes drawn"),
        Word::new("contest.attempted.v1", "记录成绩", "attempt recorded"),
        Word::new("contest.scored.v1", "评分", "scored"),
        Word::new("contest.extra_time_granted.v1", "器材故障补时", "time granted for a fault of equipment"),
        Word::new("contest.recused.v1", "回避", "judge stood aside"),
        Word::new("contest.scores_signed.v1", "成绩签字", "scores signed"),
        Word::new("contest.signature_waived.v1", "说明未签字", "missing signature recorded"),
        Word::new("contest.scores_locked.v1", "封存评分", "scores locked"),
        Word::new("contest.names_opened.v1", "解码", "codes unsealed"),
        Word::new("contest.sanctioned.v1", "处罚", "sanctioned"),
        Word::new("contest.published.v1", "公布成绩", "results published"),
        Word::new("contest.appealed.v1", "申诉", "appealed"),
        Word::new("contest.appeal_decided.v1", "申诉决定", "appeal decided"),
        Word::new("contest.frozen.v1", "冻结榜单", "board frozen"),
        Word::new("contest.unfrozen.v1", "解冻榜单", "board unfrozen"),
        Word::new("contest.nominated.v1", "推荐参加上级比武", "nominated for a higher contest"),
        Word::new("contest.nomination_received.v1", "收到下级推荐", "nomination from a lower contest"),
    ];

    fn reads(&self) -> Vec<Need> {
        let Some(head) = self.head() else { return Vec::new() };
        let lower = self.live().received().iter().flat_map(|(from, _)| [need::<Contest>(from), need::<Codes>(from)]);
        let higher = self.live().nominated().iter().map(|(_, to)| need::<Contest>(to));
        [need::<Codes>(head.contest), Need::only::<Records>()].into_iter().chain(lower).chain(higher).collect()
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
            && codes.entered(person)
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
        self.freeze_told(runs, &mut sheet);
        if self.shown().published().is_some() {
            sheet.doors.push(("board", label("公开榜单", "Public board")));
        }
        self.disciplines(view, head, codes, runs, &mut sheet);
        // While judges score, results are shown to who runs the contest only, and a frozen board to everybody else.
        if runs || seen.published().is_some() {
            self.results(view, head, codes, runs, &mut sheet);
        }
        self.tasks(seen, head, runs || seen.published().is_some(), &mut sheet);
        self.records(view, head, runs, &mut sheet);
        self.appeals(view, head, seen, &mut sheet);
        if runs {
            self.panels(head, &mut sheet);
            self.went_up(view, &mut sheet);
            self.came_up(view, head, codes, &mut sheet);
            sheet.term(label("被拒的解码尝试", "Refused tries on codes"), codes.refused().iter().map(|seq| Shown::Fact(*seq)));
        }
        self.signatures(seen, codes, head, runs, &mut sheet);
        self.extra_times(seen, runs || seen.published().is_some(), &mut sheet);
        self.sanctions(seen, runs || seen.published().is_some(), &mut sheet);
        if view.may(Action::TakePart, organiser) && seen.is_drawn() && !seen.is_open() {
            sheet.steps.push(
                Step::of::<LookUpCode>(label("查询编码对应的人", "Ask who is behind a code"))
                    .fix("contest", head.contest.to_string())
                    .ask("code", CODE, AskKind::Text)
                    .grave(),
            );
        }
        self.judge_steps(view, head, &mut sheet);
        self.sign_steps(view, head, codes, &mut sheet);
        if runs {
            self.run_steps(head, codes, &mut sheet);
        }
        if view.may(Action::PlanTraining, organiser) && !live.is_drawn() {
            for discipline in &head.disciplines {
                sheet.steps.push(
                    Step::of::<SeatPanel>(label("组成评委", "Seat the panel"))
                        .about(&discipline.serial)
                        .fix("contest", head.contest.to_string())
                        .fix("discipline", discipline.serial.clone())
                        .ask("judges", label("评委", "Judges"), AskKind::People)
                        .ask("head", label("裁判长", "Head judge"), AskKind::Person)
                        .optional(),
                );
            }
        }
        if view.may(Action::CorrectTraining, organiser) && codes.asked().is_some() && !codes.is_unsealed() {
            sheet.steps.push(Step::of::<Unseal>(label("同意解码", "Agree to unseal")).fix("contest", head.contest.to_string()));
        }
        if let Some(person) = view.person.filter(|_| self.shown().published().is_some_and(|(_, until)| view.now.day() <= until)) {
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
        let today = view.now.day();
        super::template::ALL.iter().map(|template| template.step(today)).chain([disciplines::own(today)]).collect()
    }
}
