//! The server through HTTP alone: what each endpoint answers, to whom, and what it refuses.

#![cfg(test)]

mod bureau;
mod client;

mod answer;
mod crash;
mod health;
mod ledger;
mod list_figures;
mod pages;
mod proof;
mod rows;
mod run_command;
mod serving;
mod tlog;
