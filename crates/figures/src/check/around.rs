//! The text around a claim.

use nc_claims::Claim;

use super::words::Context;

/// How much the words of earlier clauses count, and those of the sentence before.
const EARLIER_CLAUSE: f64 = 0.8;
pub(super) const EARLIER_SENTENCE: f64 = 0.2;

/// 上下文: the clause a claim stands in and what comes before it.
pub(super) struct Around {
    /// First character of the sentence.
    pub sentence: usize,
    pub clause: String,
    pub earlier_clauses: String,
    pub earlier_sentence: String,
}

const SENTENCE_ENDS: &[char] = &['。', '！', '？', '!', '?', '；', ';'];
const CLAUSE_ENDS: &[char] = &['，', ',', '、', '：', ':'];

impl Around {
    /// Around the characters `start..end` of `text`.
    pub fn of(text: &[char], start: usize, end: usize) -> Self {
        let ends = |c: char| SENTENCE_ENDS.contains(&c) || c == '\n';
        let sentence = before(text, start, ends);
        let clause = before(text, start, |c| ends(c) || CLAUSE_ENDS.contains(&c));
        let clause_end = text.iter().skip(end).position(|c| ends(*c) || CLAUSE_ENDS.contains(c)).map_or(text.len(), |n| end + n);
        let earlier = before(text, sentence.saturating_sub(1), ends);
        let slice = |from: usize, to: usize| text.get(from..to).unwrap_or_default().iter().collect::<String>();
        Self {
            sentence,
            clause: slice(clause, clause_end),
            earlier_clauses: slice(sentence, clause),
            earlier_sentence: slice(earlier, sentence),
        }
    }

    /// What is near a claim that names its subject itself.
    pub fn context(&self, claim: &Claim) -> Context {
        let mut context = Context::default();
        context.add(&claim.subject, 1.0);
        context.add(&self.clause, 1.0);
        context.add(&self.earlier_clauses, EARLIER_CLAUSE);
        context.add(&self.earlier_sentence, EARLIER_SENTENCE);
        context
    }
}

/// The position after the last character before `at` that `ends` something.
fn before(text: &[char], at: usize, ends: impl Fn(char) -> bool) -> usize {
    text.get(..at).unwrap_or_default().iter().rposition(|c| ends(*c)).map_or(0, |n| n + 1)
}
