//! From template and values to a document, with every problem of its words.

use nc_kernel::Refusal;

use super::binding::{Binding, Form};
use super::document::{Block, BlockKind, Document, Masthead, Run, TaggedFact};
use super::header::Setting;
use super::hedge::{self, Hedge};
use super::measure;
use super::numbers;
use super::printed::{Amount, Printed};
use super::rules;
use super::said::{self, MASK, said};
use super::template::{Asked, Source, Template, What, at};
use crate::catalogue::Catalogue;
use crate::definition::Counts;
use crate::evaluate::{Value, Worth};

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The value.
    pub value: Value,
    /// How many rows stand behind it.
    pub rows: u64,
    /// Their hash, see [`super::row_set_hash`].
    pub row_hash: String,
}

/// A text as it would be released, and what keeps it from that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The text; where a number could not be written its exact value stands.
    pub document: Document,
    /// Every problem, in the order of the text.
    pub problems: Vec<Refusal>,
}

impl Template {
    /// Writes every number, checks every word. `asked` are [`Template::questions`], `answers` theirs in the same order.
    #[must_use]
    pub fn render(&self, catalogue: &Catalogue, setting: &Setting, (asked, answers): (&[Asked], &[Answered])) -> Rendered {
        let mut page =
            Page { template: self, catalogue, setting, problems: Vec::new(), facts: Vec::new(), counters: [0; 3], above: Above::default() };
        page.title();
        let mut answered = asked.iter().zip(answers);
        let blocks = self.blocks.iter().map(|source| page.block(source, &mut answered)).collect();
        page.rest();
        let synthetic = setting.synthetic && !self.title.contains("演示数据");
        let title = if synthetic { format!("{}（演示数据）", self.title) } else { self.title.clone() };
        let document = Document {
            attachments: self.header.attachments.clone(),
            blocks,
            date: self.header.date.unwrap_or(setting.date),
            facts: page.facts,
            issuer: self.header.issuer.clone(),
            masthead: (!self.header.mark.is_empty())
                .then(|| Masthead { mark: self.header.mark.clone(), number: self.header.number.clone() }),
            recipients: self.header.recipients.clone(),
            synthetic: setting.synthetic,
            title,
        };
        Rendered { document, problems: page.problems }
    }
}

struct Page<'a> {
    template: &'a Template,
    catalogue: &'a Catalogue,
    setting: &'a Setting,
    problems: Vec<Refusal>,
    facts: Vec<TaggedFact>,
    counters: [u32; 3],
    above: Above,
}

/// What a cell of a table is read together with.
#[derive(Default)]
struct Above {
    /// The paragraph above the table.
    paragraph: String,
    /// The heads of its columns.
    heads: Vec<String>,
    /// What stands before the cell in its row.
    row: String,
}

impl Above {
    /// The words that are in mind where a block of `kind` begins.
    fn before(&mut self, kind: BlockKind) -> String {
        let BlockKind::Cell { column, header, row } = kind else { return String::new() };
        if column == 0 {
            self.row.clear();
        }
        if row == 0 && column == 0 {
            self.heads.clear();
        }
        let head = self.heads.get(column as usize).filter(|_| !header).map_or("", String::as_str);
        // A full stop ends what was said of something else; a cell goes on with it.
        format!("{}，{head}，{}", self.paragraph.trim_end_matches(['。', '：', '；']), self.row)
    }

    fn note(&mut self, kind: BlockKind, masked: String) {
        match kind {
            BlockKind::Cell { header: true, .. } => self.heads.push(masked),
            BlockKind::Cell { .. } => {
                self.row.push_str(&masked);
                self.row.push('，');
            }
            _ => self.paragraph = masked,
        }
    }
}

/// Where a stretch of the printed text comes from.
struct Stretch {
    start: usize,
    end: usize,
    place: (usize, usize),
    /// The question it answers, where it prints a number.
    bound: Option<Asked>,
}

