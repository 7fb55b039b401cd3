//! 成绩签字 on the sheet: what the reader is to sign and what exactly that is, and what has been signed.

use nc_kernel::{PersonId, fixed};
use nc_people::sheet::{AskKind, Label, Row, Sheet, Shown, Step, Viewing, label};

use super::{CODE, REASON, measured};
use crate::contest::command::{SignScores, WaiveSignature};
use crate::contest::fact::SetUp;
use crate::contest::model::{Discipline, Scoring, Signer, Stage, Unsigned};
use crate::contest::signing::{self, Due};
use crate::contest::state::{Codes, Contest, Live, Signature};

const DISCIPLINE: Label = label("科目", "Discipline");
const ROUND: Label = label("轮次", "Round");
const PART: Label = label("身份", "Part");

/// One sheet somebody is to sign, or whose missing signature somebody is to record.
struct Open<'a> {
    discipline: &'a Discipline,
    code: String,
    round: Stage,
    due: Due,
}

impl Open<'_> {
    fn covers(&self, live: &Live) -> Vec<u64> {
        signing::covers(live, self.discipline, &self.code, self.round, &self.due)
    }

    /// What tells its steps from others.
    fn about(&self) -> String {
        format!("{}-{}-{}", self.code, self.round.word(), self.due.signer.word())
    }

    /// What is signed, in words: what was measured attempt by attempt, and the marks seat by seat.
    fn content(&self, live: &Live) -> [Shown; 2] {
        let decimals = self.discipline.decimals;
        let told = |zh: bool| {
            let attempts = live.timed(&self.code, self.round).zip(1..).map(|((measured, _, granted), number)| {
                let said = measured::told(self.discipline, measured, granted, zh);
                if self.discipline.attempts > 1 { format!("{number}) {said}") } else { said }
            });
            attempts.collect::<Vec<_>>().join(if zh { "；" } else { "; " })
        };
        let marks = live.panel(&self.discipline.serial).iter().zip(1_usize..).filter_map(|(seat, number)| {
            let own = self.due.signer != Signer::Judge || self.due.judge == Some(seat.judge);
            let marks = live.marks(&self.code, self.round, seat.judge);
            let marks = marks.filter(|_| own && !live.stands_aside(&self.code, self.round, seat.judge))?;
            let marks: Vec<String> = marks.iter().map(|mark| fixed::written(*mark, decimals)).collect();
            Some(format!("#{number}: {}", marks.join(" / ")))
        });
        let marks = marks.collect::<Vec<_>>().join("; ");
        let told = Shown::Both { zh: told(true), en: told(false) };
        [told, if marks.is_empty() { Shown::Nothing } else { Shown::text(marks) }]
    }
}

/// Positions of facts, as the history names them.
fn positions(covers: &[u64]) -> Shown {
    Shown::text(covers.iter().map(|seq| format!("#{seq}")).collect::<Vec<_>>().join(" "))
}

fn part(due: &Due) -> Shown {
    let of = |called: &str| due.seat.map_or_else(|| called.to_owned(), |seat| format!("{called} #{seat}"));
    Shown::Both { zh: of(due.signer.label().zh), en: of(due.signer.label().en) }
}

