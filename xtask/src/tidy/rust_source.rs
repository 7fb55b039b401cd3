//! Rust text as tokens, enough to tell code from comments, strings and tests.
//!
//! A full parser would not look into macro calls, where many test bodies and SQL texts are.

/// A token's sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name or keyword.
    Word,
    /// A string literal; its text is the value.
    Text,
    /// One punctuation character.
    Mark,
    /// A number, character or lifetime.
    Other,
}

/// A piece of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its sort.
    pub kind: Kind,
    /// Its text, or a string literal's value.
    pub text: String,
    /// Its line, counted from 1.
    pub line: usize,
    /// Whether it belongs to an item under `#[cfg(test)]`.
    pub test: bool,
}

impl Token {
    /// Whether it is this word.
    pub fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text == word
    }

    /// Whether it is this punctuation.
    pub fn is_mark(&self, mark: &str) -> bool {
        self.kind == Kind::Mark && self.text == mark
    }
}

/// Splits a file into tokens.
pub fn tokens(source: &str) -> Vec<Token> {
    let mut lexer = Lexer { letters: source.chars().collect(), at: 0, line: 1 };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next_token() {
        tokens.push(token);
    }
    mark_tests(&mut tokens);
    tokens
}

/// The words from `at` on are exactly these.
pub fn follows(tokens: &[Token], at: usize, texts: &[&str]) -> bool {
    texts
        .iter()
        .enumerate()
        .all(|(offset, text)| tokens.get(at + offset).is_some_and(|token| token.kind != Kind::Text && token.text == *text))
}

/// The place after the bracket that closes the one at `open`.
pub fn after_closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        if token.kind == Kind::Mark {
            match token.text.as_str() {
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return at + 1;
                    }
                }
                _ => {}
            }
        }
    }
    tokens.len()
}

fn mark_tests(tokens: &mut [Token]) {
    let mut at = 0;
    while at < tokens.len() {
        if !opens_test_item(tokens, at) {
            at += 1;
            continue;
        }
        let end = item_end(tokens, at);
        for token in tokens.iter_mut().take(end).skip(at) {
            token.test = true;
        }
        at = end;
    }
}

fn opens_test_item(tokens: &[Token], at: usize) -> bool {
    if !follows(tokens, at, &["#", "[", "cfg", "("]) {
        return false;
    }
    let attribute = tokens.get(at..after_closing(tokens, at + 1)).unwrap_or_default();
    attribute.iter().any(|token| token.is_word("test")) && !attribute.iter().any(|token| token.is_word("not"))
}

/// An item ends with its block or its semicolon, after any attributes.
fn item_end(tokens: &[Token], mut at: usize) -> usize {
    while follows(tokens, at, &["#", "["]) {
        at = after_closing(tokens, at + 1);
    }
    while let Some(token) = tokens.get(at) {
        if token.is_mark(";") {
            return at + 1;
        }
        if token.is_mark("{") {
            return after_closing(tokens, at);
        }
        at = if token.is_mark("(") || token.is_mark("[") { after_closing(tokens, at) } else { at + 1 };
    }
    tokens.len()
}

struct Lexer {
    letters: Vec<char>,
    at: usize,
    line: usize,
}

impl Lexer {
    fn peek(&self, offset: usize) -> Option<char> {
        self.letters.get(self.at + offset).copied()
    }

    fn take(&mut self) -> Option<char> {
        let letter = self.peek(0)?;
        self.at += 1;
        if letter == '\n' {
            self.line += 1;
        }
        Some(letter)
    }

    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> String {
        let mut text = String::new();
        while let Some(letter) = self.peek(0).filter(|letter| fits(*letter)) {
            text.push(letter);
            self.take();
        }
        text
    }

    fn next_token(&mut self) -> Option<Token> {
        self.skip_blanks();
        let line = self.line;
        let (kind, text) = self.piece()?;
        Some(Token { kind, text, line, test: false })
    }

