//! One field a step asks: how it stands on the page, and what the command reads from it.

use std::collections::BTreeMap;

use nc_kernel::money::Money;
use nc_kernel::refusal::No;
use nc_kernel::{Actor, Day, PersonId, Refusal, Rule, UnitPath};
use nc_people::Action;
use nc_people::sheet::{Ask, AskKind, Name};
use nc_store::Book;
use serde_json::{Map, Value, json};

use super::say;
use super::written::Names;
use crate::app::App;
use crate::form::Form;
use crate::frame::{Frame, choices};
use crate::held::NEEDED;
use crate::lang::Lang;
use crate::problem::Problem;
use crate::staff::find;

static DAY: Rule = Rule::new("web.field.day", No::Invalid, "日期应写作2026-03-01", "write a day as 2026-03-01");
static COUNT: Rule = Rule::new("web.field.count", No::Invalid, "请写整数，如12", "write a whole number, such as 12");
static POINTS: Rule =
    Rule::new("web.field.points", No::Invalid, "请写数字，最多{decimals}位小数", "write a number with at most {decimals} decimals");
static MONEY: Rule = Rule::new("web.field.money", No::Invalid, "金额应写作1234.50或72.34万元", "write an amount as 1234.50 or 72.34万元");
static WORD: Rule = Rule::new("web.field.word", No::Invalid, "请从列出的选项中选择", "choose one of what is listed");
static PERSON: Rule = Rule::new(
    "web.field.person",
    No::Unknown,
    "此警号（工号）不在您可查看的名册中；请核对",
    "nobody you may see has this police or auxiliary number: check it",
);
static COLUMNS: Rule = Rule::new(
    "web.field.columns",
    No::Invalid,
    "第{line}行应有{most}列，现有{found}列；请从表格复制，列间为制表符或竖线",
    "line {line} has {found} columns where {most} are expected: copy it from a spreadsheet, with tabs or bars between columns",
);
static LINE: Rule = Rule::new("web.field.line", No::Invalid, "第{line}行“{column}”：{zh}", "line {line}, “{column}”: {en}");
static YES: Rule = Rule::new("web.field.yes", No::Invalid, "请写“是”或“否”", "write yes or no");
static THING: Rule = Rule::new(
    "web.field.thing",
    No::Unknown,
    "没有此编号，或您无权查看；请从提示中选择",
    "nothing you may see bears this serial: choose one of those suggested",
);
static FILE: Rule = Rule::new("web.field.file", No::Invalid, "请选择附件文件", "choose the document's file");

/// What every field of a step is named before its own name: nothing a command asks can be taken for the form's own.
const MARK: &str = "f-";

/// A field as the page shows it.
pub(crate) struct Field {
    /// Name in the form.
    pub name: String,
    pub label: String,
    /// `text`, `long`, `date`, `number`, `choice`, `several`, `checks`, `suggest`, `yes`, `file`.
    pub look: &'static str,
    pub hint: String,
    pub optional: bool,
    pub value: String,
    /// Of a choice: value, name, whether chosen.
    pub choices: Vec<(String, String, bool)>,
}

/// The name of a field in the form.
pub(crate) fn name_of(place: &str) -> String {
    format!("{MARK}{place}")
}

fn called(name: &Name, lang: Lang) -> String {
    match name {
        Name::Label(label) => say(lang, *label).to_owned(),
        Name::Text(text) => text.clone(),
        Name::Both { zh, en } => lang.pick(zh, en).to_owned(),
    }
}

