//! 期: a training class or a study run, read the same way by pages and API.

use nc_capability::training::{Category, Class, ClassId};
use nc_kernel::{Actor, Day, PersonId, UnitPath};
use nc_organisation::study::{Run, RunId, RunState};
use nc_people::Scope;
use nc_people::access::covered;
use nc_store::registry::{CLASSES, RUNS};
use nc_store::{HistoryLine, List};

use super::Area;
use crate::app::App;
use crate::problem::Problem;

/// 课次: one session of a class, one sitting of a run.
#[derive(Debug, Clone)]
pub(crate) struct Sitting {
    /// Its number, where sessions are scheduled beforehand.
    pub session: Option<u32>,
    pub subject: String,
    pub day: Day,
    /// First minute of the day and the first after it.
    pub times: Option<(u16, u16)>,
    pub credit_minutes: i64,
    pub room: Option<String>,
    pub state: &'static str,
}

/// 成绩: one attempt, in hundredths of a point.
#[derive(Debug, Clone)]
pub(crate) struct Score {
    pub kind: &'static str,
    pub attempt: u32,
    pub score: u32,
    pub pass_line: u32,
    pub seq: u64,
}

/// 考勤记录: one person's row.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub person: PersonId,
    pub sender: UnitPath,
    pub member: &'static str,
    pub status: &'static str,
    /// The class of a leave, where it is recorded apart.
    pub leave: Option<&'static str>,
    pub credit_minutes: i64,
    pub sittings: i64,
    /// Recorded late, where that is kept with the row.
    pub late: bool,
    /// Whether a miss was recorded before.
    pub made_up: bool,
    /// Whether there is something to make up.
    pub missed: bool,
    pub seq: u64,
    pub scores: Vec<Score>,
}

/// 报名: where somebody stands on the roster of a class.
#[derive(Debug, Clone)]
pub(crate) struct Enrolled {
    pub person: PersonId,
    pub sender: UnitPath,
    pub state: &'static str,
}

/// 期: what pages and API show of one.
#[derive(Debug, Clone)]
pub(crate) struct Thing {
    pub area: Area,
    pub id: String,
    pub serial: String,
    pub title: String,
    pub kind: &'static str,
    pub state: &'static str,
    pub organisers: Vec<UnitPath>,
    pub host: Option<UnitPath>,
    pub starts_on: Option<Day>,
    pub ends_on: Option<Day>,
    pub theme: Vec<String>,
    /// Minutes credited to who attends all of it.
    pub full_credit: i64,
    pub capacity: Option<u32>,
    pub sittings: Vec<Sitting>,
    /// By person.
    pub enrolled: Vec<Enrolled>,
    /// In the order they were recorded.
    pub marks: Vec<Mark>,
    /// People whose check-ins wait to be confirmed.
    pub provisional: usize,
    /// Objections to scores that wait: position and grounds.
    pub appeals: Vec<(u64, String)>,
    /// 人次.
    pub attended: usize,
    /// Whether it counts: closed and not cancelled.
    pub counts: bool,
}

impl Thing {
    /// The class or run of that id that a unit of `visible` organises or hosts, with its facts.
    pub(crate) async fn find(app: &App, visible: &[Scope], area: Area, id: &str) -> Result<(Self, Vec<HistoryLine>), Problem> {
        let missing = || area.missing();
        match area {
            Area::Training => {
                let id: ClassId = id.parse().map_err(|_| missing())?;
                let (class, history) = app.store.class_and_history(visible, id).await?.ok_or_else(missing)?;
                Ok((Self::class(id, &class), history))
            }
            Area::Study => {
                let id: RunId = id.parse().map_err(|_| missing())?;
                let (run, history) = app.store.run_and_history(visible, id).await?.ok_or_else(missing)?;
                Ok((Self::run(id, &run).ok_or_else(missing)?, history))
            }
        }
    }

    fn class(id: ClassId, class: &Class) -> Self {
        let sittings = class.sessions().iter().map(|s| Sitting {
            session: Some(s.session),
            subject: s.subject.clone(),
            day: s.day,
            times: Some((s.starts_minute, s.ends_minute)),
            credit_minutes: i64::from(s.credit_minutes),
            room: s.room.clone(),
            state: s.state.word(),
        });
        let scores = |person| {
            let one = |a: &nc_capability::training::state::Attempt| Score {
                kind: a.kind.word(),
                attempt: a.attempt,
                score: a.score,
                pass_line: a.pass_line,
                seq: a.seq,
            };
            class.attempts(person).iter().map(one).collect()
        };
        let marks = class.marks().iter().map(|mark| Mark {
            person: mark.person,
            sender: mark.value.sender.clone(),
            member: mark.value.member.word(),
            status: mark.value.status.word(),
            leave: None,
            credit_minutes: i64::from(mark.value.credit_minutes),
            sittings: i64::from(mark.value.sittings),
            late: mark.late,
            made_up: mark.missed.is_some(),
            missed: !mark.value.status.attends(),
            seq: mark.seq,
            scores: scores(mark.person),
        });
        let mut enrolled: Vec<Enrolled> =
            class.roster().map(|(person, e)| Enrolled { person, sender: e.sender.clone(), state: e.state.word() }).collect();
        enrolled.sort_by_key(|one| one.person);
        Self {
            area: Area::Training,
            id: id.to_string(),
            serial: class.serial().to_owned(),
            title: class.title().to_owned(),
            kind: class.category().map_or("other", Category::word),
            state: class.state().word(),
            organisers: class.organisers().to_vec(),
            host: class.host().cloned(),
            starts_on: class.dates().map(|(from, _)| from),
            ends_on: class.dates().map(|(_, to)| to),
            theme: class.theme().to_vec(),
            full_credit: i64::from(class.full_credit()),
            capacity: class.capacity(),
            sittings: sittings.collect(),
            enrolled,
            marks: marks.collect(),
            provisional: class.provisional().len(),
            appeals: class.appeals().iter().filter(|one| one.decided.is_none()).map(|one| (one.seq, one.grounds.clone())).collect(),
            attended: class.attending(),
            counts: class.counts_now(),
        }
    }

