//! Up to which fact things have their places.
//!
//! A group of new things of twenty units would touch a page for each unit and filter, and each of them again in the next
//! group. A block's places are written at once, in the order they lie in.

/// Facts in a block: what a page looks through line by line is shorter.
const BLOCK: u64 = 128;

/// When `size` facts are derived, things first recorded at this position or later have no place yet.
pub(crate) const fn edge(size: u64) -> u64 {
    size / BLOCK * BLOCK
}

/// The same, read in a statement whose first parameter is the bureau. Text, for want of a constant format.
pub(super) const EDGE: &str = "(SELECT derived / 128 * 128 FROM chain_head WHERE bureau_id = $1)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statement_says_what_the_code_says() {
        assert!(EDGE.contains(&format!("derived / {BLOCK} * {BLOCK} ")));
        assert_eq!([0, 127, 128, 300].map(edge), [0, 0, 128, 256]);
    }
}