/// A field, filled with what was sent or with what stands in it at first.
pub(crate) fn shown(app: &App, actor: &Actor, frame: &Frame, names: &Names, form: &Form, ask: &Ask) -> Field {
    let lang = frame.lang;
    let name = name_of(&ask.name);
    let sent = form.fields().iter().any(|(known, _)| *known == name);
    // What is not ticked is not sent: whether the form was is told by its other fields.
    let ticked = matches!(ask.kind, AskKind::Yes | AskKind::Units | AskKind::Words(_));
    let sent = sent || ticked && form.fields().iter().any(|(known, _)| known.starts_with(MARK));
    let value = if sent { form.value(&name).to_owned() } else { ask.preset.clone() };
    let all: Vec<&str> = form.fields().iter().filter(|(known, _)| *known == name).map(|(_, value)| value.as_str()).collect();
    let choice = |(word, called): (String, String)| {
        let chosen = if sent { all.contains(&word.as_str()) } else { value.split(',').any(|preset| preset == word) };
        (word, called, chosen)
    };
    let units = |action: Option<Action>| -> Vec<(String, String)> {
        let scopes = app.store.scopes(actor, action.unwrap_or(Action::ReadFigures));
        choices(app, &scopes, None, lang).into_iter().map(|unit| (unit.path, unit.name)).collect()
    };
    let (look, hint, offered): (_, _, Vec<(String, String)>) = match &ask.kind {
        AskKind::Text => ("text", String::new(), Vec::new()),
        AskKind::Long => ("long", String::new(), Vec::new()),
        AskKind::Lines => ("long", frame.t("books-lines").into_owned(), Vec::new()),
        AskKind::Day => ("date", String::new(), Vec::new()),
        AskKind::Count => ("number", String::new(), Vec::new()),
        AskKind::Minutes => ("number", frame.t("books-minutes").into_owned(), Vec::new()),
        AskKind::Money => ("text", frame.t("books-money").into_owned(), Vec::new()),
        AskKind::PointsBy(_) => ("text", String::new(), Vec::new()),
        AskKind::Points(decimals) => ("text", frame.t1("books-points", "n", decimals), Vec::new()),
        AskKind::Words(words) => {
            ("checks", String::new(), words.iter().map(|w| (w.word.to_owned(), say(lang, w.label).to_owned())).collect())
        }
        AskKind::Word(words) => {
            ("choice", String::new(), words.iter().map(|w| (w.word.to_owned(), say(lang, w.label).to_owned())).collect())
        }
        AskKind::OneOf { choices, .. } => {
            ("choice", String::new(), choices.iter().map(|(value, name)| (value.clone(), called(name, lang))).collect())
        }
        AskKind::OnePerson(people) => {
            ("choice", String::new(), people.iter().map(|person| (person.to_string(), names.name(*person))).collect())
        }
        AskKind::Person => ("text", frame.t("books-person").into_owned(), Vec::new()),
        AskKind::People => ("long", frame.t("books-people").into_owned(), Vec::new()),
        AskKind::Unit(action) => ("choice", String::new(), units(*action)),
        AskKind::Units => ("several", frame.t("books-units").into_owned(), units(None)),
        AskKind::Yes => ("yes", String::new(), Vec::new()),
        AskKind::Rows(columns) => {
            let comma = lang.pick("、", ", ");
            let columns: Vec<String> = columns.iter().map(|column| called(&column.label, lang)).collect();
            ("long", frame.t1("books-rows", "columns", &columns.join(comma)), Vec::new())
        }
        AskKind::Thing { .. } => ("suggest", frame.t("books-thing").into_owned(), names.suggested(&ask.name)),
        AskKind::Document => ("file", String::new(), Vec::new()),
    };
    let choices = offered.into_iter().map(choice).collect();
    Field { name, label: called(&ask.label, lang), look, hint, optional: ask.optional, choices, value }
}