impl Contest {
    /// What a person can sign now: of judges what they scored, of the head judge what the judges signed.
    fn open_for(&self, judge: PersonId, codes: &Codes) -> Vec<Open<'_>> {
        let live = self.live();
        let Some(head) = self.head() else { return Vec::new() };
        let open = head.disciplines.iter().flat_map(|discipline| {
            signing::missing(live, codes, discipline, &[Signer::Judge, Signer::Head]).into_iter().filter_map(move |missing| {
                let sheet = (missing.code.as_str(), missing.round);
                let ready = match missing.due.signer {
                    Signer::Head => signing::missing_on(live, codes, discipline, sheet, &[Signer::Judge]).is_empty(),
                    _ => discipline.scoring != Scoring::Judged || live.marks(&missing.code, missing.round, judge).is_some(),
                };
                (missing.due.judge == Some(judge) && ready).then_some(Open {
                    discipline,
                    code: missing.code,
                    round: missing.round,
                    due: missing.due,
                })
            })
        });
        open.collect()
    }

    /// Whether a judge has something to sign while names are closed. Later it depends on whose codes they are, which this stream
    /// does not know.
    pub(super) fn has_to_sign(&self, judge: PersonId) -> bool {
        !self.live().is_open() && !self.open_for(judge, &Codes::default()).is_empty()
    }

    /// What the reader is to sign, as judge, head judge or competitor, with the facts each signature covers.
    pub(super) fn sign_steps(&self, view: &Viewing<'_>, head: &SetUp, codes: &Codes, sheet: &mut Sheet) {
        const COLUMNS: &[Label] =
            &[DISCIPLINE, CODE, ROUND, PART, label("成绩", "Result"), label("评分", "Marks"), label("所签记录", "Facts signed")];
        let Some(person) = view.person else { return };
        let live = self.live();
        let competes = |code: &str| codes.entrants(code).first().is_some_and(|leader| leader.person == person);
        let competitors = || {
            let of = |discipline| {
                signing::missing(live, codes, discipline, &[Signer::Competitor]).into_iter().map(move |missing| (discipline, missing))
            };
            let open = head.disciplines.iter().flat_map(of).filter(|_| live.is_open());
            open.map(|(discipline, missing)| Open { discipline, code: missing.code, round: missing.round, due: missing.due })
        };
        let mine = self.open_for(person, codes).into_iter().chain(competitors().filter(|open| competes(&open.code)));
        let rows = mine.map(|open| {
            let covers = open.covers(live);
            let [measured, marks] = open.content(live);
            let step = Step::of::<SignScores>(label("签字", "Sign"))
                .about(open.about())
                .fix("contest", head.contest.to_string())
                .fix("code", open.code.clone())
                .fix("round", open.round.word())
                .fix("signer", open.due.signer.word())
                .fix("person", person.to_string())
                .fix("covers", covers.clone());
            let objects = open.due.signer == Signer::Competitor && live.published().is_none();
            let asked = label(
                "异议（有异议才填，公布成绩时转为申诉）",
                "Objection (only if you have one; it becomes an appeal when results are published)",
            );
            let step = if objects { step.ask("objection", asked, AskKind::Long).optional() } else { step };
            let cells = [
                open.discipline.called(),
                Shown::text(&open.code),
                Shown::Label(open.round.label()),
                part(&open.due),
                measured,
                marks,
                positions(&covers),
            ];
            Row::of(cells).with([step])
        });
        sheet.table(label("待本人签字", "For you to sign"), COLUMNS, rows);
        let leads = |open: &Open<'_>| live.head_judge(&open.discipline.serial) == Some(person);
        let rows = competitors().filter(leads).map(|open| {
            let step = Step::of::<WaiveSignature>(label("说明未签字", "Record why it is unsigned"))
                .about(open.about())
                .fix("contest", head.contest.to_string())
                .fix("code", open.code.clone())
                .fix("round", open.round.word())
                .fix("judge", person.to_string())
                .fix("covers", open.covers(live))
                .ask("kind", label("情况", "What happened"), AskKind::Word(Unsigned::WORDS))
                .ask("reason", REASON, AskKind::Text);
            Row::of([open.discipline.called(), Shown::text(&open.code), Shown::Label(open.round.label())]).with([step])
        });
        sheet.table(label("参赛人未签字", "Unsigned by competitors"), &[DISCIPLINE, CODE, ROUND], rows);
    }

    /// What was signed and what is missing, once results may be seen. What was objected to is for who runs the contest.
    pub(super) fn signatures(&self, seen: &Live, codes: &Codes, head: &SetUp, runs: bool, sheet: &mut Sheet) {
        const COLUMNS: &[Label] = &[
            DISCIPLINE,
            CODE,
            ROUND,
            PART,
            label("签字", "Signature"),
            label("日期", "On"),
            label("说明", "Remark"),
            label("所签记录", "Facts signed"),
        ];
        if !runs && seen.published().is_none() {
            return;
        }
        let mut rows = Vec::new();
        for discipline in &head.disciplines {
            for (code, round) in signing::sheets(seen, discipline) {
                let line = |due: &Due, state, given: Option<&Signature>| {
                    let remark = given.and_then(|given| given.waived.as_ref().map(|(_, reason)| reason).or(given.objection.as_ref()));
                    Row::of([
                        discipline.called(),
                        Shown::text(&code),
                        Shown::Label(round.label()),
                        part(due),
                        state,
                        Shown::or_nothing(given.map(|given| Shown::Day(given.on))),
                        Shown::or_nothing(remark.filter(|_| runs).map(Shown::text)),
                        given.map_or(Shown::Nothing, |given| positions(&given.covers)),
                    ])
                };
                for given in seen.signatures().given(&code, round) {
                    let due = signing::of(seen, discipline, given);
                    let holds = signing::holds(seen, discipline, &code, round, &due) == Some(given);
                    rows.push(line(&due, state(given, holds), Some(given)));
                }
                for due in signing::missing_on(seen, codes, discipline, (&code, round), Signer::ALL) {
                    rows.push(line(&due, Shown::Late(label("待签", "missing")), None));
                }
            }
        }
        sheet.table(label("成绩签字", "Signatures of scores"), COLUMNS, rows);
    }
}

/// What a signature amounts to now.
fn state(given: &Signature, holds: bool) -> Shown {
    match (&given.waived, &given.objection) {
        _ if !holds => Shown::Off(label("成绩已变动，失效", "scores changed, no longer valid")),
        (Some((Unsigned::Refused, _)), _) => Shown::Off(label("拒签", "refused to sign")),
        (Some((Unsigned::Absent, _)), _) => Shown::Off(label("缺席", "was absent")),
        (None, Some(_)) => Shown::Good(label("已签，有异议", "signed with an objection")),
        (None, None) => Shown::Good(label("已签", "signed")),
    }
}
