//! 演练时钟: the clock of an exercise, computed from when it was turned and never from a job that runs.

use nc_kernel::Micros;

use super::model::Turn;

/// Microseconds of a minute.
pub const MINUTE: i64 = 60_000_000;
/// The fastest it runs.
pub const FASTEST: u8 = 10;

/// A stretch of time in which it ran at one speed, or stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    from: Micros,
    /// Exercise time at its beginning, in microseconds.
    at: i64,
    /// 0 while it stands.
    speed: u8,
}

/// 时钟: how the exercise's time follows from that on the wall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    stretches: Vec<Stretch>,
    speed: u8,
    ended: bool,
}

impl Default for Clock {
    fn default() -> Self {
        Self { stretches: Vec::new(), speed: 1, ended: false }
    }
}

impl Clock {
    /// Exercise time at `now` in microseconds; zero before it starts.
    #[must_use]
    pub fn read(&self, now: Micros) -> i64 {
        let stretch = self.stretches.iter().rev().find(|s| s.from <= now);
        stretch.map_or(0, |s| s.at.saturating_add((now.0 - s.from.0).saturating_mul(i64::from(s.speed))))
    }

    /// When the exercise's time first was `time`, up to `now`; none when it has not been yet.
    #[must_use]
    pub fn when(&self, time: i64, now: Micros) -> Option<Micros> {
        let ends = self.stretches.iter().skip(1).map(|s| s.from).chain([Micros(i64::MAX)]);
        let reached = self.stretches.iter().zip(ends).find_map(|(s, end)| {
            let ahead = time - s.at;
            if ahead <= 0 {
                return Some(s.from);
            }
            // Rounded up: a moment before it, the time had not come.
            let speed = i64::from(s.speed);
            let wall = Micros(s.from.0.saturating_add((ahead + speed - 1).checked_div(speed)?));
            (wall < end).then_some(wall)
        });
        reached.filter(|wall| *wall <= now)
    }

    /// Whether it was started.
    #[must_use]
    pub fn started(&self) -> bool {
        !self.stretches.is_empty()
    }

    /// When it was started.
    #[must_use]
    pub fn start(&self) -> Option<Micros> {
        self.stretches.first().map(|s| s.from)
    }

    /// Whether it runs.
    #[must_use]
    pub fn running(&self) -> bool {
        self.stretches.last().is_some_and(|s| s.speed > 0)
    }

    /// Whether it was ended.
    #[must_use]
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// The speed it runs at, or will when it goes on.
    #[must_use]
    pub fn speed(&self) -> u8 {
        self.speed
    }

    /// Whether it can be turned so now.
    #[must_use]
    pub fn can(&self, turn: Turn) -> bool {
        match turn {
            Turn::Start => !self.started() && !self.ended,
            Turn::Pause => self.running(),
            Turn::Resume => self.started() && !self.running() && !self.ended,
            Turn::End => self.started() && !self.ended,
        }
    }

    /// Turned at `now`.
    pub fn turn(&mut self, turn: Turn, now: Micros) {
        let at = self.read(now);
        let speed = if matches!(turn, Turn::Start | Turn::Resume) { self.speed } else { 0 };
        self.ended |= turn == Turn::End;
        self.stretches.push(Stretch { from: now, at, speed });
    }

    /// Set to `speed` at `now`; while it stands, from when it goes on.
    pub fn set_speed(&mut self, speed: u8, now: Micros) {
        self.speed = speed;
        if self.running() {
            let at = self.read(now);
            self.stretches.push(Stretch { from: now, at, speed });
        }
    }
}
