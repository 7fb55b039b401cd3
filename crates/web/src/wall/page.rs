//! `GET /wall?report=&page=&still=`: the newest release, or the one named, a few figures at a time.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use nc_figures::report::{ReportId, Stage, TaggedFact};
use nc_kernel::Actor;
use nc_people::access::covered;
use nc_people::{Action, Scope};
use nc_store::ListedReport;

use super::screen::Screen;
use crate::app::App;
use crate::caller::Viewer;
use crate::frame::{Frame, show_personal, unit_name};
use crate::lang::Lang;
use crate::link::link;
use crate::list::Wanted;
use crate::pages::amount::{self, Amount};
use crate::problem::Problem;
use crate::reports::paper::figure_href;

/// Figures on one page: two rows of three on a wide screen, three of two on a narrow one.
const SHOWN: usize = 6;
/// Seconds until a screen turns to its next page.
const TURN: u32 = 20;

/// A number of the release.
struct Tile {
    name: String,
    amount: Amount,
    /// How the report writes it, where that is another way.
    printed: String,
    unit: String,
    period: String,
    known_on: String,
    /// Its figure's page; empty on a screen nobody can go on from.
    href: String,
}

/// A release to choose.
struct Release {
    href: String,
    title: String,
    day: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "wall/page.html")]
struct Page {
    frame: Frame,
    title: String,
    unit: String,
    released: String,
    tiles: Vec<Tile>,
    page: usize,
    pages: usize,
    before: String,
    after: String,
    /// Stops the turning, or lets it go on.
    still: String,
    stands: bool,
    is_screen: bool,
    size: u64,
    root: String,
    /// Numbers whose source is not what it was at the release.
    moved: u64,
    releases: Vec<Release>,
}

/// The releases of the units in `scopes`, newest first. One that was corrected has gone: its correction stands.
async fn standing(app: &App, actor: &Actor, scopes: &[Scope]) -> Result<Vec<ListedReport>, Problem> {
    let seen = |line: &ListedReport| covered(scopes, &line.unit);
    let mut all = app.store.reports(actor, true).await?;
    all.retain(|line| line.stage == Stage::Released && seen(line));
    all.sort_by_key(|line| std::cmp::Reverse(line.released_at));
    Ok(all)
}

fn tiles(app: &App, facts: &[TaggedFact], lang: Lang, is_screen: bool) -> Vec<Tile> {
    let catalogue = app.store.published().catalogue();
    let mut told: Vec<&TaggedFact> = Vec::new();
    for fact in facts {
        let same = |other: &&TaggedFact| other.key() == fact.key() && other.period == fact.period && other.scope == fact.scope;
        if !told.iter().any(same) {
            told.push(fact);
        }
    }
    let tile = |fact: &TaggedFact| {
        let amount = Amount::new(&fact.worth, &fact.unit, lang);
        Tile {
            name: lang.pick(&fact.zh, &fact.en).to_owned(),
            printed: if fact.printed == amount.number { String::new() } else { fact.printed.clone() },
            amount,
            unit: unit_name(app, &fact.scope, lang),
            period: catalogue
                .get(&fact.key())
                .map_or_else(|| amount::span(fact.period, lang), |definition| amount::period(definition, fact.period, lang)),
            known_on: fact.known_on.to_string(),
            href: if is_screen { String::new() } else { figure_href(fact) },
        }
    };
    told.into_iter().map(tile).collect()
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    viewer: Result<Viewer, Problem>,
    frame: Frame,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let (actor, scopes, is_screen) = match (viewer, Screen::of(&app, &headers).await?) {
        (Ok(Viewer(actor)), _) => {
            let scopes = app.somewhere(&actor, Action::ReadFigures)?;
            (actor, scopes, false)
        }
        (Err(_), Some(screen)) => (screen.actor(), screen.scopes(&app), true),
        (Err(_), None) => return Err(Problem::SignIn),
    };
    let lang = frame.lang;
    let standing = standing(&app, &actor, &scopes).await?;
    let named = wanted.filter("report");
    let chosen = match named {
        "" => standing.first(),
        named => {
            let id: Option<ReportId> = named.parse().ok();
            Some(standing.iter().find(|line| Some(line.id) == id).ok_or(Problem::Missing("已签发的报告", "released report"))?)
        }
    };
    let facts = match chosen {
        Some(line) => {
            let view = app.store.report(&actor, line.id).await?;
            view.report.release().map(|release| release.document.facts.clone()).unwrap_or_default()
        }
        None => Vec::new(),
    };
    let all = tiles(&app, &facts, lang, is_screen);
    let pages = all.len().div_ceil(SHOWN).max(1);
    let page = wanted.page().min(pages);
    let stands = !wanted.filter("still").is_empty();
    let at = |page: usize, still: &str| {
        let page = if page > 1 { page.to_string() } else { String::new() };
        link("/wall", &[("report", named), ("page", &page), ("still", still), ("lang", wanted.filter("lang"))])
    };
    let still = if stands { "1" } else { "" };
    let next = if page < pages { page + 1 } else { 1 };
    let ledger = facts.iter().map(|fact| (fact.ledger_size, fact.ledger_root.as_str())).max_by_key(|(size, _)| *size);
    let (size, root) = ledger.unwrap_or((0, ""));
    let shown = Page {
        title: chosen.map(|line| line.title.clone()).unwrap_or_default(),
        unit: chosen.map(|line| unit_name(&app, &line.unit, lang)).unwrap_or_default(),
        released: chosen.and_then(|line| line.released_at).map(|at| at.day().to_string()).unwrap_or_default(),
        tiles: all.into_iter().skip((page - 1) * SHOWN).take(SHOWN).collect(),
        before: if page > 1 { at(page - 1, still) } else { String::new() },
        after: if page < pages { at(page + 1, still) } else { String::new() },
        still: at(page, if stands { "" } else { "1" }),
        page,
        pages,
        stands,
        is_screen,
        size,
        root: root.get(..16).unwrap_or_default().to_owned(),
        moved: chosen.and_then(ListedReport::differing).unwrap_or_default(),
        releases: standing
            .iter()
            .map(|line| Release {
                href: link("/wall", &[("report", &line.id.to_string())]),
                title: line.title.clone(),
                day: line.released_at.map(|at| at.day().to_string()).unwrap_or_default(),
                chosen: chosen.is_some_and(|chosen| chosen.id == line.id),
            })
            .collect(),
        frame,
    };
    let mut response = show_personal(&shown)?;
    if is_screen && !stands {
        let turn = format!("{TURN}; url={}", at(next, ""));
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_str(&turn).map_err(|_| Problem::Fault)?);
    }
    Ok(response.into_response())
}
