//! The synthetic bureau: its figures, its labels, and that the same seed gives the same ledger.

#![cfg(test)]

mod bureau;
mod check;
mod contests;
mod labels;
mod report;
mod totals;
