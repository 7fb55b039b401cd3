//! Paragraphs, sentences and clauses. Quotes, titles and brackets hold together: a comma inside them ends nothing.

use crate::text::{Text, ends_sentence};

/// 分句: what stands between two commas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clause {
    /// First character.
    pub start: usize,
    /// First character after it: its punctuation, or the end.
    pub end: usize,
    /// Which sentence it is in.
    pub sentence: usize,
    /// Which paragraph it is in.
    pub paragraph: usize,
}

/// What a character stands inside of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Inside {
    /// Nothing.
    #[default]
    Prose,
    /// “…” of a word or a name.
    Quote,
    /// 《…》.
    Title,
}

/// A quotation longer than this is speech; its numbers are like any others.
const LONGEST_TERM: usize = 26;

/// A clause longer than this is no prose; it is cut so that looking around in it stays cheap.
const LONGEST_CLAUSE: usize = 512;

/// 篇章: a text cut up.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// In order.
    pub clauses: Vec<Clause>,
    inside: Vec<Inside>,
    clause_of: Vec<u32>,
    /// Quotes and titles: first character inside, first after, and which.
    pub enclosed: Vec<(usize, usize, Inside)>,
    /// Whether a paragraph is a heading: short and without a full stop.
    pub headings: Vec<bool>,
}

impl Layout {
    /// Cuts `text` up.
    pub(crate) fn of(text: &Text<'_>) -> Self {
        let mut layout = Self { inside: vec![Inside::Prose; text.len()], clause_of: vec![0; text.len() + 1], ..Self::default() };
        layout.enclose(text);
        layout.cut(text);
        layout
    }

    fn enclose(&mut self, text: &Text<'_>) {
        let mut quote: Option<usize> = None;
        let mut title: Option<usize> = None;
        for i in 0..text.len() {
            let c = text.at(i);
            if !matches!(c, '“' | '”' | '《' | '》' | '。' | '\n') {
                continue;
            }
            match c {
                '“' => quote = Some(i + 1),
                '《' => title = Some(i + 1),
                '”' => {
                    if let Some(start) = quote.take()
                        && i - start <= LONGEST_TERM
                    {
                        self.enclosed.push((start, i, Inside::Quote));
                    }
                }
                '》' => {
                    if let Some(start) = title.take() {
                        self.enclosed.push((start, i, Inside::Title));
                    }
                }
                '。' | '\n' => (quote, title) = (None, None),
                _ => {}
            }
        }
        self.enclosed.sort_unstable_by_key(|(start, ..)| *start);
        for (start, end, what) in &self.enclosed {
            for cell in self.inside.get_mut(*start..*end).unwrap_or_default() {
                *cell = *what;
            }
        }
    }

    fn cut(&mut self, text: &Text<'_>) {
        let (mut start, mut sentence, mut paragraph) = (0, 0, 0);
        let mut brackets = 0_usize;
        let mut stops = 0;
        let mut paragraph_start = 0;
        for i in 0..=text.len() {
            let c = if i == text.len() { '\n' } else { text.at(i) };
            if !matches!(c, '\n' | ',' | ' ' | '。' | '!' | '?' | ';' | ':' | '…' | '(' | ')') && i - start < LONGEST_CLAUSE {
                continue;
            }
            match c {
                '(' => brackets += 1,
                ')' => brackets = brackets.saturating_sub(1),
                _ => {}
            }
            let inside = self.inside(i) != Inside::Prose;
            let ends =
                c == '\n' || i - start >= LONGEST_CLAUSE || (!inside && (ends_sentence(c) || ((c == ',' || c == ' ') && brackets == 0)));
            if !ends {
                continue;
            }
            let number = u32::try_from(self.clauses.len()).unwrap_or(u32::MAX);
            self.clause_of.get_mut(start..=i).unwrap_or_default().fill(number);
            self.clauses.push(Clause { start, end: i, sentence, paragraph });
            start = i + 1;
            if c != ',' && c != ' ' {
                brackets = 0;
            }
            if matches!(c, '。' | '!' | '?') {
                stops += 1;
                sentence += 1;
            }
            if c == '\n' {
                self.headings.push(stops == 0 && i - paragraph_start <= 60);
                sentence += 1;
                paragraph += 1;
                stops = 0;
                paragraph_start = i + 1;
            }
        }
    }

    /// What the character at `i` stands inside of.
    pub(crate) fn inside(&self, i: usize) -> Inside {
        self.inside.get(i).copied().unwrap_or_default()
    }

    /// Position of the clause `i` lies in.
    pub(crate) fn clause_at(&self, i: usize) -> usize {
        self.clause_of.get(i).map_or(0, |c| usize::try_from(*c).unwrap_or_default())
    }

    /// The clause `i` lies in.
    pub(crate) fn clause(&self, i: usize) -> Clause {
        let last = || Clause { start: 0, end: 0, sentence: 0, paragraph: 0 };
        self.clauses.get(self.clause_at(i)).copied().unwrap_or_else(last)
    }

    /// The quote or title `i` lies in.
    pub(crate) fn enclosure(&self, i: usize) -> Option<(usize, usize, Inside)> {
        let after = self.enclosed.partition_point(|(start, ..)| *start <= i);
        self.enclosed.get(..after)?.iter().rev().take(3).find(|(start, end, _)| *start <= i && i < *end).copied()
    }
}
