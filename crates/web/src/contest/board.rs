//! `GET /books/contest/{id}/board`: 公开榜单. The published results of a contest: discipline by discipline ranks, results,
//! totals of units and awards, with the rules they follow from. `?as=xlsx` gives the results as a spreadsheet, `&of=units` the
//! totals of units. A frozen board says since when it stands still; whoever runs the contest is warned besides.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use nc_capability::contest::board::UnitLine;
use nc_capability::contest::public::{DisciplineBoard, NamedLine};
use nc_capability::contest::score::RankMethod;
use nc_capability::contest::{Best, Better, Contest, ContestId, Discipline, Scoring};
use nc_kernel::{Actor, fixed};
use nc_people::sheet::{Listed as _, Shown};
use nc_store::ContestBoard;

use crate::app::App;
use crate::books::written::{Names, cell};
use crate::books::{book, href_of, reader, say, under};
use crate::caller::Viewer;
use crate::frame::{Frame, show_personal, unit_name};
use crate::link::link;
use crate::list::{self, Cell, Column, Kind, Wanted};
use crate::moment;
use crate::problem::Problem;

/// A discipline as the page shows it.
struct Part {
    anchor: String,
    title: String,
    /// What the results follow from, in words.
    rules: String,
    /// What stands above the results.
    result: String,
    rows: Vec<Vec<Cell>>,
    units: Vec<Vec<Cell>>,
    /// The record of its event, in words; empty where none is kept or stands.
    record: String,
    /// Whether this contest set it.
    record_here: bool,
}

#[derive(Template)]
#[template(path = "contest/board.html")]
struct Page {
    frame: Frame,
    title: String,
    serial: String,
    organisers: String,
    sheet: String,
    level: &'static str,
    days: String,
    host: String,
    authority: String,
    published_on: String,
    appeals_until: String,
    /// Since when it is frozen; empty when it is not.
    frozen: String,
    /// Why, for whoever runs the contest; empty for everybody else.
    frozen_why: String,
    parts: Vec<Part>,
    xlsx: String,
    /// Empty where no discipline has totals of units.
    units_xlsx: String,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path(id): Path<String>,
    frame: Frame,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let book = book(Contest::LIST)?;
    let missing = || Problem::Missing("公开榜单", "public board");
    let id = nc_kernel::id::from_text(&id).map(ContestId).ok_or_else(missing)?;
    let board = app.store.contest_board(&reader(&app, &actor), id).await?.ok_or_else(missing)?;
    let names = Names::of(&app, &actor, "book:contest", &board.board.people()).await?;
    let shown = Written { app: &app, frame: &frame, names: &names };
    if wanted.xlsx {
        return shown.sheet(&board, wanted.filter("of") == "units");
    }
    let sheet = href_of(book, id.0);
    let here = format!("{sheet}/board");
    let lang = frame.lang;
    let head = &board.head;
    let may_open = opens(&app, &actor, id).await?;
    let has_units = board.board.disciplines.iter().any(|discipline| !discipline.units.is_empty());
    let page = Page {
        title: head.title.clone(),
        serial: head.serial.clone(),
        organisers: head.organisers.iter().map(|unit| unit_name(&app, unit, lang)).collect::<Vec<_>>().join(lang.pick("、", ", ")),
        sheet: if may_open { sheet } else { String::new() },
        level: say(lang, head.level.label()),
        days: if head.starts_on == head.ends_on { head.starts_on.to_string() } else { format!("{} – {}", head.starts_on, head.ends_on) },
        host: head.host.as_ref().map(|unit| unit_name(&app, unit, lang)).unwrap_or_default(),
        authority: head.authority.clone(),
        published_on: board.board.published_on.to_string(),
        appeals_until: board.board.appeals_until.to_string(),
        frozen: board.frozen.as_ref().map(|freeze| moment::minute(freeze.at)).unwrap_or_default(),
        frozen_why: board.frozen.as_ref().filter(|_| board.runs).map(|freeze| freeze.reason.clone()).unwrap_or_default(),
        parts: board.board.disciplines.iter().map(|discipline| shown.part(id, discipline)).collect(),
        xlsx: link(&here, &[("as", "xlsx")]),
        units_xlsx: if has_units { link(&here, &[("as", "xlsx"), ("of", "units")]) } else { String::new() },
        frame: if may_open { under(frame, book, true) } else { frame },
    };
    show_personal(&page)
}

/// Whether the reader may open the contest's page: the board goes further than that.
async fn opens(app: &App, actor: &Actor, id: ContestId) -> Result<bool, Problem> {
    Ok(app.store.open_sheet(&reader(app, actor), book(Contest::LIST)?, id.0).await?.is_some())
}

/// Writes a board in the reader's language.
struct Written<'a> {
    app: &'a App,
    frame: &'a Frame,
    names: &'a Names,
}

