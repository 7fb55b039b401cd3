//! Benchmarks of the product, each beside a limit or a peer measured in the same run. Prints Markdown; `cargo xtask
//! bench` keeps it in docs/benchmarks.md. Nothing here asserts a time: a noisy machine must not fail a build.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a measuring tool prints what it measured")]

mod append;
mod bureau;
mod check;
mod claims;
mod demonstration;
mod figure;
mod floor;
mod http;
mod import;
mod machine_clock;
mod memory;
mod pages;
mod peer;
mod rebuild;
mod web;
mod web_load;

use std::process::ExitCode;

/// As in the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Faults end the measurement with a message.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[tokio::main]
async fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let name = words.next().unwrap_or_default();
    let argument = words.next();
    // What `web` starts beside itself.
    let started = match name.as_str() {
        "serve-hello" => Some(web::serve_hello().await),
        "serve-product" => Some(web::serve_product(std::path::Path::new(argument.as_deref().unwrap_or_default())).await),
        _ => None,
    };
    let table = match started {
        Some(table) => table,
        None => measure(&name, argument.as_deref()).await,
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

/// Runs the measurement called `name`; `sizes` are numbers with commas between them, in place of the full sizes.
async fn measure(name: &str, sizes: Option<&str>) -> Outcome<String> {
    let given = sizes.map(|text| text.split(',').map(str::parse).collect::<Result<Vec<i64>, _>>()).transpose()?;
    let one = |full: i64| given.as_ref().and_then(|sizes| sizes.first().copied()).unwrap_or(full);
    match name {
        "append" => append::run().await,
        "import" => import::run(usize::try_from(one(100_000))?).await,
        "figure" => figure::run(given.as_deref().unwrap_or(&[1_000_000, 10_000_000, 100_000_000])).await,
        "rebuild" => rebuild::run(usize::try_from(one(1_000_000))?).await,
        "memory" => memory::run(u64::try_from(one(60))?).await,
        "pages" => pages::run(given.as_deref().unwrap_or(&[100])).await,
        "claims" => claims::run(),
        "check" => check::run(u32::try_from(one(100))?).await,
        "web" => web::run().await,
        _ => Err("name one of append, import, figure, rebuild, memory, pages, claims, check, web".into()),
    }
}
