//! Word lists looked up at every character of a text: leftmost, longest.
//!
//! By the first character there are few words, and by the second hardly more than one, so a table of first characters is
//! both faster here than an automaton over bytes and built in no time.

use crate::text::Text;

/// First and last Han character of the table.
const HAN: (u32, u32) = (0x4e00, 0x9fff);

/// 词.
#[derive(Debug, Clone, Copy)]
struct Word<T> {
    word: &'static str,
    /// NUL for a word of one character.
    second: char,
    size: usize,
    what: T,
}

/// 词典.
#[derive(Debug)]
pub(crate) struct Dictionary<T> {
    /// For every Han character, where its words begin in `words`, and one more.
    first: Vec<u32>,
    words: Vec<Word<T>>,
}

/// A word found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<T> {
    /// First character.
    pub start: usize,
    /// First character after it.
    pub end: usize,
    /// The word.
    pub word: &'static str,
    /// What the list says of it.
    pub what: T,
}

impl<T: Copy> Dictionary<T> {
    /// Of words in lists parted by blanks. A word of several lists belongs to the first.
    pub(crate) fn of(lists: &[(&'static str, T)]) -> Self {
        let mut seen = std::collections::HashSet::new();
        let mut words: Vec<(u32, Word<T>)> = lists
            .iter()
            .flat_map(|(list, what)| list.split_whitespace().map(move |word| (word, *what)))
            .filter_map(|(word, what)| {
                let mut chars = word.chars();
                let first = chars.next().and_then(row)?;
                let word = Word { word, second: chars.next().unwrap_or('\0'), size: word.chars().count(), what };
                seen.insert(word.word).then_some((first, word))
            })
            .collect();
        words.sort_by_key(|(first, word)| (*first, std::cmp::Reverse(word.size)));
        let mut first = Vec::new();
        for row in 0..=HAN.1 - HAN.0 + 1 {
            first.push(u32::try_from(words.partition_point(|(of, _)| *of < row)).unwrap_or(u32::MAX));
        }
        Self { first, words: words.into_iter().map(|(_, word)| word).collect() }
    }

    fn at(&self, text: &Text<'_>, i: usize) -> Option<&Word<T>> {
        let place = |row: u32| self.first.get(usize::try_from(row).ok()?).and_then(|n| usize::try_from(*n).ok());
        let row = row(text.at(i))?;
        let (from, to) = (place(row)?, place(row + 1)?);
        if from == to {
            return None;
        }
        let second = text.at(i + 1);
        self.words.get(from..to)?.iter().find(|w| match w.size {
            1 => true,
            2 => w.second == second,
            _ => w.second == second && text.starts(i, w.word),
        })
    }

    /// The longest word that stands at `i`.
    pub(crate) fn word(&self, text: &Text<'_>, i: usize) -> Option<Found<T>> {
        self.at(text, i).map(|w| Found { start: i, end: i + w.size, word: w.word, what: w.what })
    }

    /// Where it ends.
    pub(crate) fn end(&self, text: &Text<'_>, i: usize) -> Option<usize> {
        self.at(text, i).map(|w| i + w.size)
    }

    /// Every word of the text, in order, none within another.
    pub(crate) fn find(&self, text: &Text<'_>) -> Vec<Found<T>> {
        let mut out = Vec::with_capacity(text.len() / 6);
        let mut i = 0;
        while i < text.len() {
            match self.word(text, i) {
                Some(found) => {
                    i = found.end;
                    out.push(found);
                }
                None => i += 1,
            }
        }
        out
    }
}

/// The row of a Han character in the table.
fn row(c: char) -> Option<u32> {
    u32::from(c).checked_sub(HAN.0).filter(|row| *row <= HAN.1 - HAN.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_at_the_leftmost_place() {
        let words = Dictionary::of(&[("破 破获 破获案", 1), ("获案件 件", 2)]);
        let found = |text: &str| words.find(&Text::new(text)).iter().map(|f| (f.start, f.word, f.what)).collect::<Vec<_>>();
        assert_eq!(found("共破获案件"), [(1, "破获案", 1), (4, "件", 2)]);
        assert_eq!(found("破a"), [(0, "破", 1)]);
        assert_eq!(found("无"), []);
    }
}
