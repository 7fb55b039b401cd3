//! The server through HTTP alone: what each endpoint answers, to whom, and what it refuses.

#![cfg(test)]

mod bureau;
mod client;

mod admin;
mod answer;
mod catalogues;
mod crash;
mod crawl;
mod door;
mod health;
mod ledger;
mod list_figures;
mod page_refusals;
mod pages;
mod proof;
mod rows;
mod run_command;
mod serving;
mod staff;
mod tlog;
