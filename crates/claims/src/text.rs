//! The text as the grammar reads it: ordinary widths, simplified characters, breaks within words healed. Every
//! character remembers where it stood, so what is found is reported in characters of the text as given.

/// 归一文本.
#[derive(Debug, Default)]
pub(crate) struct Text<'a> {
    source: &'a str,
    chars: Vec<char>,
    plain: String,
    /// Of every character.
    places: Vec<Place>,
    seams: Vec<usize>,
    /// Whether a straight quote is open.
    quote_open: bool,
    /// Where in the source begins what `plain` has yet to take over as it is.
    run: usize,
}

/// Where a character stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Its first byte in the normalised text.
    plain: u32,
    /// Its position in the source, in characters and in bytes.
    index: u32,
    byte: u32,
}

/// As far as is looked after a blank to tell what it parts.
const LOOK_AHEAD: usize = 16;

/// Texts beyond 4 GB are not articles.
fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn wide(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// Ends a sentence or a heading: a line that ends so was not cut.
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | ';' | ':' | '…')
}

impl<'a> Text<'a> {
    /// Reads `source`.
    pub(crate) fn new(source: &'a str) -> Self {
        let mut text = Self { source, ..Self::default() };
        // Han characters have three bytes; most of a text is Han.
        text.chars.reserve(source.len() / 3 + 8);
        text.places.reserve(source.len() / 3 + 8);
        text.plain.reserve(source.len());
        text.heal();
        text.flush(source.len(), source.len());
        text
    }

    /// Folds the source, leaving out the blanks and line breaks that cut a word or a number.
    fn heal(&mut self) {
        let source = self.source;
        let mut line = Line::default();
        let mut ahead = Vec::new();
        let mut index = 0;
        let mut left = source.char_indices();
        while let Some((byte, written)) = left.next() {
            let place = index;
            index += 1;
            let Some(c) = fold(written) else {
                self.flush(byte, byte + written.len_utf8());
                continue;
            };
            if !matches!(c, '\n' | ' ' | 'O' | 'o' | '"') {
                line.see(c);
                self.push(c, written, place, byte);
                continue;
            }
            if c == '"' {
                // Straight quotes open and close in turn within a paragraph.
                self.quote_open = !self.quote_open;
                line.see(c);
                self.push(if self.quote_open { '“' } else { '”' }, written, place, byte);
                continue;
            }
            if matches!(c, 'O' | 'o') {
                // An O between digits is a nought a scanner misread.
                let next = left.clone().find_map(|(_, c)| fold(c)).unwrap_or('\0');
                let misread = self.chars.last().is_some_and(char::is_ascii_digit) && (next.is_ascii_digit() || is_han(next));
                if misread {
                    self.seams.push(self.chars.len());
                }
                line.see(c);
                self.push(if misread { '0' } else { c }, written, place, byte);
                continue;
            }
            self.flush(byte, byte);
            let mut breaks = usize::from(c == '\n');
            let mut rest = left.clone();
            while let Some((_, c)) = rest.next() {
                match fold(c) {
                    None => {}
                    Some('\n') => breaks += 1,
                    Some(' ') => {}
                    Some(_) => break,
                }
                index += 1;
                left = rest.clone();
            }
            self.run = left.offset();
            ahead.clear();
            ahead.extend(left.clone().filter_map(|(_, c)| fold(c)).take(LOOK_AHEAD));
            let before = self.chars.last().copied().unwrap_or('\0');
            let after = ahead.first().copied().unwrap_or('\0');
            if breaks > 0 {
                if line.was_cut(before, breaks) && after != '\0' && !starts_section(&ahead) {
                    self.seams.push(self.chars.len());
                } else {
                    self.quote_open = false;
                    self.insert('\n', place, byte);
                    line = Line::default();
                }
            } else if !blank_is_idle(before, after, line.length <= 2, &ahead) && before != '\n' && before != '\0' {
                self.insert(' ', place, byte);
            }
        }
    }

