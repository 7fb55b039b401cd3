//! From differences to causes: one changed fact shows in every node, head and checkpoint above it, and only the cause
//! is to be named.

use std::collections::BTreeSet;

use tlog_tiles::Hash;

use super::auditor::Auditor;
use super::report::{Defect, Finding, Report};
use crate::tree::{TILE_WIDTH, TileId};

impl Auditor {
    /// All findings by position, once every fact and tile was seen.
    pub(super) fn judge(&mut self, head_size: u64, head_root: Hash) -> Vec<Finding> {
        let size = self.frontier.size();
        let head_agrees = head_size == size && head_root == self.frontier.root();
        self.check_sizes(head_size);
        let mut findings = std::mem::take(&mut self.findings);
        self.judge_leaves(head_agrees, &mut findings);
        let mut causes: BTreeSet<u64> = findings.iter().filter(|finding| is_cause(finding.what)).map(|finding| finding.position).collect();
        self.judge_nodes(head_agrees, &mut causes, &mut findings);
        let vouched = self.vouched();
        if head_size == size && !head_agrees && causes.range(vouched..).next().is_none() {
            findings.push(Finding { position: vouched, what: Defect::HeadDiffers });
        }
        findings.retain(|finding| match finding.what {
            Defect::CheckpointDiffers { size } => causes.range(finding.position..size).next().is_none(),
            _ => true,
        });
        findings.sort_unstable();
        findings.truncate(Report::MOST);
        findings
    }

    /// Head and held checkpoints against the number of facts.
    fn check_sizes(&mut self, head_size: u64) {
        let size = self.frontier.size();
        if head_size > size && !self.broken {
            self.findings.push(Finding { position: size, what: Defect::FactMissing });
        }
        if head_size < size {
            self.findings.push(Finding { position: head_size, what: Defect::FactBeyondHead });
        }
        let log_ends = head_size.min(size);
        let sizes = self.held.iter().map(|held| held.size).chain(self.agreed.iter().copied());
        let ahead = sizes.filter(|&held| held > head_size);
        let finding = |size| Finding { position: log_ends, what: Defect::CheckpointAhead { size } };
        self.findings.extend(ahead.map(finding));
    }

    /// A leaf that differs from its fact: the fact was changed, unless something above vouches for the fact.
    fn judge_leaves(&self, head_agrees: bool, findings: &mut Vec<Finding>) {
        let size = self.frontier.size();
        for &(_, leaf) in self.differing.range((0, 0)..(1, 0)) {
            let sound = head_agrees || leaf < self.vouched() || self.parent_agrees(0, leaf);
            let what = if leaf >= size || sound { Defect::TileChanged { level: 0, index: leaf / TILE_WIDTH } } else { Defect::FactChanged };
            findings.push(Finding { position: leaf, what });
        }
    }

    /// Nodes above the leaves that differ without a known cause below them, and tiles that are not stored.
    fn judge_nodes(&self, head_agrees: bool, causes: &mut BTreeSet<u64>, findings: &mut Vec<Finding>) {
        let size = self.frontier.size();
        for &(level, node) in self.differing.range((1, 0)..) {
            let (from, to) = (first_leaf(level, node), first_leaf(level, node.saturating_add(1)));
            if causes.range(from..to).next().is_some() {
                continue;
            }
            let tile = Defect::TileChanged { level, index: node / TILE_WIDTH };
            if to > size {
                // The node exists only if facts that we have not seen existed.
                findings.push(Finding { position: from.max(size), what: tile });
            } else if head_agrees || to <= self.vouched() || self.parent_agrees(level, node) {
                findings.push(Finding { position: from, what: tile });
            } else {
                let position = from.max(self.vouched());
                causes.insert(position);
                findings.push(Finding { position, what: Defect::SpanChanged { end: to } });
            }
        }
        for &TileId { level, index } in self.recomputed.keys() {
            let position = first_leaf(level, index.saturating_mul(TILE_WIDTH));
            findings.push(Finding { position, what: Defect::TileMissing { level, index } });
        }
    }

    fn parent_agrees(&self, level: u8, node: u64) -> bool {
        let (level, node) = (level.saturating_add(1), node / TILE_WIDTH);
        let tile = TileId { level, index: node / TILE_WIDTH };
        let width = self.compared.get(&tile).copied().unwrap_or(0);
        node % TILE_WIDTH < width && !self.differing.contains(&(level, node))
    }
}

/// Whether the defect explains differences above its position.
fn is_cause(what: Defect) -> bool {
    matches!(what, Defect::FactChanged | Defect::FactMissing)
}

/// The first leaf below a node, or the largest number if the node cannot exist.
fn first_leaf(level: u8, node: u64) -> u64 {
    let leaves_below = 1u64.checked_shl(8 * u32::from(level)).unwrap_or(u64::MAX);
    node.saturating_mul(leaves_below)
}
