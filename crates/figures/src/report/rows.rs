//! A hash that stands for the rows behind a figure.

use nc_kernel::Entry;
use sha2::{Digest, Sha256};

/// SHA-256, hex, over one line `part register key evidence` a row, sorted: equal for the same rows from the same facts,
/// whoever collects them. Keys hold pseudonyms at most.
#[must_use]
pub fn row_set_hash(parts: &[Vec<Entry>]) -> String {
    let mut lines: Vec<String> = (0..)
        .zip(parts)
        .flat_map(|(part, rows): (usize, _)| rows.iter().map(move |row| format!("{part} {} {} {}\n", row.register, row.key, row.evidence)))
        .collect();
    lines.sort_unstable();
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line);
    }
    hex::encode(hash.finalize())
}