/// What one value of a field becomes; `None` where nothing was written.
async fn read_one(app: &App, actor: &Actor, kind: &AskKind, text: &str) -> Result<Result<Value, Refusal>, Problem> {
    let whole = |text: &str| text.parse::<i64>().map(|n| json!(n)).map_err(|_| COUNT.refuse());
    Ok(match kind {
        AskKind::Text | AskKind::Long => Ok(json!(text)),
        AskKind::Lines => Ok(json!(lines(text))),
        AskKind::Day => Day::parse(text).map(|day| json!(day)).map_err(|_| DAY.refuse()),
        AskKind::Count | AskKind::Minutes => whole(text),
        AskKind::Money => Money::parse(text).map(|money| json!(money)).map_err(|_| MONEY.refuse()),
        AskKind::Points(decimals) => points(text, *decimals).map(|n| json!(n)).ok_or_else(|| POINTS.refuse().with("decimals", decimals)),
        AskKind::Word(words) => {
            let found = words.iter().find(|word| word.word == text || word.label.zh == text || word.label.en == text);
            found.map(|word| json!(word.word)).ok_or_else(|| WORD.refuse())
        }
        AskKind::OneOf { choices, number } => match choices.iter().any(|(value, _)| value == text) {
            true if *number => whole(text),
            true => Ok(json!(text)),
            false => Err(WORD.refuse()),
        },
        AskKind::OnePerson(people) => {
            let chosen = text.parse::<PersonId>().ok().filter(|person| people.contains(person));
            chosen.map(|person| json!(person)).ok_or_else(|| WORD.refuse())
        }
        AskKind::Person => person(app, actor, text).await?.map(|person| json!(person)),
        AskKind::People => {
            let mut people = Vec::new();
            for (at, number) in lines(text).into_iter().enumerate() {
                match person(app, actor, &number).await? {
                    Ok(person) => people.push(person),
                    Err(refusal) => return Ok(Err(in_line(at, "", &refusal))),
                }
            }
            Ok(json!(people))
        }
        AskKind::Unit(_) | AskKind::Units => unit(app, text).map(|unit| json!(unit)).ok_or_else(|| WORD.refuse()),
        AskKind::Yes => yes(text).map(|yes| json!(yes)).ok_or_else(|| YES.refuse()),
        AskKind::Thing { list, .. } => match Book::named(list) {
            Some(book) => {
                let found = app.store.thing_called(&super::reader(app, actor), book, text).await?;
                found.map(|id| json!(nc_kernel::id::to_text(id))).ok_or_else(|| THING.refuse())
            }
            None => Err(THING.refuse()),
        },
        AskKind::Rows(_) | AskKind::Document | AskKind::PointsBy(_) | AskKind::Words(_) => Err(WORD.refuse()),
    })
}

/// What a kind is in this form: a number whose decimals another field says has as many as stand there.
fn in_form(form: &Form, kind: &AskKind) -> AskKind {
    match kind {
        AskKind::PointsBy(field) => AskKind::Points(form.value(&name_of(field)).parse().unwrap_or(0)),
        AskKind::Rows(columns) => {
            AskKind::Rows(columns.iter().map(|column| Ask { kind: in_form(form, &column.kind), ..column.clone() }).collect())
        }
        kind => kind.clone(),
    }
}

/// The field's value in the command: a value, nothing, or what is wrong with it.
pub(crate) async fn read(app: &App, actor: &Actor, form: &Form, ask: &Ask) -> Result<Result<Option<Value>, Refusal>, Problem> {
    let name = name_of(&ask.name);
    let text = form.value(&name);
    let kind = in_form(form, &ask.kind);
    match &kind {
        AskKind::Words(words) => {
            let ticked: Vec<&str> = form.fields().iter().filter(|(known, _)| *known == name).map(|(_, value)| value.as_str()).collect();
            let chosen: Vec<&str> = words.iter().map(|word| word.word).filter(|word| ticked.contains(word)).collect();
            return Ok(match chosen.len() {
                _ if ticked.iter().any(|word| !chosen.contains(word)) => Err(WORD.refuse()),
                0 if ask.optional => Ok(None),
                0 => Err(NEEDED.refuse()),
                _ => Ok(Some(json!(chosen))),
            });
        }
        AskKind::Yes => return Ok(Ok(Some(json!(text == "yes")))),
        AskKind::Units => {
            let chosen = form.fields().iter().filter(|(known, value)| *known == name && !value.is_empty());
            let mut units = Vec::new();
            for (_, text) in chosen {
                match UnitPath::parse(text) {
                    Ok(unit) => units.push(unit),
                    Err(_) => return Ok(Err(WORD.refuse())),
                }
            }
            return Ok(if units.is_empty() && !ask.optional { Err(NEEDED.refuse()) } else { Ok(Some(json!(units))) });
        }
        _ => {}
    }
    if text.is_empty() {
        return Ok(if ask.optional { Ok(None) } else { Err(NEEDED.refuse()) });
    }
    if let AskKind::Rows(columns) = &kind {
        return Ok(rows(app, actor, columns, text).await?.map(Some));
    }
    Ok(read_one(app, actor, &kind, text).await?.map(Some))
}