    fn skip_blanks(&mut self) {
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some(letter), _) if letter.is_whitespace() => {
                    self.take();
                }
                (Some('/'), Some('/')) => {
                    self.take_while(|letter| letter != '\n');
                }
                (Some('/'), Some('*')) => self.skip_block_comment(),
                _ => return,
            }
        }
    }

    fn skip_block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => {
                    depth += 1;
                    self.take();
                }
                (Some('*'), Some('/')) => {
                    depth -= 1;
                    self.take();
                }
                (None, _) => return,
                _ => {}
            }
            self.take();
            if depth == 0 {
                return;
            }
        }
    }

    fn piece(&mut self) -> Option<(Kind, String)> {
        let letter = self.peek(0)?;
        if let Some(hashes) = self.raw_string_hashes() {
            return Some((Kind::Text, self.raw_string(hashes)));
        }
        if letter == '"' || (matches!(letter, 'b' | 'c') && self.peek(1) == Some('"')) {
            if letter != '"' {
                self.take();
            }
            return Some((Kind::Text, self.string()));
        }
        if letter == '\'' || (letter == 'b' && self.peek(1) == Some('\'')) {
            return Some((Kind::Other, self.quote()));
        }
        if letter.is_ascii_digit() {
            let number = self.take_while(|letter| letter.is_alphanumeric() || letter == '_');
            return Some((Kind::Other, number));
        }
        if is_name(letter) {
            return Some((Kind::Word, self.take_while(is_name)));
        }
        self.take();
        Some((Kind::Mark, letter.to_string()))
    }

    /// The number of `#` when a raw string begins here.
    fn raw_string_hashes(&self) -> Option<usize> {
        let start = match (self.peek(0)?, self.peek(1)) {
            ('r', _) => 1,
            ('b' | 'c', Some('r')) => 2,
            _ => return None,
        };
        let mut hashes = 0;
        while self.peek(start + hashes) == Some('#') {
            hashes += 1;
        }
        (self.peek(start + hashes) == Some('"')).then_some(hashes)
    }

    fn raw_string(&mut self, hashes: usize) -> String {
        while self.take() != Some('"') {}
        let mut value = String::new();
        while let Some(letter) = self.take() {
            if letter == '"' && (0..hashes).all(|offset| self.peek(offset) == Some('#')) {
                for _ in 0..hashes {
                    self.take();
                }
                break;
            }
            value.push(letter);
        }
        value
    }

    fn string(&mut self) -> String {
        self.take();
        let mut value = String::new();
        while let Some(letter) = self.take() {
            match letter {
                '"' => break,
                '\\' => match self.take() {
                    Some('n') => value.push('\n'),
                    Some('t') => value.push('\t'),
                    // A continued line drops its indentation.
                    Some('\n') => {
                        self.take_while(char::is_whitespace);
                    }
                    Some(other) => value.push(other),
                    None => break,
                },
                other => value.push(other),
            }
        }
        value
    }

    /// A character literal, or a lifetime.
    fn quote(&mut self) -> String {
        if self.peek(0) == Some('b') {
            self.take();
        }
        self.take();
        let lifetime = self.peek(0).is_some_and(is_name) && self.peek(1) != Some('\'');
        if lifetime {
            return self.take_while(is_name);
        }
        let mut value = String::new();
        while let Some(letter) = self.take() {
            match letter {
                '\'' => break,
                '\\' => value.extend(self.take()),
                other => value.push(other),
            }
        }
        value
    }
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<(Kind, String)> {
        tokens(source).into_iter().map(|token| (token.kind, token.text)).collect()
    }

    #[test]
    fn comments_vanish_and_strings_are_values() {
        let found = texts("a /* b /* c */ d */ \"x // y \\\" z\" // e\n r#\"raw \"q\" \"# 'c' '\\'' &'life f");
        assert_eq!(
            found,
            vec![
                (Kind::Word, "a".to_owned()),
                (Kind::Text, "x // y \" z".to_owned()),
                (Kind::Text, "raw \"q\" ".to_owned()),
                (Kind::Other, "c".to_owned()),
                (Kind::Other, "'".to_owned()),
                (Kind::Mark, "&".to_owned()),
                (Kind::Other, "life".to_owned()),
                (Kind::Word, "f".to_owned()),
            ]
        );
    }

    #[test]
    fn a_continued_string_is_one_line() {
        assert_eq!(texts("\"SELECT a \\\n      FROM b\""), vec![(Kind::Text, "SELECT a FROM b".to_owned())]);
    }

    #[test]
    fn test_items_are_marked_and_nothing_else() {
        let source = "fn a() {} #[cfg(test)] mod tests { fn b() {} } fn c() {} #[cfg(not(test))] fn d() {} #[cfg(test)] mod e; fn f() {}";
        let names: Vec<(String, bool)> = tokens(source)
            .into_iter()
            .filter(|token| token.kind == Kind::Word && token.text.len() == 1)
            .map(|token| (token.text, token.test))
            .collect();
        let expected =
            [("a", false), ("b", true), ("c", false), ("d", false), ("e", true), ("f", false)].map(|(name, test)| (name.to_owned(), test));
        assert_eq!(names, expected);
    }

    #[test]
    fn lines_are_counted_through_strings_and_comments() {
        let found = tokens("\"a\nb\" /* \n */ here");
        assert_eq!(found.last().map(|token| token.line), Some(3));
    }
}