impl Page<'_> {
    fn title(&mut self) {
        let line = self.template.title_line;
        let stretch = Stretch { start: 0, end: self.template.title.chars().count(), place: (line, 3), bound: None };
        self.prose("", &self.template.title, &[stretch]);
    }

    /// Lines outside the text hold no numbers either, but for the date, which is a day.
    fn rest(&mut self) {
        let header = &self.template.header;
        let lines = header.attachments.iter().chain([&header.issuer, &header.recipients, &header.mark]);
        for line in lines {
            let stretch = Stretch { start: 0, end: line.chars().count(), place: (1, 1), bound: None };
            self.prose("", line, &[stretch]);
        }
    }

    fn block<'q>(&mut self, source: &Source, answered: &mut impl Iterator<Item = (&'q Asked, &'q Answered)>) -> Block {
        let number = self.number(source.kind);
        let mut runs: Vec<Run> = Vec::new();
        let mut stretches = Vec::new();
        let mut length = 0;
        for (index, piece) in source.pieces.iter().enumerate() {
            let text_at = |index: Option<usize>| match index.and_then(|i| source.pieces.get(i)).map(|piece| &piece.what) {
                Some(What::Text(text)) => text.as_str(),
                _ => "",
            };
            let (run, bound) = match &piece.what {
                What::Text(text) => (Run { fact: None, text: text.clone() }, None),
                What::Period => {
                    let period = self.template.default_period(self.setting).ok().flatten();
                    (Run { fact: None, text: period.map(|period| period.words()).unwrap_or_default() }, None)
                }
                What::Bound(binding) => {
                    let Some((asked, answer)) = answered.next() else { continue };
                    let around = (text_at(index.checked_sub(1)), text_at(Some(index + 1)));
                    (self.bound(binding, asked, answer, around, piece.place), Some(asked.clone()))
                }
            };
            let end = length + run.text.chars().count();
            stretches.push(Stretch { start: length, end, place: piece.place, bound });
            length = end;
            runs.push(run);
        }
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let before = self.above.before(source.kind);
        let masked = self.prose(&before, &text, &stretches);
        self.above.note(source.kind, masked);
        Block { kind: source.kind, number, runs }
    }

    fn number(&mut self, kind: BlockKind) -> String {
        let level = match kind {
            BlockKind::First => 0,
            BlockKind::Second => 1,
            BlockKind::Third => 2,
            BlockKind::Paragraph | BlockKind::Cell { .. } => return String::new(),
            BlockKind::Item => return "• ".to_owned(),
        };
        for (below, counter) in self.counters.iter_mut().enumerate() {
            if below == level {
                *counter += 1;
            } else if below > level {
                *counter = 0;
            }
        }
        let n = self.counters.get(level).copied().unwrap_or_default();
        match kind {
            BlockKind::First => format!("{}、", numeral(n)),
            BlockKind::Second => format!("（{}）", numeral(n)),
            _ => format!("{n}."),
        }
    }

    fn bound(&mut self, binding: &Binding, asked: &Asked, answer: &Answered, around: (&str, &str), place: (usize, usize)) -> Run {
        let value = &answer.value;
        let ratio = matches!(value.worth, Worth::Ratio { .. });
        let form = binding.form.unwrap_or(if ratio { Form::Percent(1) } else { Form::Exact });
        let printed = self.printed(asked, value, form, around, place);
        let (text, decimals, scale) = match printed {
            Some(printed) => (printed.text, printed.decimals, printed.scale),
            None => (exact(&value.worth), 0, 0),
        };
        let index = u32::try_from(self.facts.len()).unwrap_or(u32::MAX);
        let definition = &asked.definition;
        self.facts.push(TaggedFact {
            decimals,
            en: definition.en.clone(),
            figure: definition.id.clone(),
            form: form.words(),
            known_on: value.known_on,
            ledger_root: value.ledger_root.clone(),
            ledger_size: value.ledger_size,
            period: value.period,
            printed: text.clone(),
            row_hash: answer.row_hash.clone(),
            rows: answer.rows,
            scale,
            scope: value.scope.clone(),
            unit: value.unit.clone(),
            version: value.version,
            worth: value.worth.clone(),
            zh: definition.zh.clone(),
        });
        Run { fact: Some(index), text }
    }

    /// The number in its form, with the words around it checked; `None` when it cannot be written.
    fn printed(
        &mut self,
        asked: &Asked,
        value: &Value,
        form: Form,
        (before, behind): (&str, &str),
        place: (usize, usize),
    ) -> Option<Printed> {
        let definition = &asked.definition;
        let unfit = |zh: &str, en: &str| {
            let refusal = rules::FORM_UNFIT.refuse().with("form", form.words()).with("figure", &definition.id);
            refusal.with("remedy_zh", zh).with("remedy_en", en)
        };
        let measured = match (&value.worth, form) {
            (Worth::Ratio { of: 0, .. }, Form::Percent(_)) => Err(rules::NO_DENOMINATOR.refuse().with("figure", &definition.id)),
            (Worth::Ratio { n, of }, Form::Percent(_)) => self.percent((*n, *of), form, behind),
            (Worth::Ratio { n, .. }, Form::Numerator) => self.part(asked, definition.numerator.as_deref(), *n, behind),
            (Worth::Ratio { of, .. }, Form::Denominator) => self.part(asked, definition.denominator.as_deref(), *of, behind),
            (Worth::Ratio { .. }, _) => Err(unfit("比率请用 率1、分子或分母", "a rate takes 率1, 分子 or 分母")),
            (Worth::Count(_), Form::Percent(_) | Form::Numerator | Form::Denominator) => {
                Err(unfit("它不是比率，请用 原数、万2 等", "it is no rate; take 原数, 万2 and the like"))
            }
            (Worth::Count(n), _) => measured(&definition.id, &definition.unit, *n, behind).map(|amount| (amount, String::new())),
        };
        let written = measured.and_then(|(amount, suffix)| {
            let printed = amount.write(form)?;
            hedges(&printed, amount, before, behind)?;
            Ok(Printed { text: format!("{}{suffix}", printed.text), ..printed })
        });
        written.map_err(|refusal| self.problems.push(refusal.at(at(place)))).ok()
    }

    fn percent(&self, (n, of): (i64, i64), form: Form, behind: &str) -> Result<(Amount, String), Refusal> {
        let amount = Amount { num: i128::from(n) * 100, den: i128::from(of) };
        let text = amount.write(form)?.text;
        if (text == "100%" && n != of) || (text == "0%" && n != 0) {
            return Err(rules::ROUNDS_TO_ALL.refuse().with("n", n).with("of", of).with("form", form.words()).with("text", text));
        }
        match measure::leading(behind) {
            Some(found @ ("%" | "％" | "百分点" | "个百分点" | "倍" | "成")) => {
                Err(rules::MEASURE.refuse().with("figure", "").with("unit", "（已含%）").with("found", found))
            }
            _ => Ok((amount, format!("（{n}/{of}）"))),
        }
    }

    fn part(&self, asked: &Asked, id: Option<&str>, n: i64, behind: &str) -> Result<(Amount, String), Refusal> {
        let part = id.and_then(|id| self.catalogue.part(&asked.definition, id));
        let part = part.ok_or_else(|| rules::FIGURE.refuse().with("figure", id.unwrap_or_default()))?;
        measured(&part.id, &part.unit, n, behind).map(|amount| (amount, String::new()))
    }

    /// Checks what is not bound: periods before each number, also in the words `before` the text, and numbers bound to
    /// nothing. Gives the text with its bound numbers hidden.
    fn prose(&mut self, before: &str, text: &str, stretches: &[Stretch]) -> String {
        let shift = before.chars().count();
        let mut masked = before.to_owned();
        for (position, c) in text.chars().enumerate() {
            let bound = stretches.iter().any(|s| s.bound.is_some() && s.start <= position && position < s.end);
            masked.push(if bound { MASK } else { c });
        }
        let as_of = self.template.as_of(self.setting);
        let periods = said(&masked, as_of, &self.template.header.campaigns);
        let mut problems = Vec::new();
        for stretch in stretches {
            let Some(asked) = &stretch.bound else { continue };
            problems.extend(
                period_problem(asked, said::in_mind(&periods, shift + stretch.start)).map(|r| (stretch.start, r.at(at(stretch.place)))),
            );
        }
        for found in numbers::figures(text, as_of) {
            let overlaps = |start: usize, end: usize| start < found.end && found.start < end;
            let bound = stretches.iter().any(|s| s.bound.is_some() && overlaps(s.start, s.end));
            if bound || periods.iter().any(|p| p.start >= shift && overlaps(p.start - shift, p.end - shift)) {
                continue;
            }
            let from = stretches.iter().find(|s| s.start <= found.start && found.start < s.end);
            let place = from.map_or((1, 1), |s| (s.place.0, s.place.1 + found.start - s.start));
            let refusal = rules::BARE_NUMBER.refuse().with("found", &found.text);
            problems.push((found.start, refusal.at(at(place))));
        }
        problems.sort_by_key(|(position, _)| *position);
        self.problems.extend(problems.into_iter().map(|(_, refusal)| refusal));
        masked.chars().skip(shift).collect()
    }
}

