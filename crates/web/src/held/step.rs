//! 下一步: what somebody may do with a class or a run now, and the command each step is.
//!
//! A step is only offered; the command's own rules decide.

use nc_kernel::refusal::No;
use nc_kernel::{Actor, Day, PersonId, Rule};
use nc_people::Action;
use serde_json::{Map, Value, json};

use super::thing::{Mark, Thing};
use super::{Area, NEEDED};
use crate::app::App;
use crate::form::Form;
use crate::problem::Problem;

/// A step that is no longer offered: the page was open while somebody else took it, or it is none.
static NOT_NOW: Rule = Rule::new(
    "web.held.not_now",
    No::Conflict,
    "此操作现在不可用：状态已变或您无此权限，请核对后再试",
    "this cannot be done now: it has moved on, or it is not yours to do; look at it again",
);

/// What a step asks for besides a click.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Why, and by whose order.
    Reason,
    /// When it was opened.
    OpenedOn,
    /// What is true of one person.
    Mark,
    /// When a miss was made up.
    MadeUpOn,
    /// How everybody on the roster who has no row took part.
    Roster,
    /// The true score.
    Score,
    /// The true score, where an objection to it is right.
    ScoreIfRight,
}

/// 步骤: one step as offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// The word its texts and its form go by.
    pub word: &'static str,
    pub asks: &'static [Ask],
    /// The session it is about, or which score or objection, counted from 0.
    pub session: Option<u32>,
    /// What that is called.
    pub about: String,
    /// Whether it takes something away that counts.
    pub grave: bool,
}

impl Step {
    fn plain(word: &'static str) -> Self {
        Self { word, asks: &[], session: None, about: String::new(), grave: false }
    }

    fn asking(word: &'static str, asks: &'static [Ask]) -> Self {
        Self { asks, ..Self::plain(word) }
    }

    /// Whether it asks for this.
    pub fn wants(&self, ask: Ask) -> bool {
        self.asks.contains(&ask)
    }
}

/// The steps `actor` may take with the thing as a whole.
pub(super) fn steps(app: &App, actor: &Actor, thing: &Thing) -> Vec<Step> {
    let today = app.store.now().day();
    let may = |action| thing.organisers.first().is_some_and(|lead| app.store.allow(actor, action, lead).is_ok());
    let record = may(thing.area.action());
    let ended = thing.ends_on.is_some_and(|day| day <= today);
    let mut steps = Vec::new();
    match thing.area {
        Area::Training => {
            let live = matches!(thing.state, "planned" | "open" | "running");
            if thing.state == "planned" && may(Action::PlanTraining) {
                steps.push(Step::plain("open"));
            }
            let scheduled: Vec<_> = thing.sittings.iter().filter(|sitting| sitting.state == "scheduled").collect();
            if live && record {
                for sitting in scheduled.iter().filter(|sitting| sitting.day <= today) {
                    let about = format!("{} {}", sitting.day, sitting.subject);
                    steps.push(Step { session: sitting.session, about, ..Step::plain("confirm") });
                }
                if !unmarked(thing).is_empty() && thing.starts_on.is_some_and(|day| day <= today) {
                    steps.push(Step::asking("mark", &[Ask::Roster]));
                }
                if thing.provisional > 0 {
                    steps.push(Step { about: thing.provisional.to_string(), ..Step::plain("check-ins") });
                }
                if ended && thing.attended > 0 && scheduled.is_empty() {
                    steps.push(Step::plain("close"));
                }
            }
            if thing.state != "cancelled" && may(Action::CorrectTraining) {
                for (n, (_, grounds)) in (0..).zip(&thing.appeals) {
                    let step = Step::asking("decide-appeal", &[Ask::ScoreIfRight, Ask::Reason]);
                    steps.push(Step { session: Some(n), about: grounds.clone(), ..step });
                }
            }
            if thing.state != "cancelled" && may(if thing.counts { Action::CorrectTraining } else { Action::RecordTraining }) {
                steps.push(Step { grave: true, ..Step::asking("cancel", &[Ask::Reason]) });
            }
        }
        Area::Study => {
            if record {
                match thing.state {
                    "planned" => steps.push(Step::asking("open", &[Ask::OpenedOn])),
                    "open" if ended && !thing.marks.is_empty() => steps.push(Step::plain("close")),
                    "closed" => steps.push(Step::plain("archive")),
                    _ => {}
                }
            }
            if thing.state != "cancelled" && may(Action::CorrectStudy) {
                steps.push(Step { grave: true, ..Step::asking("cancel", &[Ask::Reason]) });
            }
        }
    }
    steps
}

