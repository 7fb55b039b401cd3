//! The server through HTTP alone: what each endpoint answers, to whom, and what it refuses.

#![cfg(test)]

mod books;
mod bureau;
mod client;

mod accounts;
mod admin;
mod answer;
mod article;
mod catalogues;
mod check;
mod contest_disciplines;
mod contest_signatures;
mod contests;
mod crash;
mod crash_import;
mod crawl;
mod delivery;
mod documents;
mod door;
mod exercises;
mod health;
mod held;
mod held_rules;
mod held_things;
mod import_interns;
mod import_page;
mod imports;
mod ledger;
mod list_figures;
mod lists;
#[cfg(feature = "oidc")]
mod oidc;
mod openapi;
mod page_refusals;
mod pages;
#[cfg(feature = "passkeys-tests")]
mod passkeys;
mod proof;
mod readiness;
mod refusals;
mod report_api;
mod reports;
mod rows;
mod run_command;
mod serving;
mod settings;
mod staff;
mod tlog;
mod tokens;
mod wall;