fn period_problem(asked: &Asked, said: Option<&said::Said>) -> Option<Refusal> {
    let bound = asked.period;
    let Some(said) = said else { return Some(rules::PERIOD_UNSAID.refuse().with("words", bound.words())) };
    // What is in force at the end of a period does not depend on its beginning.
    let stock = asked.definition.counts == Counts::Active;
    if said.period == bound || (stock && said.period.to == bound.to) {
        return None;
    }
    let days = |period: nc_kernel::Period| match period.from {
        Some(from) => format!("{from}..{}", period.to),
        None => format!("..{}", period.to),
    };
    let refusal = rules::PERIOD_WRONG.refuse().with("found", &said.words).with("found_days", days(said.period));
    Some(refusal.with("bound_days", days(bound)).with("words", bound.words()))
}

/// The amount in the measure the text names, refused when the figure is not counted in it.
fn measured(figure: &str, unit: &str, n: i64, behind: &str) -> Result<Amount, Refusal> {
    let found = measure::leading(behind.trim_start_matches(['余', '多']));
    let wrong = |found: &str| rules::MEASURE.refuse().with("figure", figure).with("unit", unit).with("found", found);
    // A unit the list does not know is still the figure's own.
    let found = match found {
        Some(found) if found.len() >= unit.len() || !behind.starts_with(unit) => found,
        _ if behind.trim_start_matches(['余', '多']).starts_with(unit) => unit,
        Some(found) => found,
        None => return Err(wrong("（无）")),
    };
    let den = measure::divisor(unit, found).ok_or_else(|| wrong(found))?;
    Ok(Amount { num: i128::from(n), den: i128::from(den) })
}

