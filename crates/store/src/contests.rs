//! Contests, and their public boards.

use nc_capability::contest::fact::SetUp;
use nc_capability::contest::{Codes, Contest, ContestId, Freeze, PublicBoard, Records};
use nc_kernel::{Aggregate, StreamId};
use nc_people::access::covered;
use nc_people::{Action, Scope};

use crate::db::Snapshot;
use crate::error::StoreError;
use crate::{Reader, Store, db};

/// 公开榜单: the published results of a contest, with what was set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContestBoard {
    /// What was set up.
    pub head: SetUp,
    /// Since when the board stands still; `None` while it does not.
    pub frozen: Option<Freeze>,
    /// Whether the reader runs the contest, and so knows what is not on a frozen board.
    pub runs: bool,
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
        let mut view = db::snapshot(&self.readers).await?;
        let state = self.contest_state(&mut view, contest).await?;
        let known = |head: &SetUp| head.organisers.iter().chain(&head.host).any(|unit| covered(visible, unit));
        if !state.head().is_some_and(known) {
            return Ok(None);
        }
        let codes = self.codes_of(&mut view, contest).await?;
        let open = state.shown().is_open();
        Ok(Some((state, open.then_some(codes))))
    }

    /// The board of a contest, for whoever reads figures of a unit that organises or hosts it or of one below an organiser,
    /// and for whoever took part; `None` when there is none they may know of, and until what is shown was published. Who is
    /// behind a code is on it as far as the reader may open the rows of that unit.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn contest_board(&self, reader: &Reader, contest: ContestId) -> Result<Option<ContestBoard>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let state = self.contest_state(&mut view, contest).await?;
        let codes = self.codes_of(&mut view, contest).await?;
        let records: Records = self.folded(&mut view, &StreamId::only(Records::FAMILY)).await?;
        let (Some(head), Some(board)) = (state.head(), PublicBoard::of(&state, &codes, &records)) else { return Ok(None) };
        let person = self.person_of(reader);
        let figures = reader.scopes(Action::ReadFigures);
        let by_unit = head.organisers.iter().chain(&head.host).any(|unit| covered(figures, unit));
        let below = || head.organisers.iter().any(|organiser| figures.iter().any(|scope| organiser.contains(scope.path())));
        let part = || person.is_some_and(|person| state.shown().judges(person) || codes.entered(person));
        if !by_unit && !below() && !part() {
            return Ok(None);
        }
        let rows = reader.scopes(Action::ReadRows);
        Ok(Some(ContestBoard {
            frozen: state.freeze().cloned(),
            runs: head.organisers.first().is_some_and(|lead| covered(reader.scopes(Action::RecordTraining), lead)),
            board: board.seen_by(person, |unit| covered(rows, unit)),
            head: head.clone(),
        }))
    }

    async fn contest_state(&self, view: &mut Snapshot, contest: ContestId) -> Result<Contest, StoreError> {
        self.folded(view, &StreamId::new(Contest::FAMILY, contest)).await
    }

    async fn codes_of(&self, view: &mut Snapshot, contest: ContestId) -> Result<Codes, StoreError> {
        self.folded(view, &StreamId::new(Codes::FAMILY, contest)).await
    }
}
