//! How a value of a sheet is written on a page.

use std::collections::HashMap;

use nc_kernel::{Actor, Document, PersonId, fixed};
use nc_people::Action;
use nc_people::model::NAME;
use nc_people::sheet::{AskKind, Shown, Step};
use nc_store::{Book, OpenedSheet};

use super::say;
use crate::app::App;
use crate::frame::{Frame, unit_name};
use crate::list::Cell;
use crate::moment;
use crate::pages::amount::hours;
use crate::problem::Problem;

/// What a page says of people and things by name: names of those a sheet shows, as far as the reader may know them, where its
/// documents lie, and what a field suggests.
pub(crate) struct Names {
    people: HashMap<PersonId, String>,
    papers: String,
    suggested: HashMap<String, Vec<(String, String)>>,
}

/// Things a field suggests.
const SUGGESTED: usize = 100;

impl Names {
    /// Notes the reading of everybody the sheet of book `word` shows, and of `others`, and reads their names.
    pub(crate) async fn read(app: &App, actor: &Actor, word: &str, opened: &OpenedSheet, others: Vec<PersonId>) -> Result<Self, Problem> {
        let mut people = opened.people();
        people.extend(others);
        people.sort_unstable();
        people.dedup();
        let names = Self::of(app, actor, &format!("book:{word}"), &people).await?;
        Ok(Self { papers: format!("/books/{word}/{}?paper=", nc_kernel::id::to_text(opened.line.id)), ..names })
    }

    /// With what the fields of `step` suggest: things of other books the reader may see.
    pub(crate) async fn suggesting(mut self, app: &App, actor: &Actor, step: Option<&Step>) -> Result<Self, Problem> {
        for ask in step.into_iter().flat_map(|step| &step.asks) {
            let AskKind::Thing { list, open } = ask.kind else { continue };
            let Some(book) = Book::named(list) else { continue };
            let found = app.store.suggested(&super::reader(app, actor), book, open, SUGGESTED).await?;
            self.suggested.insert(ask.name.clone(), found.into_iter().map(|item| (item.serial, item.title)).collect());
        }
        Ok(self)
    }

    /// What the field of this name suggests: serial and title.
    pub(crate) fn suggested(&self, field: &str) -> Vec<(String, String)> {
        self.suggested.get(field).cloned().unwrap_or_default()
    }

    /// Notes the reading of `people` and reads their names.
    pub(crate) async fn of(app: &App, actor: &Actor, page: &str, people: &[PersonId]) -> Result<Self, Problem> {
        app.store.note_reading(actor.user, page, people).await?;
        let own = app.store.published().with_directory(|directory| directory.user(actor.user).and_then(|user| user.person));
        let mut names = app.store.personal_of(&app.store.scopes(actor, Action::ReadPeople), people, NAME).await?;
        if let Some(own) = own.filter(|own| people.contains(own) && !names.contains_key(own))
            && let Some(name) = app.store.own_name(own).await?
        {
            names.insert(own, name);
        }
        Ok(Self { people: names, papers: String::new(), suggested: HashMap::new() })
    }

    /// The name, or the pseudonym of somebody whose name is not the reader's to know.
    pub(crate) fn name(&self, person: PersonId) -> String {
        self.people.get(&person).cloned().unwrap_or_else(|| person.to_string())
    }
}

/// A value as a cell of a table or a term.
pub(crate) fn cell(app: &App, frame: &Frame, names: &Names, shown: &Shown) -> Cell {
    let lang = frame.lang;
    match shown {
        Shown::Text(text) => Cell::text(text.clone()),
        Shown::Both { zh, en } => Cell::text(lang.pick(zh, en)),
        Shown::Label(label) => Cell::text(say(lang, *label)),
        Shown::Good(label) => Cell::mark(say(lang, *label), "ok"),
        Shown::Late(label) => Cell::mark(say(lang, *label), "late"),
        Shown::Off(label) => Cell::mark(say(lang, *label), "off"),
        Shown::Day(day) => Cell::text(day.to_string()),
        Shown::Moment(at) => Cell::text(moment::minute(*at)),
        Shown::Count(n) => Cell::text(n.to_string()),
        Shown::Minutes(minutes) => Cell::text(format!("{} {}", hours(*minutes), lang.pick("小时", "h"))),
        Shown::Money(money) => Cell::text(format!("{money} {}", lang.pick("元", "yuan"))),
        Shown::Points { value, decimals } => Cell::text(fixed::written(*value, *decimals)),
        Shown::Person(person) => Cell::text(names.name(*person)),
        Shown::People(people) => {
            let named: Vec<String> = people.iter().map(|person| names.name(*person)).collect();
            Cell::text(named.join(lang.pick("、", ", ")))
        }
        Shown::Unit(unit) => Cell::text(unit_name(app, unit, lang)),
        Shown::Fact(seq) => Cell::text(format!("#{seq}")),
        Shown::Thing { list, id, title } => Cell::link(title.clone(), format!("/books/{list}/{}", nc_kernel::id::to_text(*id))),
        Shown::Paper(paper) => Cell::link(paper_name(paper), format!("{}{}", names.papers, paper.sha256.as_str())),
        Shown::Nothing => Cell::text("—"),
    }
}

/// A document as it is called, with its number.
fn paper_name(paper: &Document) -> String {
    paper.number.as_ref().map_or_else(|| paper.name.clone(), |number| format!("{} {number}", paper.name))
}

/// Whether a column of such values is set as numbers.
pub(crate) fn is_number(shown: &Shown) -> bool {
    matches!(shown, Shown::Count(_) | Shown::Minutes(_) | Shown::Money(_) | Shown::Points { .. })
}