/// The hedges beside a number, one at most (达 may stand before any), each true.
fn hedges(printed: &Printed, amount: Amount, before: &str, behind: &str) -> Result<(), Refusal> {
    let odd = hedge::between(behind);
    let unhedged = behind.strip_prefix(odd.map_or("", |(word, _)| word)).unwrap_or(behind);
    let after = measure::leading(unhedged).and_then(|word| hedge::after(unhedged.strip_prefix(word)?));
    let before = hedge::before(before);
    let words = |at: Option<(&'static str, Hedge)>| at.map_or("", |(word, _)| word);
    let said = format!("{}{}{}{}", words(before), printed.text, words(odd), words(after));
    let found: Vec<Hedge> =
        [before, odd, after].into_iter().flatten().map(|(_, hedge)| hedge).chain(printed.hedge).filter(|h| *h != Hedge::Reaching).collect();
    if found.len() > 1 {
        return Err(rules::HEDGES.refuse().with("said", said));
    }
    match found.into_iter().find(|hedge| !hedge.holds(printed.micro, amount.micro())) {
        Some(_) => {
            Err(rules::HEDGE.refuse().with("said", said).with("value", amount.words()).with("remedy", format!("达{}", amount.words())))
        }
        None => Ok(()),
    }
}

fn exact(worth: &Worth) -> String {
    match worth {
        Worth::Count(n) => n.to_string(),
        Worth::Ratio { n, of } => format!("{n}/{of}"),
    }
}

/// 一 to 九十九.
fn numeral(n: u32) -> String {
    let digit = |n: u32| "〇一二三四五六七八九".chars().nth(n as usize).map(String::from).unwrap_or_default();
    match (n / 10, n % 10) {
        (0, ones) => digit(ones),
        (1, 0) => "十".to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, 0) => format!("{}十", digit(tens)),
        (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
    }
}
