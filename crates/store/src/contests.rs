//! Contests, and their public boards.

use nc_capability::contest::fact::SetUp;
use nc_capability::contest::{Codes, Contest, ContestId, PublicBoard};
use nc_kernel::{Aggregate, StreamId};
use nc_people::Scope;
use nc_people::access::covered;

use crate::error::StoreError;
use crate::{Store, db};

/// 公开榜单: the published results of a contest, with what was set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContestBoard {
    /// What was set up.
    pub head: SetUp,
    /// Whether the board is frozen: for organisers, who know that more may have been recorded since.
    pub frozen: bool,
    /// What is shown.
    pub board: PublicBoard,
}

impl Store {
    /// A contest that a unit of `visible` organises or hosts, and who stands behind its codes once the names are open to all;
    /// until then nobody is told.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn contest(&self, visible: &[Scope], contest: ContestId) -> Result<Option<(Contest, Option<Codes>)>, StoreError> {
        let known = self.known_contest(visible, contest).await?;
        Ok(known.map(|(state, codes)| {
            let open = state.shown().is_open();
            (state, open.then_some(codes))
        }))
    }

    /// The board of a contest that a unit of `visible` organises or hosts; `None` when there is none they may know of, and
    /// until what is shown was published.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn contest_board(&self, visible: &[Scope], contest: ContestId) -> Result<Option<ContestBoard>, StoreError> {
        let Some((state, codes)) = self.known_contest(visible, contest).await? else { return Ok(None) };
        let board = PublicBoard::of(&state, &codes).zip(state.head());
        Ok(board.map(|(board, head)| ContestBoard { head: head.clone(), frozen: state.is_frozen(), board }))
    }

    async fn known_contest(&self, visible: &[Scope], contest: ContestId) -> Result<Option<(Contest, Codes)>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let state: Contest = self.folded(&mut view, &StreamId::new(Contest::FAMILY, contest)).await?;
        let known = |head: &SetUp| head.organisers.iter().chain(&head.host).any(|unit| covered(visible, unit));
        if !state.head().is_some_and(known) {
            return Ok(None);
        }
        let codes = self.folded(&mut view, &StreamId::new(Codes::FAMILY, contest)).await?;
        Ok(Some((state, codes)))
    }
}