/// The steps `actor` may take with one person's row.
pub(super) fn steps_of(app: &App, actor: &Actor, thing: &Thing, mark: &Mark) -> Vec<Step> {
    let may = |action| thing.organisers.first().is_some_and(|lead| app.store.allow(actor, action, lead).is_ok());
    let (correct, plan) = match thing.area {
        Area::Training => (Action::CorrectTraining, "planned"),
        Area::Study => (Action::CorrectStudy, "planned"),
    };
    if thing.state == "cancelled" || thing.state == plan && thing.area == Area::Study {
        return Vec::new();
    }
    let mut steps = Vec::new();
    if may(correct) {
        steps.push(Step::asking("correct", &[Ask::Mark, Ask::Reason]));
        if thing.area == Area::Study && !mark.made_up {
            steps.push(Step { grave: true, ..Step::asking("withdraw", &[Ask::Reason]) });
        }
    }
    if may(correct) {
        for (n, score) in (0..).zip(&mark.scores) {
            let about = format!("{}.{:02} #{}", score.score / 100, score.score % 100, score.attempt);
            steps.push(Step { session: Some(n), about, ..Step::asking("correct-score", &[Ask::Score, Ask::Reason]) });
        }
    }
    if mark.missed && thing.state != "archived" && may(thing.area.action()) {
        steps.push(Step::asking("make-up", if thing.area == Area::Training { &[Ask::MadeUpOn] } else { &[] }));
    }
    steps
}

/// Who has a seat and no row yet.
pub(super) fn unmarked(thing: &Thing) -> Vec<PersonId> {
    let seated = thing.enrolled.iter().filter(|one| one.state == "enrolled").map(|one| one.person);
    seated.filter(|person| !thing.marks.iter().any(|mark| mark.person == *person)).collect()
}

