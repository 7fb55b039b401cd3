//! The ledger as [C2SP tlog-tiles](https://c2sp.org/tlog-tiles), so that foreign tools audit us: open to everybody, for
//! hashes say nothing about anybody.

pub(crate) mod checkpoint;
pub(crate) mod tile;
