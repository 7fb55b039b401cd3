//! Conformance suite of the store: what it promises, asked through its public interface, on SQLite and on PostgreSQL.
//!
//! `bureau` is the small bureau every test starts from, `history` a long seeded life of it, `replay` and `recount` say
//! from the bytes of the facts alone what the answer should be, and `direct_sql` is the hand of somebody who goes round
//! the product.

#![cfg(test)]

mod bureau;
mod direct_sql;
mod follow_ups;
mod history;
mod recount;
mod replay;

mod backups;
mod clients;
mod contests;
mod corrections;
mod counting;
mod delivery;
mod documents;
mod door;
mod erasing;
mod evidence;
mod exercises;
mod faults;
mod honours;
mod internships;
mod jobs;
mod lists;
mod permissions;
mod plans;
mod proofs;
mod rebuilding;
mod recounting;
mod repeating;
mod reports;
mod rollback;
mod schema;
mod support;
mod talent;
mod talents;
mod tampering;