    /// Takes in a character that stands in the source as `written`, at byte `byte`.
    #[inline]
    fn push(&mut self, c: char, written: char, index: u32, byte: usize) {
        if c == written {
            // What stays as it is is copied in runs.
            let plain = small(self.plain.len() + byte.saturating_sub(self.run));
            self.places.push(Place { plain, index, byte: small(byte) });
            self.chars.push(c);
        } else {
            self.flush(byte, byte + written.len_utf8());
            self.insert(c, index, byte);
        }
    }

    /// Takes in a character the source does not have as it is; the run before has ended.
    fn insert(&mut self, c: char, index: u32, byte: usize) {
        self.places.push(Place { plain: small(self.plain.len()), index, byte: small(byte) });
        self.chars.push(c);
        self.plain.push(c);
    }

    /// Ends a run at `upto` and begins the next at `from`.
    fn flush(&mut self, upto: usize, from: usize) {
        self.plain.push_str(self.source.get(self.run..upto).unwrap_or_default());
        self.run = from;
    }

    /// Number of characters.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at `i`, NUL outside the text.
    #[inline]
    pub(crate) fn at(&self, i: usize) -> char {
        self.chars.get(i).copied().unwrap_or('\0')
    }

    /// The character before `i`, NUL at the beginning.
    #[inline]
    pub(crate) fn before(&self, i: usize) -> char {
        i.checked_sub(1).map_or('\0', |i| self.at(i))
    }

    /// The characters from `start` to `end`.
    #[inline]
    pub(crate) fn slice(&self, start: usize, end: usize) -> &[char] {
        self.chars.get(start..end.min(self.chars.len())).unwrap_or_default()
    }

    /// The normalised words from `start` to `end`.
    pub(crate) fn words(&self, start: usize, end: usize) -> String {
        self.str(start, end).to_owned()
    }

    /// The same, borrowed.
    pub(crate) fn str(&self, start: usize, end: usize) -> &str {
        let at = |i: usize| self.places.get(i).map_or(self.plain.len(), |place| wide(place.plain));
        self.plain.get(at(start)..at(end)).unwrap_or_default()
    }

    /// The bytes of the plain text before the character at `i`, and from it on.
    #[inline]
    fn around(&self, i: usize) -> (&[u8], &[u8]) {
        let bytes = self.plain.as_bytes();
        let at = self.places.get(i).map_or(bytes.len(), |place| wide(place.plain));
        bytes.split_at(at.min(bytes.len()))
    }

    /// Whether `word` stands at `i`.
    #[inline]
    pub(crate) fn starts(&self, i: usize, word: &str) -> bool {
        begins_with(self.around(i).1, word.as_bytes())
    }

    /// Whether `word` ends just before `i`; where it begins.
    pub(crate) fn ends(&self, i: usize, word: &str) -> Option<usize> {
        ends_with(self.around(i).0, word.as_bytes()).then(|| i.saturating_sub(word.chars().count()))
    }

    /// The first of `words` that stands at `i`; where it ends.
    pub(crate) fn any(&self, i: usize, words: &[&str]) -> Option<usize> {
        let (_, from) = self.around(i);
        words.iter().find(|w| begins_with(from, w.as_bytes())).map(|w| i + w.chars().count())
    }

    /// The first of `words` that ends just before `i`; where it begins.
    pub(crate) fn any_before(&self, i: usize, words: &[&str]) -> Option<usize> {
        let (upto, _) = self.around(i);
        words.iter().find(|w| ends_with(upto, w.as_bytes())).map(|w| i.saturating_sub(w.chars().count()))
    }

    /// Where `word` first stands from `start` on, ending at or before `end`.
    pub(crate) fn find(&self, start: usize, end: usize, word: &str) -> Option<usize> {
        let first = word.chars().next()?;
        let size = word.chars().count();
        let to = end.saturating_sub(size.saturating_sub(1));
        let part = self.slice(start, to);
        part.iter().enumerate().filter(|(_, c)| **c == first).map(|(k, _)| start + k).find(|i| self.starts(*i, word))
    }