    fn run(id: RunId, run: &Run) -> Option<Self> {
        let planned = run.planned()?;
        let sittings = run.sittings().iter().map(|(day, minutes)| Sitting {
            session: None,
            subject: String::new(),
            day: *day,
            times: None,
            credit_minutes: *minutes,
            room: None,
            state: "held",
        });
        let marks: Vec<Mark> = run
            .marks()
            .map(|mark| Mark {
                person: mark.body.person,
                sender: mark.body.sender.clone(),
                member: mark.body.member.word(),
                status: mark.body.status.word(),
                leave: mark.body.leave.map(nc_organisation::study::LeaveClass::word),
                credit_minutes: mark.body.credit_minutes,
                sittings: mark.body.sittings,
                late: false,
                made_up: mark.missed.is_some(),
                missed: mark.body.status.missed(),
                seq: mark.seq,
                scores: Vec::new(),
            })
            .collect();
        Some(Self {
            area: Area::Study,
            id: id.to_string(),
            serial: planned.serial.clone(),
            title: planned.title.clone(),
            kind: planned.kind.word(),
            state: run.state().map_or("planned", RunState::word),
            organisers: planned.organisers.clone(),
            host: planned.host.clone(),
            starts_on: Some(planned.starts_on),
            ends_on: run.ends_on(),
            theme: Vec::new(),
            full_credit: run.full_credit(),
            capacity: None,
            sittings: sittings.collect(),
            enrolled: Vec::new(),
            provisional: 0,
            appeals: Vec::new(),
            attended: run.marks().filter(|mark| mark.body.status.counts()).count(),
            marks,
            counts: run.counts().is_some(),
        })
    }

    /// Leaves out the rows of people sent by units outside `visible`, and says how many those were.
    pub(crate) fn seen_by(&mut self, visible: &[Scope]) -> usize {
        let before = self.people().len();
        self.marks.retain(|mark| covered(visible, &mark.sender));
        self.enrolled.retain(|one| covered(visible, &one.sender));
        before - self.people().len()
    }

    /// Everybody on it, each once.
    pub(crate) fn people(&self) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = self.marks.iter().map(|m| m.person).chain(self.enrolled.iter().map(|e| e.person)).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Its own page.
    pub(crate) fn href(&self) -> String {
        format!("{}/{}", self.area.list(), self.id)
    }

    /// Notes for everybody on it that `actor` is about to see their row.
    pub(crate) async fn note(&self, app: &App, actor: &Actor) -> Result<(), Problem> {
        Ok(app.store.note_reading(actor.user, self.area.reading(), &self.people()).await?)
    }
}

impl Area {
    /// Its list.
    pub(crate) fn list(self) -> &'static str {
        match self {
            Self::Training => "/training/classes",
            Self::Study => "/study/runs",
        }
    }

    /// The page of one thing of its list.
    pub(crate) fn href_of(self, id: i64) -> String {
        format!("{}/{}", self.list(), nc_kernel::id::to_text(id))
    }

    /// Its list in the store.
    pub(crate) fn listed(self) -> &'static List {
        match self {
            Self::Training => &CLASSES,
            Self::Study => &RUNS,
        }
    }

    /// The words of where something can stand.
    pub(crate) fn states(self) -> Vec<&'static str> {
        self.listed().state_words()
    }

    /// The words of how somebody can have taken part when it is recorded at once: making up comes after a miss.
    pub(crate) fn marks(self) -> Vec<&'static str> {
        match self {
            Self::Training => {
                let all = nc_capability::training::Status::ALL.iter();
                all.filter(|status| **status != nc_capability::training::Status::MakeUp).map(|status| status.word()).collect()
            }
            Self::Study => {
                let all = nc_organisation::study::Status::ALL.iter();
                all.filter(|status| **status != nc_organisation::study::Status::MakeUp).map(|status| status.word()).collect()
            }
        }
    }

    /// The kind of page a reading of its rows is noted as.
    pub(crate) fn reading(self) -> &'static str {
        match self {
            Self::Training => "class",
            Self::Study => "run",
        }
    }

    /// The key of its list's title.
    pub(crate) fn list_title(self) -> &'static str {
        match self {
            Self::Training => "held-classes",
            Self::Study => "held-runs",
        }
    }

    /// Nothing of that id that may be known of.
    pub(crate) fn missing(self) -> Problem {
        match self {
            Self::Training => Problem::Missing("培训班", "class"),
            Self::Study => Problem::Missing("期次", "run"),
        }
    }
}
