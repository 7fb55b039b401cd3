//! One module a subcommand: its options, its examples, what it does.

pub mod backup;
pub mod certificate;
pub mod check;
pub mod claims;
pub mod completions;
pub mod demo;
pub mod doctor;
pub mod document;
pub mod erase;
pub mod figures;
pub mod form;
pub mod import;
pub mod init;
pub mod prove;
pub mod rebuild;
pub mod record;
pub mod recount;
pub mod report;
pub mod restore;
pub mod rows;
pub mod serve;
pub mod user;
pub mod verify;
mod ways;

use crate::cli::{Cli, Command};
use crate::exit::{Exit, Failure};
use crate::output::Format;

/// Runs what was asked for.
///
/// # Errors
/// As the command.
pub async fn run(cli: &Cli) -> Result<Exit, Failure> {
    let global = &cli.global;
    if global.format == Format::Xlsx && !cli.command.lists() {
        return Err(Failure::unreadable(
            "此命令不输出列表，不能写成工作簿；请用 table 或 json",
            "this command prints no list and writes no workbook: use table or json",
        )
        .at("--format"));
    }
    if global.format == Format::Html && !cli.command.prints_page() {
        return Err(
            Failure::unreadable("此命令不输出网页；请用 table 或 json", "this command prints no page: use table or json").at("--format")
        );
    }
    match &cli.command {
        Command::Init(args) => init::run(global, args).await,
        Command::Demo(args) => demo::run(global, args).await,
        Command::Serve(args) => serve::run(global, args).await,
        Command::Record(args) => record::run(global, args).await,
        Command::Import(args) => import::run(global, args).await,
        Command::Figures(args) => figures::run(global, args).await,
        Command::Form(args) => form::run(global, args).await,
        Command::Rows(args) => rows::run(global, args).await,
        Command::Recount(args) => recount::run(global, args).await,
        Command::Check(args) => check::run(global, args).await,
        Command::Claims(args) => claims::run(global, args),
        Command::Report(args) => report::run(global, args).await,
        Command::Prove(args) => prove::run(global, args).await,
        Command::Verify(args) => verify::run(global, args).await,
        Command::Certificate(args) => certificate::run(global, args).await,
        Command::Rebuild(args) => rebuild::run(global, args).await,
        Command::Document(args) => document::run(global, args).await,
        Command::Erase(args) => erase::run(global, args).await,
        Command::Backup(args) => backup::run(global, args).await,
        Command::Restore(args) => restore::run(global, args).await,
        Command::User(args) => user::run(global, args).await,
        Command::Doctor(args) => doctor::run(global, args).await,
        Command::Completions(args) => completions::run(args),
    }
}
