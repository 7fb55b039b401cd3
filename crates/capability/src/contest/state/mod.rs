//! A contest, its codes and the records, folded from their facts.

mod codes;
mod live;
mod records;

use nc_kernel::{Aggregate, Attr, Change, Entry, Facets, Recorded};

pub use codes::Codes;
pub use live::{AppealFile, Live};
pub use records::{Best, Records};

use super::fact::{Fact, SetUp};
use super::registers::{CONTEST, DISCIPLINE};

/// 比武竞赛: one contest. The public board reads what was shown when it was frozen, or else what is known.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Contest {
    since: Option<u64>,
    live: Live,
    frozen: Option<Box<Live>>,
}

impl Contest {
    /// Everything recorded so far.
    #[must_use]
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// What was set up; `None` while nothing was.
    #[must_use]
    pub fn head(&self) -> Option<&SetUp> {
        self.live.head()
    }

    /// Position of the first fact.
    #[must_use]
    pub fn since(&self) -> Option<u64> {
        self.since
    }

    /// 公开榜单: what the public board may show. While the board is frozen that is the contest at the freeze; nothing
    /// recorded later reaches it by any path, since there is no other way to it.
    #[must_use]
    pub fn shown(&self) -> &Live {
        self.frozen.as_deref().unwrap_or(&self.live)
    }

    /// Whether the board is frozen.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        self.frozen.is_some()
    }

    /// What publishing adds to the registers.
    fn entries(head: &SetUp, seq: u64) -> Vec<Entry> {
        let facets = || Facets { organisers: head.organisers.clone(), host: head.host.clone(), sender: None };
        let row = |register, key: String, attrs: Vec<(&'static str, Attr)>| Entry {
            register,
            key,
            day: head.ends_on,
            until: None,
            facets: facets(),
            person: None,
            attrs: attrs.into_iter().collect(),
            evidence: seq,
        };
        let level = || ("level", Attr::from(head.level.word()));
        let disciplines = head.disciplines.iter().map(|discipline| {
            let key = format!("{}/{}", head.contest, discipline.serial);
            row(DISCIPLINE, key, vec![level(), ("scoring", discipline.scoring.word().into())])
        });
        std::iter::once(row(CONTEST, head.contest.to_string(), vec![level()])).chain(disciplines).collect()
    }
}

impl Aggregate for Contest {
    type Fact = Fact;

    const FAMILY: &'static str = "contest.contest";

    fn changes(&self, recorded: &Recorded<Fact>, out: &mut Vec<Change>) {
        if let (Fact::Published(_), Some(head), None) = (&recorded.fact, self.head(), self.live.published()) {
            out.extend(Self::entries(head, recorded.seq).into_iter().map(Change::Add));
        }
    }

    fn fold(&mut self, recorded: &Recorded<Fact>) {
        self.since.get_or_insert(recorded.seq);
        match &recorded.fact {
            Fact::Frozen(_) => {
                self.frozen.get_or_insert_with(|| Box::new(self.live.clone()));
            }
            Fact::Unfrozen(_) => self.frozen = None,
            fact => self.live.fold(fact, recorded.recorded_at, recorded.happened_on),
        }
    }
}