/// The cells of a line: between tabs, as a spreadsheet gives them, or between bars, as they are typed.
fn cells(line: &str) -> Vec<&str> {
    if line.contains('\t') { line.split('\t').map(str::trim).collect() } else { line.split(['|', '｜']).map(str::trim).collect() }
}

/// Rows pasted from a spreadsheet; a first line that repeats the headings is left out.
async fn rows(app: &App, actor: &Actor, columns: &[Ask], text: &str) -> Result<Result<Value, Refusal>, Problem> {
    let mut rows = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let cells = cells(line);
        if cells.len() > columns.len() || columns.iter().skip(cells.len()).any(|column| !column.optional) {
            let refusal = COLUMNS.refuse().with("line", at + 1).with("most", columns.len()).with("found", cells.len());
            return Ok(Err(refusal));
        }
        let heads = |lang| columns.iter().zip(&cells).all(|(column, cell)| called(&column.label, lang) == *cell);
        if at == 0 && (heads(Lang::Zh) || heads(Lang::En)) {
            continue;
        }
        let mut row = Map::new();
        for (column, cell) in columns.iter().zip(cells) {
            if cell.is_empty() && column.optional {
                continue;
            }
            // Several texts in one cell stand behind each other, as people write them.
            let several = (column.kind == AskKind::Lines).then(|| cell.replace(['、', '，', ',', '；', ';'], "\n"));
            let cell = several.as_deref().unwrap_or(cell);
            let read = if cell.is_empty() { Err(NEEDED.refuse()) } else { read_one(app, actor, &column.kind, cell).await? };
            match read {
                Ok(value) => {
                    row.insert(column.name.clone(), value);
                }
                Err(refusal) => return Ok(Err(in_line(at, &called(&column.label, Lang::Zh), &refusal))),
            }
        }
        rows.push(Value::Object(row));
    }
    Ok(Ok(Value::Array(rows)))
}

fn in_line(at: usize, column: &str, refusal: &Refusal) -> Refusal {
    LINE.refuse().with("line", at + 1).with("column", column).with("zh", refusal.zh()).with("en", refusal.en())
}

async fn person(app: &App, actor: &Actor, number: &str) -> Result<Result<PersonId, Refusal>, Problem> {
    let found = find::find(app, &app.store.scopes(actor, Action::ReadPeople), None, Some(number)).await?;
    Ok(found.first().map(|(person, _)| *person).ok_or_else(|| PERSON.refuse()))
}

/// A unit by its path, or, as a spreadsheet has it, by its name where only one bears it today.
fn unit(app: &App, text: &str) -> Option<UnitPath> {
    if let Ok(path) = UnitPath::parse(text) {
        return Some(path);
    }
    let today = app.store.now().day();
    app.store.published().with_directory(|directory| {
        let called = |unit: &nc_people::directory::Unit| unit.name_zh == text || unit.name_en == text;
        let bureau = &directory.bureau()?.path;
        let mut named = directory.units_within(bureau, today).filter(|unit| called(unit));
        let found = named.next()?.path.clone();
        named.next().is_none().then_some(found)
    })
}

/// Yes or no as a cell of a spreadsheet has it.
fn yes(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "是" | "√" | "yes" | "y" | "true" | "1" => Some(true),
        "否" | "×" | "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A number with at most so many decimals, times ten to that many.
fn points(text: &str, decimals: u8) -> Option<i64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let only_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || fraction.len() > usize::from(decimals) || !only_digits(whole) || !only_digits(fraction) || digits.ends_with('.')
    {
        return None;
    }
    let value: i64 = format!("{whole}{fraction:0<width$}", width = usize::from(decimals)).parse().ok()?;
    Some(if negative { -value } else { value })
}