impl Written<'_> {
    fn cell(&self, shown: &Shown) -> Cell {
        cell(self.app, self.frame, self.names, shown)
    }

    /// Rank, code, result, award, entrants, unit, round: what matters most is seen first on a small screen.
    fn line(&self, discipline: &Discipline, named: &NamedLine) -> Vec<Cell> {
        let NamedLine { line, people, unit } = named;
        let people = if people.is_empty() { Shown::Nothing } else { Shown::People(people.clone()) };
        let award = line.award.as_ref().map(|award| Shown::named(&award.title, award.title_en.as_deref()));
        let cells = [
            line.place.shown(),
            Shown::text(&line.code),
            discipline.result(line.value),
            Shown::or_nothing(award),
            people,
            Shown::or_nothing(unit.clone().map(Shown::Unit)),
            Shown::Label(line.round.label()),
        ];
        cells.iter().map(|shown| self.cell(shown)).collect()
    }

    /// Rank, unit, total.
    fn unit(&self, discipline: &Discipline, unit: &UnitLine) -> Vec<Cell> {
        let total = Shown::Points { value: unit.total, decimals: discipline.decimals };
        [Shown::Count(i64::from(unit.rank)), Shown::Unit(unit.unit.clone()), total].iter().map(|shown| self.cell(shown)).collect()
    }

    /// The record, where and when it was set.
    fn record(&self, best: &Best) -> String {
        let value = fixed::written(best.value, best.decimals);
        self.frame.lang.with("contest-record", &[("value", &value), ("title", &best.title), ("day", &best.on), ("code", &best.code)])
    }

    fn part(&self, contest: ContestId, board: &DisciplineBoard) -> Part {
        let discipline = &board.discipline;
        Part {
            anchor: discipline.serial.to_lowercase(),
            title: self.cell(&discipline.called()).text,
            rules: self.rules(discipline),
            result: self.result(discipline),
            rows: board.lines.iter().map(|line| self.line(discipline, line)).collect(),
            units: board.units.iter().map(|unit| self.unit(discipline, unit)).collect(),
            record: board.record.as_ref().map(|best| self.record(best)).unwrap_or_default(),
            record_here: board.record.as_ref().is_some_and(|best| best.contest == contest),
        }
    }

    fn result(&self, discipline: &Discipline) -> String {
        if let Some(zh) = &discipline.measure {
            let measure = self.frame.lang.pick(zh, discipline.measure_en.as_deref().unwrap_or(zh));
            return self.frame.t1("contest-result-in", "measure", &measure);
        }
        self.frame.t(if discipline.scoring == Scoring::Time { "contest-seconds" } else { "contest-result" }).into_owned()
    }

    /// What the results of a discipline follow from.
    fn rules(&self, discipline: &Discipline) -> String {
        let (frame, lang) = (self.frame, self.frame.lang);
        let mut rules = vec![say(lang, discipline.scoring.label()).to_owned()];
        if discipline.scoring == Scoring::Time || discipline.better.is_some() {
            let better = if discipline.less_is_better() { Better::Less } else { Better::More };
            rules.push(say(lang, better.label()).to_owned());
        }
        if !discipline.tasks.is_empty() {
            rules.push(frame.t1("contest-tasks", "n", &discipline.tasks.len()));
        }
        if discipline.attempts > 1 {
            rules.push(frame.t1("contest-attempts", "n", &discipline.attempts));
        }
        if discipline.scoring == Scoring::Judged && discipline.drop > 0 {
            rules.push(frame.t1("contest-drop", "n", &discipline.drop));
        }
        if !discipline.ties.is_empty() {
            let ties: Vec<&str> = discipline.ties.iter().map(|tie| say(lang, tie.label())).collect();
            rules.push(frame.t1("contest-ties", "ties", &ties.join(lang.pick("、", ", "))));
        }
        let method = match discipline.method {
            RankMethod::Standard => "contest-rank-standard",
            RankMethod::Dense => "contest-rank-dense",
            RankMethod::Ordinal => "contest-rank-ordinal",
        };
        rules.push(frame.t(method).into_owned());
        if discipline.team_best > 0 {
            rules.push(frame.t1("contest-team-best", "n", &discipline.team_best));
        }
        if !discipline.signed.is_empty() {
            let who: Vec<&str> = discipline.signed.iter().map(|signer| say(lang, signer.label())).collect();
            rules.push(frame.t1("contest-signed", "who", &who.join(lang.pick("、", ", "))));
        }
        rules.join(lang.pick("；", "; "))
    }

    /// The results, or the totals of units, of every discipline as one spreadsheet.
    fn sheet(&self, board: &ContestBoard, units: bool) -> Result<Response, Problem> {
        let column = |key: &str, kind| Column { key: "", title: self.frame.t(key).into_owned(), kind, sortable: false };
        let mut columns = vec![column("contest-discipline", Kind::Text), column("contest-rank", Kind::Text)];
        if units {
            columns.extend([column("contest-unit", Kind::Text), column("contest-total", Kind::Number)]);
        } else {
            columns.extend([column("contest-code", Kind::Text), column("contest-result", Kind::Number)]);
            columns.extend(["contest-award", "contest-entrants", "contest-unit", "contest-round"].map(|key| column(key, Kind::Text)));
        }
        let rows = board.board.disciplines.iter().flat_map(|discipline| {
            let of = discipline.discipline.clone();
            let title = self.cell(&of.called());
            let rows: Vec<Vec<Cell>> = if units {
                discipline.units.iter().map(|unit| self.unit(&of, unit)).collect()
            } else {
                discipline.lines.iter().map(|line| self.line(&of, line)).collect()
            };
            rows.into_iter().map(move |row| std::iter::once(title.clone()).chain(row).collect())
        });
        let title = format!("{} · {}", board.head.title, self.frame.t(if units { "contest-units" } else { "contest-board" }));
        let title = board
            .frozen
            .as_ref()
            .map_or(title.clone(), |freeze| format!("{title} · {}", self.frame.t1("contest-frozen", "at", &moment::minute(freeze.at))));
        Ok(list::xlsx(self.app, self.frame, &Wanted::default(), &title, &columns, rows.collect())?.into_response())
    }
}