/// The command a sent form asks for: its name and its fields.
pub(super) fn command(app: &App, actor: &Actor, thing: &Thing, form: &Form) -> Result<(&'static str, Value), Problem> {
    let word = form.value("step");
    let mark = form.value("person").parse().ok().and_then(|person: PersonId| thing.marks.iter().find(|mark| mark.person == person));
    let offered = match mark {
        Some(mark) => steps_of(app, actor, thing, mark),
        None => steps(app, actor, thing),
    };
    let session = form.value("session").parse::<u32>().ok();
    let step = offered.into_iter().find(|step| step.word == word && step.session == session);
    let step = step.ok_or_else(|| Problem::from(NOT_NOW.refuse()))?;
    let mut fields = Map::new();
    let subject = if thing.area == Area::Training { "class" } else { "run" };
    fields.insert(subject.to_owned(), json!(thing.id));
    if step.wants(Ask::Reason) {
        fields.insert("reason".to_owned(), json!(form.value("reason")));
        fields.insert("authority".to_owned(), json!(form.value("authority")));
    }
    let name = match (thing.area, step.word) {
        (Area::Training, "open") => "training.open_class",
        (Area::Training, "close") => "training.close_class",
        (Area::Training, "cancel") => "training.cancel_class",
        (Area::Training, "confirm") => {
            fields.insert("session".to_owned(), json!(session));
            "training.hold_session"
        }
        (Area::Training, "mark") => {
            fields.insert("roster".to_owned(), json!(roster(thing, form)));
            "training.mark_attendance"
        }
        (Area::Training, "correct") => {
            let mark = mark.ok_or_else(|| Problem::from(NOT_NOW.refuse()))?;
            fields.insert("person".to_owned(), json!(mark.person));
            fields.insert("corrects".to_owned(), json!(mark.seq));
            fields.insert("status".to_owned(), json!(form.value("status")));
            "training.correct_mark"
        }
        (Area::Training, "correct-score") => {
            let score = mark.zip(session).and_then(|(mark, n)| Some((mark, mark.scores.get(usize::try_from(n).ok()?)?)));
            let (mark, score) = score.ok_or_else(|| Problem::from(NOT_NOW.refuse()))?;
            fields.insert("person".to_owned(), json!(mark.person));
            fields.insert("kind".to_owned(), json!(score.kind));
            fields.insert("corrects".to_owned(), json!(score.seq));
            let points = points(form.value("score")).ok_or_else(|| Problem::from(NEEDED.refuse().at("score")))?;
            fields.insert("score".to_owned(), json!(points));
            "training.correct_score"
        }
        (Area::Training, "check-ins") => "training.confirm_check_ins",
        (Area::Training, "decide-appeal") => {
            let appeal = session.and_then(|n| thing.appeals.get(usize::try_from(n).ok()?));
            let (seq, _) = appeal.ok_or_else(|| Problem::from(NOT_NOW.refuse()))?;
            fields.insert("appeal".to_owned(), json!(seq));
            if !form.value("score").is_empty() {
                let points = points(form.value("score")).ok_or_else(|| Problem::from(NEEDED.refuse().at("score")))?;
                fields.insert("score".to_owned(), json!(points));
            }
            "training.decide_appeal"
        }
        (Area::Training, "make-up") => {
            let on = Day::parse(form.value("made_up_on")).map_err(|_| Problem::from(NEEDED.refuse().at("made_up_on")))?;
            fields.insert("roster".to_owned(), json!([{"person": mark.map(|m| m.person), "status": "make_up", "made_up_on": on}]));
            "training.mark_attendance"
        }
        (Area::Study, "open") => {
            let on = Day::parse(form.value("opened_on")).map_err(|_| Problem::from(NEEDED.refuse().at("opened_on")))?;
            fields.insert("opened_on".to_owned(), json!(on));
            "study.open_run"
        }
        (Area::Study, "close") => "study.close_run",
        (Area::Study, "archive") => "study.archive_run",
        (Area::Study, "cancel") => "study.cancel_run",
        (Area::Study, "correct") => {
            let person = mark.map(|mark| mark.person);
            fields.insert("person".to_owned(), json!(person));
            fields.insert("to".to_owned(), line(thing, form, person));
            "study.correct_mark"
        }
        (Area::Study, "withdraw") => {
            fields.insert("person".to_owned(), json!(mark.map(|mark| mark.person)));
            "study.correct_mark"
        }
        (Area::Study, "make-up") => {
            let person = mark.map(|mark| mark.person);
            fields.insert("roster".to_owned(), json!([{"person": person, "status": "make_up", "makes_up": thing.id}]));
            "study.mark_attendance"
        }
        _ => return Err(NOT_NOW.refuse().into()),
    };
    Ok((name, Value::Object(fields)))
}

/// Hundredths of a point, as people write points: `86.5`.
fn points(text: &str) -> Option<u32> {
    let (whole, rest) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    if rest.len() > 2 || !rest.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hundredths: u32 = format!("{rest:0<2}").parse().ok()?;
    whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(hundredths)
}

/// The row of a study roster as it should be.
fn line(thing: &Thing, form: &Form, person: Option<PersonId>) -> Value {
    let status = form.value("status");
    let mut line = json!({"person": person, "status": status});
    if let Some(line) = line.as_object_mut() {
        if status == "leave" {
            line.insert("leave".to_owned(), json!(Some(form.value("leave")).filter(|leave| !leave.is_empty())));
        }
        if status == "make_up" {
            line.insert("makes_up".to_owned(), json!(thing.id));
        }
    }
    line
}

/// How everybody without a row took part, in the order of the roster; who is left open is left out.
fn roster(thing: &Thing, form: &Form) -> Vec<Value> {
    let rows = unmarked(thing).into_iter().map(|person| (person, form.value(&format!("status-{person}")).to_owned()));
    rows.filter(|(_, status)| !status.is_empty()).map(|(person, status)| json!({"person": person, "status": status})).collect()
}

/// The field a fault of a command is shown beside.
pub(super) fn field(place: &str) -> &'static str {
    match place.rsplit('.').next().unwrap_or_default() {
        "reason" => "reason",
        "authority" => "authority",
        "status" => "status",
        "score" => "score",
        "leave" => "leave",
        "made_up_on" => "made_up_on",
        "opened_on" => "opened_on",
        _ => "",
    }
}
