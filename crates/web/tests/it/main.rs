//! The server through HTTP alone: what each endpoint answers, to whom, and what it refuses.

#![cfg(test)]

mod bureau;
mod client;

mod accounts;
mod admin;
mod answer;
mod article;
mod catalogues;
mod crash;
mod crawl;
mod door;
mod health;
mod held;
mod held_rules;
mod held_things;
mod import_page;
mod imports;
mod ledger;
mod list_figures;
mod lists;
mod openapi;
mod page_refusals;
mod pages;
mod proof;
mod refusals;
mod rows;
mod run_command;
mod serving;
mod staff;
mod tlog;
mod tokens;
