//! Red-blue exercises of stations and departments: neither announced nor rehearsed, recorded as held.

use nc_capability::exercise::{DrillTask, Kind, Rating, RecordDrill};

use crate::agenda::Agenda;
use crate::chance::Chance;
use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::places::{LABEL, zh_labelled};
use crate::summary::Options;
use crate::world::World;

/// Red-blue exercises the bureau published.
const RED_BLUE: usize = 341;
/// What is played: title, objective, capability and critical task, and what is said about it on the spot.
const PLAYED: [[&str; 5]; 4] = [
    ["持刀滋事处置", "控制持械人员", "现场处置", "口头警告后合围控制", "站位过近，合围前先拉开距离"],
    ["盘查遇抗", "安全完成盘查", "武力使用", "警戒与盘查分工明确", "警戒手位置得当"],
    ["人群聚集疏导", "疏散无关人员", "应急指挥", "五分钟内划定警戒区", "警戒带不足，宜随车配备"],
    ["车辆拦截查控", "截停目标车辆", "查缉战术", "按序列完成截停", "截停口令清楚"],
];

/// An exercise as it was played.
struct Held {
    on: i32,
    top: usize,
    players: Vec<usize>,
    ratings: [Rating; 2],
    runs: u32,
}

/// The desk that records exercises.
pub(crate) struct Desk {
    agenda: Agenda<usize>,
    held: Vec<Held>,
}

/// Draws the exercises: each in one banner or department, with people who were there that day.
pub(crate) fn plan(world: &World, options: &Options) -> Desk {
    let mut chance = Chance::new(options.seed, "exercises");
    let mut desk = Desk { agenda: Agenda::new(&world.days), held: Vec::new() };
    let whole = options.share(RED_BLUE, 1);
    for n in 0..whole {
        let on = world.days.at_part(n, whole, 15);
        let tops = world.places.tops();
        let first = chance.below(tops.len());
        let found = tops.iter().cycle().skip(first).take(tops.len()).find_map(|top| {
            let players = there(world, *top, on);
            (players.len() > 1).then_some((*top, players))
        });
        let Some((top, mut players)) = found else { continue };
        chance.shuffle(&mut players);
        players.truncate(6 + chance.below(15));
        let mut rating = || match chance.below(10) {
            0..=4 => Rating::Performed,
            5..=7 => Rating::Some,
            8 => Rating::Major,
            _ => Rating::Unable,
        };
        let ratings = [rating(), rating()];
        let runs = if chance.hit(200) { 2 } else { 1 };
        desk.agenda.put(on + chance.between(0, 4), desk.held.len());
        desk.held.push(Held { on, top, players, ratings, runs });
    }
    desk
}

/// Who serves below `top` and was there on a day, by number.
fn there(world: &World, top: usize, on: i32) -> Vec<usize> {
    let all = world.staff.all.iter().enumerate();
    let serves = |member: &crate::staff::Member| member.unit_on(on).is_some_and(|unit| world.places.top_of(unit) == top);
    all.filter(|(_, member)| member.registered() < on && member.there(on, on) && serves(member)).map(|(n, _)| n).collect()
}

impl Desk {
    /// Whether there is something to do that day.
    pub fn has(&self, day: i32) -> bool {
        self.agenda.has(day)
    }

    /// Exercises, runs and players, as meant.
    pub fn meant(&self) -> (i64, i64, i64) {
        let sum = |each: fn(&Held) -> usize| i64::try_from(self.held.iter().map(each).sum::<usize>()).unwrap_or(i64::MAX);
        (sum(|_| 1), sum(|held| usize::try_from(held.runs).unwrap_or(0)), sum(|held| held.players.len()))
    }

    /// Records what is due.
    pub async fn work(&mut self, day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        for n in self.agenda.take(day) {
            let held = self.held.get(n).ok_or(DemoError::Lost("an exercise"))?;
            let [name, objective, capability, task, comment] = PLAYED.get(n % PLAYED.len()).copied().unwrap_or_default();
            let [first, second] = held.ratings;
            let row = |objective: &str, task: &str, rating, comment: Option<&str>| DrillTask {
                objective: objective.to_owned(),
                capability: capability.to_owned(),
                task: task.to_owned(),
                rating,
                comment: comment.map(str::to_owned),
            };
            let command = RecordDrill {
                title: zh_labelled(&format!("{name}红蓝对抗第{}期", n + 1)),
                kind: Kind::RedBlue,
                unit: world.places.get(held.top)?.path.clone(),
                held_on: world.days.day(held.on),
                players: held.players.iter().map(|player| world.id(*player)).collect::<Result<_, _>>()?,
                tasks: vec![row(objective, task, first, Some(comment)), row("通信与报告", "按规定报告处置进展", second, None)],
                runs: Some(held.runs),
                programme: Some("大练兵".to_owned()),
                serial: Some(format!("YS-HL-{:03}", n + 1)),
                remark: Some(LABEL.to_owned()),
            };
            clerk.send(world.actors.recorder(held.top), held.players.len(), command).await?;
        }
        Ok(())
    }
}