/// Puts `value` at the place `path` says: `document.name`, `scores.0.points`.
pub(crate) fn put(into: &mut Value, path: &str, value: Value) {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let slot = match first.parse::<usize>() {
        Ok(at) => {
            if !into.is_array() {
                *into = json!([]);
            }
            let Some(list) = into.as_array_mut() else { return };
            while list.len() <= at {
                list.push(Value::Null);
            }
            list.get_mut(at)
        }
        Err(_) => {
            if !into.is_object() {
                *into = json!({});
            }
            into.as_object_mut().map(|fields| fields.entry(first).or_insert(Value::Null))
        }
    };
    match (slot, rest) {
        (Some(slot), Some(rest)) => put(slot, rest, value),
        (Some(slot), None) => *slot = value,
        (None, _) => {}
    }
}

/// Closes what [`put`] left open in lists where a field was left out: the second of two ties alone is the first.
pub(crate) fn close(command: &mut Value) {
    match command {
        Value::Array(list) => {
            list.retain(|one| !one.is_null());
            list.iter_mut().for_each(close);
        }
        Value::Object(fields) => fields.values_mut().for_each(close),
        _ => {}
    }
}

/// The form's field for a place a rule names (`scores[1].points`, `injects[3]`): the nearest that is asked; nothing when
/// none is.
pub(crate) fn place_in(asks: &[Ask], place: &str) -> String {
    let mut dotted = place.replace('[', ".").replace(']', "");
    let known: BTreeMap<&str, ()> = asks.iter().map(|ask| (ask.name.as_str(), ())).collect();
    loop {
        if known.contains_key(dotted.as_str()) {
            return name_of(&dotted);
        }
        match dotted.rfind('.') {
            Some(at) => dotted.truncate(at),
            None => return String::new(),
        }
    }
}

/// A document without a file.
pub(crate) fn no_file(place: &str) -> Refusal {
    FILE.refuse().at(place)
}

#[cfg(test)]
mod tests {
    use nc_people::sheet::label;

    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, decimals, value) in [
            ("86.5", 2, Some(8_650)),
            ("86", 2, Some(8_600)),
            ("-1.05", 2, Some(-105)),
            ("86.555", 2, None),
            ("8 6", 2, None),
            (".5", 1, None),
            ("5.", 1, None),
            ("7", 0, Some(7)),
        ] {
            assert_eq!(points(text, decimals), value, "{text}");
        }
    }

    #[test]
    fn a_path_makes_the_structs_and_lists_it_goes_through() {
        let mut command = json!({"entry": 3});
        put(&mut command, "scores.1.points", json!(90));
        put(&mut command, "scores.0.points", json!(80));
        put(&mut command, "document.name", json!("通知"));
        assert_eq!(command, json!({"entry": 3, "scores": [{"points": 80}, {"points": 90}], "document": {"name": "通知"}}));
    }

    #[test]
    fn what_was_left_out_of_a_list_leaves_no_gap() {
        let mut command = json!({"discipline": {"ties": []}});
        put(&mut command, "discipline.ties.1", json!("duration"));
        put(&mut command, "discipline.ties.3", json!("earlier"));
        close(&mut command);
        assert_eq!(command, json!({"discipline": {"ties": ["duration", "earlier"]}}));
    }

    #[test]
    fn cells_stand_between_tabs_or_bars() {
        for (line, expected) in
            [("Q1\t题 | 一\t3", vec!["Q1", "题 | 一", "3"]), ("Q1 | 题一｜3", vec!["Q1", "题一", "3"]), ("Q1", vec!["Q1"])]
        {
            assert_eq!(cells(line), expected);
        }
    }

    #[test]
    fn a_fault_stands_beside_the_nearest_field() {
        let ask = |name: &str| AskKind::column(name, label("", ""), AskKind::Text);
        let asks = [ask("injects"), ask("scores.1.points"), ask("title")];
        for (place, field) in [
            ("injects[3].text", "f-injects"),
            ("scores[1].points", "f-scores.1.points"),
            ("title", "f-title"),
            ("class", ""),
            ("scores[0].points", ""),
        ] {
            assert_eq!(place_in(&asks, place), field, "{place}");
        }
    }
}
