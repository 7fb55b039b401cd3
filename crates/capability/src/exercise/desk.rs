//! 导调台: an exercise while it runs, as somebody with a place in it may see it: the clock, what comes next, what came.
//!
//! Who plays sees what came to the own team and nothing else; who is not in the exercise has no desk.

use nc_kernel::{Micros, PersonId};

use super::clock::MINUTE;
use super::fact::Inject;
use super::model::{InjectNo, Role, Stage, Turn};
use super::scenario::{Delivery, Scenario};
use super::state::Exercise;

/// 席位: what one person sees of an exercise now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// What the exercise is called.
    pub title: String,
    /// How far it has come.
    pub stage: Stage,
    /// As what the person is in it.
    pub role: Role,
    /// Of which team: of players only.
    pub team: Option<String>,
    /// Exercise time in whole seconds.
    pub seconds: i64,
    /// Whether the clock runs.
    pub running: bool,
    /// How many times as fast as the wall it runs, or will.
    pub speed: u8,
    /// How the clock can be turned now: by who controls.
    pub turns: Vec<Turn>,
    /// What is to come, by its time: for who knows the scenario.
    pub waiting: Vec<Waiting>,
    /// What came or was skipped, the latest first.
    pub came: Vec<Came>,
}

/// An inject that is to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The inject.
    pub inject: Inject,
    /// When the clock will have come to it, were it to run on like this; none while it stands.
    pub about: Option<Micros>,
    /// Whether its time has come: a controller is to release it.
    pub due: bool,
    /// Whether the person sees to it.
    pub mine: bool,
}

/// An inject that came, or was skipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// Its number.
    pub no: InjectNo,
    /// To which team.
    pub to: String,
    /// From whom, in the play.
    pub from: String,
    /// How.
    pub channel: String,
    /// What it says.
    pub text: String,
    /// What is expected: for who knows the scenario.
    pub expected: Option<String>,
    /// What became of it.
    pub delivery: Delivery,
}

impl Desk {
    /// The desk of `person` at `now`; none for who has no place in the exercise.
    #[must_use]
    pub fn of(exercise: &Exercise, scenario: &Scenario, person: PersonId, now: Micros) -> Option<Self> {
        let (body, stage, place) = (exercise.planned()?, exercise.stage()?, exercise.place(person)?);
        let knows = place.role != Role::Player;
        let clock = exercise.clock();
        let read = clock.read(now);
        let mut desk = Self {
            title: body.title.clone(),
            stage,
            role: place.role,
            team: place.team.clone(),
            seconds: read / 1_000_000,
            running: clock.running(),
            speed: clock.speed(),
            turns: Vec::new(),
            waiting: Vec::new(),
            came: Vec::new(),
        };
        if place.role.controls() && matches!(stage, Stage::Locked | Stage::Conduct) {
            desk.turns = Turn::ALL.iter().copied().filter(|turn| clock.can(*turn)).collect();
        }
        for inject in scenario.injects() {
            let delivery = Delivery::of(exercise, inject, now);
            let hers = place.team.as_ref() == Some(&inject.to) && delivery.is_released();
            if delivery == Delivery::Pending && knows {
                let ahead = i64::from(inject.at) * MINUTE - read;
                let about = (clock.running() && ahead > 0).then(|| Micros(now.0 + ahead / i64::from(clock.speed().max(1))));
                let due = ahead <= 0 && clock.started();
                desk.waiting.push(Waiting { inject: inject.clone(), about, due, mine: inject.responsible == Some(person) });
            } else if knows || hers {
                let expected = knows.then(|| inject.expected.clone());
                let [to, from, channel, text] = [&inject.to, &inject.from, &inject.channel, &inject.text].map(Clone::clone);
                desk.came.push(Came { no: inject.no, to, from, channel, text, expected, delivery });
            }
        }
        desk.waiting.sort_by_key(|waiting| (waiting.inject.at, waiting.inject.no));
        desk.came.sort_by_key(|came| std::cmp::Reverse((came.moment(exercise), came.no)));
        Some(desk)
    }
}

impl Came {
    /// When it came or was skipped.
    fn moment(&self, exercise: &Exercise) -> Option<Micros> {
        match self.delivery {
            Delivery::Released { actual, .. } => Some(actual),
            Delivery::Skipped => exercise.handled(self.no).map(|(_, at)| at),
            Delivery::Pending => None,
        }
    }
}
