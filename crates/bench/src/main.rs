//! Benchmarks of the product, each beside a limit or a peer measured in the same run. Prints Markdown; `cargo xtask
//! bench` keeps it in docs/benchmarks.md. Nothing here asserts a time: a noisy machine must not fail a build.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a measuring tool prints what it measured")]

mod append;
mod bureau;
mod figure;
mod floor;
mod import;
mod machine_clock;
mod peer;
mod rebuild;
mod web;
mod web_load;

use std::process::ExitCode;

/// Faults end the measurement with a message.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[tokio::main]
async fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let name = words.next().unwrap_or_default();
    let words: Vec<String> = words.collect();
    let full = words.iter().any(|w| w == "--full");
    let table = match name.as_str() {
        "append" => append::run().await,
        "import" => import::run().await,
        "figure" => figure::run(full).await,
        "rebuild" => rebuild::run().await,
        "web" => web::run().await,
        // What `web` starts beside itself.
        "serve-hello" => web::serve_hello().await,
        "serve-product" => web::serve_product(std::path::Path::new(words.first().map_or("", String::as_str))).await,
        _ => Err("name one of append, import, figure, rebuild, web".into()),
    };
    match table {
        Ok(table) => {
            println!("{table}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}
