//! One coded contest with a judged discipline: five judges, four entrants of unit A or B, two of the judges in A and B too.

use nc_kernel::id::{PersonId, UserId};
use nc_people::Role;

use crate::contest::PublicBoard;
use crate::contest::command::*;
use crate::contest::model::*;
use crate::contest::state::{Codes, Contest, Records};
use crate::training::tests::world::{A, B, World, day, unit};

pub const BUREAU: &str = "/150600/";
/// The judge who leads the panel where scores are signed.
pub const HEAD: usize = 2;

pub struct Scene {
    pub world: World,
    pub id: ContestId,
    pub entrants: Vec<(PersonId, UserId)>,
    pub judges: Vec<(PersonId, UserId)>,
    pub recorder: UserId,
    pub political: UserId,
}

pub fn judged(ties: Vec<TieBreak>, method: RankMethod) -> Discipline {
    let criterion = |title: &str, weight| Criterion { most: 10_000, title: title.into(), title_en: None, weight };
    let award = |from, to, place, title: &str| AwardRule { from, kind: AwardKind::Prize, place, title: title.into(), title_en: None, to };
    Discipline {
        advance: 0,
        attempts: 1,
        awards: vec![award(1, 1, 1, "一等奖"), award(2, 2, 2, "二等奖")],
        better: None,
        criteria: vec![criterion("实操", 60), criterion("文书", 40)],
        decimals: 2,
        drop: 1,
        event: None,
        measure: None,
        measure_en: None,
        method,
        rounds: vec![Stage::Final],
        scoring: Scoring::Judged,
        serial: "T1".into(),
        signed: Vec::new(),
        tasks: Vec::new(),
        team_best: 0,
        ties,
        title: "处置调度".into(),
        title_en: None,
    }
}

pub fn measured(scoring: Scoring) -> Discipline {
    Discipline { criteria: Vec::new(), scoring, drop: 0, ..judged(vec![TieBreak::Deductions], RankMethod::Standard) }
}

pub fn done(value: Option<i64>) -> Measured {
    Measured { deductions: None, millis: None, outcome: Outcome::Done, tasks: Vec::new(), value }
}

impl Scene {
    /// Set up, entered, seated and drawn.
    pub fn new(discipline: Discipline, blind: bool) -> Self {
        let (signed, seated) = (!discipline.signed.is_empty(), discipline.scoring == Scoring::Judged);
        let mut scene = Self::entered(discipline, blind);
        if seated || signed {
            scene.seat(signed.then_some(HEAD));
        }
        scene.draw();
        scene
    }

    /// Every judge on the panel, and who leads it.
    pub fn seat(&mut self, head: Option<usize>) {
        let judges = self.judges.iter().map(|(judge, _)| *judge).collect();
        let head = head.map(|head| self.judges[head].0);
        self.world.acts(self.recorder).run(&SeatPanel { contest: self.id, discipline: "T1".into(), judges, head }).unwrap();
    }

    /// Set up and entered, with no panel and no codes yet.
    pub fn unseated(discipline: Discipline) -> Self {
        Self::entered(discipline, false)
    }

    pub fn draw(&mut self) {
        self.world.acts(self.recorder).run(&DrawCodes { contest: self.id }).unwrap();
    }

    fn entered(discipline: Discipline, blind: bool) -> Self {
        let mut world = World::new();
        let person = |world: &mut World, at: &str, role| {
            let person = world.police(at);
            (person, world.account_as(Some(person), role, at))
        };
        let entrants: Vec<_> = [A, A, B, B].iter().map(|at| person(&mut world, at, Role::Officer)).collect();
        // The first judge serves in A, the second in B, the others in the bureau itself.
        let judges: Vec<_> = [A, B, BUREAU, BUREAU, BUREAU].iter().map(|at| person(&mut world, at, Role::Officer)).collect();
        let (_, recorder) = person(&mut world, BUREAU, Role::Recorder);
        let (_, political) = person(&mut world, BUREAU, Role::PoliticalOfficer);
        world.acts(recorder);
        let id = ContestId::of_serial("B1");
        let set_up = set_up("B1", Level::City, blind, vec![discipline]);
        world.run(&set_up).unwrap();
        let mut scene = Self { world, id, entrants, judges, recorder, political };
        for (person, _) in scene.entrants.clone() {
            scene.world.run(&enter(id, person)).unwrap();
        }
        scene
    }

    pub fn contest(&self) -> &Contest {
        self.world.states.get::<Contest>(self.id).unwrap()
    }

    pub fn codes(&self) -> &Codes {
        self.world.states.get::<Codes>(self.id).unwrap()
    }

    /// The code of an entrant, by place.
    pub fn code(&self, entrant: usize) -> String {
        self.codes().own(self.entrants[entrant].0)[0].to_owned()
    }

    pub fn attempt(&mut self, entrant: usize, attempt: u32, measured: Measured) -> RecordAttempt {
        self.world.acts(self.recorder);
        RecordAttempt { contest: self.id, code: self.code(entrant), round: Stage::Final, attempt, measured }
    }

    pub fn score(&mut self, judge: usize, entrant: usize, marks: [i64; 2]) -> GiveScore {
        let (person, user) = self.judges[judge];
        self.world.acts(user);
        GiveScore { contest: self.id, code: self.code(entrant), round: Stage::Final, judge: person, marks: marks.to_vec() }
    }

    /// Everybody performs, and every judge gives every entrant the marks of that entrant.
    pub fn perform(&mut self, marks: [[i64; 2]; 4]) {
        for (entrant, marks) in marks.into_iter().enumerate() {
            let attempt = self.attempt(entrant, 1, done(None));
            self.world.run(&attempt).unwrap();
            for judge in 0..5 {
                let score = self.score(judge, entrant, marks);
                self.world.run(&score).unwrap();
            }
        }
    }

    pub fn publish(&mut self) {
        let contest = self.id;
        self.world.acts(self.recorder).run(&LockScores { contest }).unwrap();
        if !self.contest().live().is_open() {
            self.world.run(&AskUnseal { contest }).unwrap();
            self.world.acts(self.political).run(&Unseal { contest }).unwrap();
        }
        self.world.acts(self.recorder).run(&PublishResults { contest }).unwrap();
    }

    /// What the public board shows.
    pub fn public(&self) -> Option<PublicBoard> {
        let none = Records::default();
        PublicBoard::of(self.contest(), self.codes(), self.world.states.only::<Records>().unwrap_or(&none))
    }

    /// The ranks of the entrants on a board.
    pub fn ranks(&self, of: &crate::contest::Live) -> Vec<Option<u32>> {
        let lines = crate::contest::board::lines(of, self.codes(), of.discipline("T1").unwrap());
        (0..self.entrants.len()).map(|i| lines.iter().find(|line| line.code == self.code(i)).and_then(|line| line.place.rank())).collect()
    }
}

pub fn set_up(serial: &str, level: Level, blind: bool, disciplines: Vec<Discipline>) -> SetUpContest {
    SetUpContest {
        serial: serial.into(),
        title: "110接处警比武".into(),
        level,
        authority: "市公安局".into(),
        organisers: vec![unit(BUREAU)],
        host: None,
        starts_on: day("2024-06-27"),
        ends_on: day("2024-06-28"),
        blind,
        appeal_days: 5,
        disciplines,
    }
}

pub fn enter(contest: ContestId, person: PersonId) -> Enter {
    Enter { contest, discipline: "T1".into(), people: vec![person], from: None, from_code: None }
}
