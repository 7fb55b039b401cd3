//! What machines use, under `/api/v1`. Every request carries a token and acts as its user.

pub(crate) mod command_body;
pub(crate) mod figure_proof;
pub(crate) mod figure_rows;
pub(crate) mod ledger;
pub(crate) mod list_figures;
pub(crate) mod run_command;
pub(crate) mod show_figure;
