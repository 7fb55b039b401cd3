//! How long a page takes: every page an officer of the political department gets to by links, over the demonstration.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use serde_json::Value;

use crate::Outcome;
use crate::append::tempfile_dir;
use crate::demonstration::{Server, nuancheng, program};
use crate::http::{Answer, Client};

/// Pages of one shape that are asked, each of another thing or with other filters.
const OF_A_SHAPE: usize = 4;
/// How often each is asked; the middle time counts.
const TIMES: usize = 5;
/// Slowest shapes the table names.
const NAMED: usize = 12;
/// Who reads: an officer of the political department.
const READER: &str = "demo-political";
/// Milliseconds a page may take at the demonstration's size, from the specification of the web.
const LIMIT: f64 = 50.0;

/// Fills the demonstration at each of `scales`, in per cent, follows every link and prints a table of the slowest pages.
pub(crate) async fn run(scales: &[i64]) -> Outcome<String> {
    let program = program()?;
    let mut tables = String::new();
    for scale in scales {
        let folder = tempfile_dir()?;
        let measured = measure(&program, &folder, *scale).await;
        std::fs::remove_dir_all(&folder)?;
        tables.push_str(&measured?);
    }
    Ok(tables)
}

async fn measure(program: &Path, folder: &Path, scale: i64) -> Outcome<String> {
    let data = folder.join("demo");
    let filled = nuancheng(program, &data, &["demo", "--no-serve", "--quiet", "--format", "json", "--scale", &scale.to_string()])?;
    let facts = filled.get("facts").and_then(Value::as_u64).ok_or("the demonstration tells no size")?;
    let server = Server::start(program, &data)?;
    let mut walk = Walk::default();
    walk.from(&server).await?;
    let mut all: Vec<f64> = walk.shapes.values().flatten().map(|(_, time)| *time).collect();
    all.sort_unstable_by(f64::total_cmp);
    if all.is_empty() {
        return Err(format!("{READER} finds no page").into());
    }
    let at = |percent: usize| all.get((all.len() * percent / 100).min(all.len().saturating_sub(1))).copied().unwrap_or_default();
    let over = all.iter().filter(|time| **time > LIMIT).count();
    let mut table = format!(
        "The demonstration at {scale} % of its size ({facts} facts), read by `demo-political`: {} pages of {} shapes, each asked {TIMES} times over one connection. \
         Half come within {:.1} ms, all but one of a hundred within {:.1} ms, all within {:.1} ms; {over} take more than {LIMIT:.0} ms.\n\n\
         | the slowest pages | ms |\n|---|---:|\n",
        all.len(),
        walk.shapes.len(),
        at(50),
        at(99),
        at(100),
    );
    let mut slowest: Vec<(&str, f64)> = walk.shapes.iter().filter_map(|(shape, pages)| Some((shape.as_str(), slowest(pages)?))).collect();
    slowest.sort_unstable_by(|a, b| b.1.total_cmp(&a.1));
    for (shape, time) in slowest.iter().take(NAMED) {
        writeln!(table, "| `{shape}` | {time:.1} |")?;
    }
    table.push('\n');
    Ok(table)
}

fn slowest(pages: &[(String, f64)]) -> Option<f64> {
    pages.iter().map(|(_, time)| *time).max_by(f64::total_cmp)
}

/// Pages found so far: by shape, each with its address and its milliseconds.
#[derive(Default)]
struct Walk {
    seen: HashSet<String>,
    waiting: VecDeque<String>,
    shapes: BTreeMap<String, Vec<(String, f64)>>,
}

impl Walk {
    async fn from(&mut self, server: &Server) -> Outcome<()> {
        let mut client = Client::connect(server.address).await?;
        let headers = format!("Accept: text/html\r\nAccept-Language: en\r\n{}", client.sign_in(READER, nc_demo::PASSWORD).await?);
        self.waiting.push_back("/".to_owned());
        while let Some(address) = self.waiting.pop_front() {
            let shape = shape(&address);
            if self.shapes.get(&shape).is_some_and(|known| known.len() >= OF_A_SHAPE) {
                continue;
            }
            let (mut times, mut page) = (Vec::with_capacity(TIMES), Answer::default());
            while times.len() < TIMES {
                let asked = Instant::now();
                page = client.exchange(&format!("GET {address}"), &headers, "").await?;
                times.push(asked.elapsed().as_secs_f64() * 1_000.0);
                if page.status != 200 || !page.media.starts_with("text/html") {
                    break;
                }
            }
            // What leads on, or is a file, is no page.
            if times.len() < TIMES {
                continue;
            }
            times.sort_unstable_by(f64::total_cmp);
            let middle = times.get(TIMES / 2).copied().unwrap_or_default();
            self.shapes.entry(shape).or_default().push((address, middle));
            self.follow(&String::from_utf8_lossy(&page.body));
        }
        Ok(())
    }

    /// Takes down the links of a page that lead to pages.
    fn follow(&mut self, page: &str) {
        for link in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let address = link.split('#').next().unwrap_or_default().replace("&amp;", "&");
            let file = ["as=", "paper=", "to=", "/assets/", "/api", ".ics", "/tlog", "/checkpoint", "/proof", "lang="]
                .iter()
                .any(|part| address.contains(part));
            if address.starts_with('/') && !address.starts_with("//") && !file && self.seen.insert(address.clone()) {
                self.waiting.push_back(address);
            }
        }
    }
}

/// What a page is like: its address with a star for each part that names one thing, and the names of its filters.
fn shape(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let named = |part: &str| if part.bytes().any(|b| b.is_ascii_digit()) || part.contains('%') { "*".to_owned() } else { part.to_owned() };
    let mut filters: Vec<&str> = query.split('&').filter_map(|filter| filter.split('=').next()).filter(|name| !name.is_empty()).collect();
    filters.sort_unstable();
    filters.dedup();
    let path = path.split('/').map(named).collect::<Vec<_>>().join("/");
    if filters.is_empty() { path } else { format!("{path}?{}", filters.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_one_shape_differ_in_what_they_name() {
        for (address, like) in [
            ("/", "/"),
            ("/books/contest/0abc123/board", "/books/contest/*/board"),
            ("/figures/training.runs?unit=%2F150600%2F&period_to=2024-12-31", "/figures/training.runs?period_to&unit"),
        ] {
            assert_eq!(shape(address), like);
        }
    }
}
