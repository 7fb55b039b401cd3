//! SQL as tokens.

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// In upper case, unless it is a string.
    pub upper: String,
    /// As written; a quoted name without its quotes.
    pub text: String,
    /// Its line, counted from 1.
    pub line: usize,
    /// Whether it is a name or keyword.
    pub word: bool,
}

impl Token {
    /// Whether it is this keyword, name or mark, whatever the case.
    pub fn is(&self, upper: &str) -> bool {
        self.upper == upper
    }
}

/// A statement and the comments in it.
#[derive(Debug, Default)]
pub struct Statement {
    /// Without comments.
    pub tokens: Vec<Token>,
    /// Without their marks.
    pub comments: Vec<String>,
}

impl Statement {
    /// The line it begins on.
    pub fn line(&self) -> usize {
        self.tokens.first().map_or(1, |token| token.line)
    }

    /// Whether the keywords stand at this place.
    pub fn follows(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.tokens.get(at + offset).is_some_and(|token| token.is(word)))
    }

    /// The places where the keywords stand.
    pub fn places<'a>(&'a self, words: &'a [&'a str]) -> impl Iterator<Item = usize> + 'a {
        (0..self.tokens.len()).filter(move |at| self.follows(*at, words))
    }

    /// The tokens between the bracket at `open` and its partner, and the place after it.
    pub fn inside(&self, open: usize) -> (&[Token], usize) {
        let mut depth = 0_usize;
        for (at, token) in self.tokens.iter().enumerate().skip(open) {
            if token.is("(") {
                depth += 1;
            } else if token.is(")") {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return (self.tokens.get(open + 1..at).unwrap_or_default(), at + 1);
                }
            }
        }
        (self.tokens.get(open + 1..).unwrap_or_default(), self.tokens.len())
    }
}

/// Splits a list at its outer commas.
pub fn items(tokens: &[Token]) -> Vec<&[Token]> {
    let mut depth = 0_usize;
    tokens
        .split(|token| {
            if token.is("(") {
                depth += 1;
            } else if token.is(")") {
                depth = depth.saturating_sub(1);
            }
            depth == 0 && token.is(",")
        })
        .collect()
}

/// Splits a text into its statements.
pub fn statements(text: &str) -> Vec<Statement> {
    let mut all = Vec::new();
    let mut current = Statement::default();
    let mut line = 1;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let begun = line;
        match letter {
            '\n' => line += 1,
            space if space.is_whitespace() => {}
            '-' if letters.peek() == Some(&'-') => {
                let mut comment = String::new();
                while let Some(next) = letters.next_if(|next| *next != '\n') {
                    comment.push(next);
                }
                current.comments.push(comment.trim_start_matches('-').trim().to_owned());
            }
            '/' if letters.peek() == Some(&'*') => {
                letters.next();
                let mut comment = String::new();
                while !comment.ends_with("*/") {
                    let Some(next) = letters.next() else { break };
                    line += usize::from(next == '\n');
                    comment.push(next);
                }
                current.comments.push(comment.trim_end_matches("*/").trim().to_owned());
            }
            quote @ ('\'' | '"') => {
                let mut value = String::new();
                while let Some(next) = letters.next() {
                    line += usize::from(next == '\n');
                    if next == quote && letters.next_if_eq(&quote).is_none() {
                        break;
                    }
                    value.push(next);
                }
                current.tokens.push(if quote == '"' {
                    name(value, begun)
                } else {
                    Token { upper: format!("'{value}'"), text: value, line: begun, word: false }
                });
            }
            ';' => {
                if !current.tokens.is_empty() {
                    all.push(std::mem::take(&mut current));
                }
            }
            part if in_name(part) || part == '$' => {
                let mut text = String::from(part);
                while let Some(next) = letters.next_if(|next| in_name(*next)) {
                    text.push(next);
                }
                current.tokens.push(name(text, begun));
            }
            mark => current.tokens.push(Token { upper: mark.to_string(), text: mark.to_string(), line: begun, word: false }),
        }
    }
    if !current.tokens.is_empty() {
        all.push(current);
    }
    all
}

fn in_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn name(text: String, line: usize) -> Token {
    let word = text.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
    Token { upper: text.to_uppercase(), text, line, word }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_comments_strings_and_lines() {
        let all = statements("-- first\nSELECT 'a;''b', \"Order\" FROM t /* why\n not */ WHERE x = $1;\n\nDELETE FROM t");
        assert_eq!(all.len(), 2);
        let words: Vec<&str> = all[0].tokens.iter().map(|token| token.text.as_str()).collect();
        assert_eq!(words, ["SELECT", "a;'b", ",", "Order", "FROM", "t", "WHERE", "x", "=", "$1"]);
        assert_eq!(all[0].comments, ["first", "why\n not"]);
        assert_eq!(all[1].line(), 5);
    }

    #[test]
    fn brackets_and_items() {
        let all = statements("f ( a, g(b, c), d ) e");
        let (inside, after) = all[0].inside(1);
        assert_eq!(items(inside).len(), 3);
        assert_eq!(all[0].tokens[after].text, "e");
    }
}
