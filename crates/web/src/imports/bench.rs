//! 导入台: the sheet each person is taking in, how far it is, and what came of it. The work goes on when the tab is closed;
//! the sheet itself lies sealed in the store, so that it is there also after the server was started anew.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use nc_kernel::{Micros, UserId};

use super::judge::{Outcome, Stage};
use super::undo::Undone;
use crate::problem::Problem;

/// How long what came of a sheet is remembered: an hour.
const REMEMBERED: i64 = 3_600_000_000;

/// Where a sheet stands.
#[derive(Debug, Clone)]
pub(crate) enum State {
    /// It is being worked at since then.
    Running(Stage, Micros),
    /// It was judged and not taken in.
    Judged(Arc<Outcome>),
    /// It was taken in.
    Written(Arc<Outcome>),
    /// It was taken in and undone.
    Undone(Arc<Undone>),
    /// It could not be judged at all.
    Stopped(Problem),
}

/// Whose sheets stand where.
#[derive(Debug, Default)]
pub(crate) struct Bench(Mutex<HashMap<UserId, (State, Micros)>>);

impl Bench {
    // A thread that died while it held the lock left a map that is whole.
    fn all(&self) -> MutexGuard<'_, HashMap<UserId, (State, Micros)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn state(&self, user: UserId) -> Option<State> {
        self.all().get(&user).map(|(state, _)| state.clone())
    }

    pub(super) fn set(&self, user: UserId, state: State, now: Micros) {
        let mut all = self.all();
        all.retain(|_, (state, at)| matches!(state, State::Running(..)) || at.0 > now.0 - REMEMBERED);
        all.insert(user, (state, now));
    }

    /// Takes the bench for one piece of work; `false` while another one of this person is under way.
    pub(super) fn begin(&self, user: UserId, now: Micros) -> bool {
        if matches!(self.state(user), Some(State::Running(..))) {
            return false;
        }
        self.set(user, State::Running(Stage::Reading, now), now);
        true
    }

    pub(super) fn clear(&self, user: UserId) {
        self.all().remove(&user);
    }
}