    /// Whether any of `words` stands between `start` and `end`.
    pub(crate) fn holds(&self, start: usize, end: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.find(start, end, w).is_some())
    }

    /// Place in the text as given: first character, first character after, and the text between.
    pub(crate) fn original(&self, start: usize, end: usize) -> (usize, usize, &'a str) {
        let first = self.places.get(start).copied();
        let last = end.checked_sub(1).and_then(|i| self.places.get(i)).copied();
        match (first, last) {
            (Some(a), Some(b)) => {
                let width = self.source.get(wide(b.byte)..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                let words = self.source.get(wide(a.byte)..wide(b.byte).saturating_add(width)).unwrap_or_default();
                (wide(a.index), wide(b.index).saturating_add(1), words)
            }
            _ => (0, 0, ""),
        }
    }

    /// Whether damage was healed in or right beside the span.
    pub(crate) fn damaged(&self, start: usize, end: usize) -> bool {
        let from = self.seams.partition_point(|s| *s < start);
        self.seams.get(from).is_some_and(|s| *s <= end)
    }
}

/// The last byte of a Han character tells most of them apart, so it is looked at first.
#[inline]
fn begins_with(from: &[u8], word: &[u8]) -> bool {
    (word.len() < 3 || from.get(2) == word.get(2)) && from.starts_with(word)
}

#[inline]
fn ends_with(upto: &[u8], word: &[u8]) -> bool {
    upto.last() == word.last() && upto.ends_with(word)
}

/// Whether any of a table's words stands in `words`: cheaper than a search of each where both are short.
pub(crate) fn holds_any(words: &str, table: &[&str]) -> bool {
    words.char_indices().any(|(at, _)| {
        let from = words.as_bytes().get(at..).unwrap_or_default();
        table.iter().any(|w| begins_with(from, w.as_bytes()))
    })
}

/// What is known of the line being read.
#[derive(Default)]
struct Line {
    length: usize,
    sentences: usize,
    commas: usize,
    quote_open: bool,
}

impl Line {
    fn see(&mut self, c: char) {
        self.length += 1;
        match c {
            '。' => self.sentences += 1,
            ',' => self.commas += 1,
            '“' => self.quote_open = true,
            '”' => self.quote_open = false,
            _ => {}
        }
    }

    /// A line of prose that ends within a sentence was cut by a page or a line end; a heading has no full stop.
    fn was_cut(&self, last: char, breaks: usize) -> bool {
        let prose = self.sentences > 0 || (self.commas > 0 && (self.quote_open || (breaks == 1 && self.length >= 24)));
        prose && !ends_sentence(last) && !matches!(last, ')' | '》') && (last != '”' || self.commas > 0)
    }
}

/// Whether a line begins with a section number: `1 `, `一、`, `(一)`, `2.`.
fn starts_section(ahead: &[char]) -> bool {
    let at = |i: usize| ahead.get(i).copied().unwrap_or('\0');
    let mut k = usize::from(at(0) == '(');
    let first = k;
    while at(k).is_ascii_digit() || "一二三四五六七八九十".contains(at(k)) {
        k += 1;
    }
    (k > first && k - first <= 3 && matches!(at(k), ' ' | '、' | '.' | ')')) || at(0) == '('
}

/// Whether a blank between two characters says nothing: beside a number, or between Han characters around one.
fn blank_is_idle(before: char, after: char, line_start: bool, ahead: &[char]) -> bool {
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%');
    if numeric(before) && line_start && !numeric(after) && !"万亿千百折成点个%".contains(after) {
        return false;
    }
    if before.is_ascii_digit() && after.is_ascii_digit() {
        // 1 234 is one number when what follows is a group of three; 2024 12 is two.
        let group = ahead.iter().take_while(|c| c.is_ascii_digit()).count();
        let follows = ahead.iter().skip(group).copied().find(|c| *c != ' ');
        return group == 3 || (group <= 2 && !line_start && follows.is_some_and(is_han));
    }
    let joins = |c: char| matches!(c, '-' | '—' | '~');
    (joins(before) && after.is_ascii_digit())
        || (joins(after) && before.is_ascii_digit())
        || (numeric(before) && (is_han(after) || numeric(after)))
        || (is_han(before) && numeric(after))
        || (is_han(before) && is_han(after) && (is_numeral(before) || is_numeral(after) || "个分之又点余".contains(after)))
        || before == ','
        || after == ','
}

