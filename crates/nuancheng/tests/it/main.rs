//! The program as a person uses it: the built binary, a folder, and what it prints.
#![cfg(test)]

mod backups;
mod certificates;
mod demo;
mod faults;
mod help;
mod honours;
mod intern_import;
mod postgres;
mod proofs;
mod records;
mod reports;
mod roster_import;
mod round_trip;
mod serving;
mod users;
mod world;
