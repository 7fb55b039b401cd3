//! A contest, its codes and the records, folded from their facts.

mod codes;
mod live;
mod records;
mod signatures;

use nc_kernel::{Aggregate, Attr, Change, Entry, Facets, Micros, Recorded};

pub use codes::Codes;
pub use live::{AppealFile, Live};
pub use records::{Best, Records};
pub use signatures::{Signature, Signatures};

use super::fact::{Fact, SetUp};
use super::registers::{CONTEST, DISCIPLINE};

/// 冻结: since when the public board stays as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freeze {
    /// When it was frozen.
    pub at: Micros,
    /// Why.
    pub reason: String,
    /// Position of the fact: the last that whoever does not run the contest is told of.
    pub seq: u64,
}

/// 比武竞赛: one contest. The public board reads what was shown when it was frozen, or else what is known.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Contest {
    since: Option<u64>,
    live: Live,
    frozen: Option<Box<(Freeze, Live)>>,
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
        self.frozen.as_ref().map_or(&self.live, |frozen| &frozen.1)
    }

    /// Whether the board is frozen.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        self.frozen.is_some()
    }

    /// Since when and why the board is frozen.
    #[must_use]
    pub fn freeze(&self) -> Option<&Freeze> {
        self.frozen.as_ref().map(|frozen| &frozen.0)
    }

    /// Results that were published behind the freeze: they are neither shown nor counted before the board is thawed.
    #[must_use]
    pub fn published_unseen(&self) -> bool {
        self.live.published().is_some() && self.shown().published().is_none()
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
        let comes_out = match &recorded.fact {
            Fact::Published(_) => self.live.published().is_none() && !self.is_frozen(),
            Fact::Unfrozen(_) => self.published_unseen(),
            _ => false,
        };
        if let Some(head) = self.head().filter(|_| comes_out) {
            out.extend(Self::entries(head, recorded.seq).into_iter().map(Change::Add));
        }
    }

    fn fold(&mut self, recorded: &Recorded<Fact>) {
        self.since.get_or_insert(recorded.seq);
        match &recorded.fact {
            Fact::Frozen(body) => {
                let freeze = || Freeze { at: recorded.recorded_at, reason: body.reason.clone(), seq: recorded.seq };
                self.frozen.get_or_insert_with(|| Box::new((freeze(), self.live.clone())));
            }
            Fact::Unfrozen(body) => {
                self.frozen = None;
                if let Some(until) = body.appeals_until {
                    self.live.come_out(recorded.happened_on, until);
                }
            }
            fact => self.live.fold(fact, recorded.seq, recorded.recorded_at, recorded.happened_on),
        }
    }
}