/// A Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '〇')
}

/// A character Chinese numerals are written with.
pub(crate) fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '两'
            | '壹'
            | '贰'
            | '叁'
            | '肆'
            | '伍'
            | '陆'
            | '柒'
            | '捌'
            | '玖'
            | '拾'
            | '佰'
            | '仟'
            | '廿'
            | '卅'
            | '俩'
            | '仨'
            | '兆'
            | '倆'
    )
}

/// Ordinary width and simplified form; `None` for characters that do not show.
fn fold(c: char) -> Option<char> {
    if matches!(c, '\u{4e00}'..='\u{9fff}') {
        return Some(simplified(c));
    }
    if c.is_ascii() {
        return match c {
            '\r' => None,
            '\t' => Some(' '),
            c => Some(c),
        };
    }
    Some(match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' => ' ',
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}' => return None,
        '\u{2028}' | '\u{2029}' | '\u{85}' => '\n',
        '「' | '『' => '“',
        '」' | '』' => '”',
        '〈' | '﹤' => '《',
        '〉' | '﹥' => '》',
        '﹪' => '%',
        '―' | '–' => '—',
        '〜' | '∽' => '~',
        '﹒' => '.',
        '﹐' => ',',
        '•' | '・' | '‧' => '·',
        c => c,
    })
}

/// The traditional characters that matter for reading numbers, units and what is counted.
#[rustfmt::skip]
fn simplified(c: char) -> char {
    match c {
        '來' => '来', '倆' => '俩', '個' => '个', '億' => '亿', '內' => '内', '兩' => '两', '別' => '别', '創' => '创',
        '務' => '务', '區' => '区', '參' => '参', '員' => '员', '單' => '单', '噸' => '吨', '國' => '国', '圍' => '围',
        '園' => '园', '團' => '团', '報' => '报', '場' => '场', '學' => '学', '實' => '实', '對' => '对', '屆' => '届',
        '嶽' => '岳', '帶' => '带', '幣' => '币', '幹' => '干', '幾' => '几', '廳' => '厅', '強' => '强', '後' => '后',
        '從' => '从', '戰' => '战', '戶' => '户', '損' => '损', '擊' => '击', '據' => '据', '數' => '数', '於' => '于',
        '時' => '时', '會' => '会', '條' => '条', '業' => '业', '榮' => '荣', '樣' => '样', '機' => '机', '檢' => '检',
        '歲' => '岁', '歷' => '历', '決' => '决', '減' => '减', '準' => '准', '為' | '爲' => '为', '獎' => '奖', '獲' => '获',
        '現' => '现', '畝' => '亩', '當' => '当', '發' => '发', '種' => '种', '積' => '积', '競' => '竞', '約' => '约',
        '級' => '级', '組' => '组', '結' => '结', '給' => '给', '經' => '经', '練' => '练', '縣' => '县', '總' => '总',
        '續' => '续', '習' => '习', '聯' => '联', '臺' => '台', '舉' => '举', '萬' => '万', '處' => '处', '號' => '号',
        '術' => '术', '補' => '补', '計' => '计', '訓' => '训', '評' => '评', '認' => '认', '調' => '调', '護' => '护',
        '負' => '负', '財' => '财', '貳' => '贰', '資' => '资', '賽' => '赛', '車' => '车', '較' => '较', '輔' => '辅',
        '輛' => '辆', '辦' => '办', '這' => '这', '連' => '连', '過' => '过', '達' => '达', '還' => '还', '鎮' => '镇',
        '鐵' => '铁', '長' => '长', '開' => '开', '間' => '间', '關' => '关', '陸' => '陆', '隊' => '队', '際' => '际',
        '險' => '险', '雙' => '双', '離' => '离', '項' => '项', '領' => '领', '題' => '题', '額' => '额', '類' => '类',
        '餘' => '余', '體' => '体', '點' => '点',
        c => c,
    }
}
