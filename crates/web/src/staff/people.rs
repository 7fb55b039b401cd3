//! `GET /people?unit=&on=`, `POST /people`: who serves in a unit and below it on a day, by name. Each name shown is noted as read. A search by
//! name is posted: no address may hold a name.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use nc_kernel::{Actor, PersonId, UnitPath};
use nc_people::Action;

use crate::app::App;
use crate::caller::Viewer;
use crate::form::{Form, Posted};
use crate::frame::{Choice, Frame, choices, show_personal, unit_name};
use crate::list::{self, Cell, Kind, Listing, Wanted, column};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "staff/people.html")]
struct Page {
    frame: Frame,
    unit: String,
    units: Vec<Choice>,
    on: String,
    list: Listing,
}

pub(crate) async fn show(State(app): State<Arc<App>>, Viewer(actor): Viewer, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    answer(&app, &actor, frame, wanted.by_name(&Form::default())).await
}

pub(crate) async fn search(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    frame: Frame,
    wanted: Wanted,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    answer(&app, &actor, frame, wanted.by_name(&form)).await
}

async fn answer(app: &App, actor: &Actor, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    let lang = frame.lang;
    let on = wanted.day("on").unwrap_or_else(|| app.store.now().day());
    let scopes = app.store.scopes(actor, Action::ReadPeople);
    let unit = match (UnitPath::parse(wanted.filter("unit")), scopes.first()) {
        (Ok(unit), _) => unit,
        (Err(_), Some(scope)) => scope.path().clone(),
        (Err(_), None) => app.store.bureau_path()?,
    };
    let scope = app.store.allow(actor, Action::ReadPeople, &unit)?;
    // Opening sealed names is the dear part: all of them only where the list cannot do without.
    let names = if wanted.needs_all("name") { app.store.names(&scope).await? } else { HashMap::new() };
    let columns = vec![
        column(&frame, "name", Kind::Text),
        column(&frame, "kind", Kind::Text),
        column(&frame, "unit", Kind::Text),
        column(&frame, "post", Kind::Text),
        column(&frame, "from", Kind::Day),
        column(&frame, "state", Kind::Text),
    ];
    let mut people: Vec<(PersonId, Vec<Cell>)> = app.store.published().with_directory(|directory| {
        directory
            .serving(scope.path(), on)
            .map(|(person, member)| {
                let posts: Vec<&str> =
                    person.posts.iter().filter(|p| p.from <= on && p.until.is_none_or(|end| on < end)).map(|p| p.title.as_str()).collect();
                let place = directory
                    .unit(&member.unit, on)
                    .map_or_else(|| member.unit.to_string(), |u| lang.pick(&u.name_zh, &u.name_en).to_owned());
                let name = names.get(&person.id).cloned().unwrap_or_else(|| frame.t("person-erased").into_owned());
                let away = person.on_leave(on).is_some();
                let cells = vec![
                    Cell::link(name, format!("/people/{}", person.id)),
                    Cell::text(frame.word("kind", member.kind.word())),
                    Cell::text(place).ordered(member.unit.as_str()),
                    Cell::text(posts.join(lang.pick("、", ", "))),
                    Cell::text(member.from.to_string()),
                    if away { Cell::mark(frame.t("person-on-leave"), "off") } else { Cell::text("") },
                ];
                (person.id, cells)
            })
            .collect()
    });
    // By unit, as the tree stands; never by anything anybody did.
    people.sort_by(|(a, x), (b, y)| (x.get(2).map(|c| &c.order), a).cmp(&(y.get(2).map(|c| &c.order), b)));
    let title = format!("{} · {}", frame.t("people-title"), unit_name(app, &unit, lang));
    let subjects: HashMap<String, PersonId> = people.iter().map(|(id, _)| (format!("/people/{id}"), *id)).collect();
    let rows: Vec<Vec<Cell>> = people.into_iter().map(|(_, cells)| cells).collect();
    if wanted.xlsx {
        app.store.note_reading(actor.user, "people_xlsx", &subjects.into_values().collect::<Vec<_>>()).await?;
        return Ok(list::xlsx(app, &frame, &wanted, &title, &columns, rows)?.into_response());
    }
    let mut list = Listing::new(&frame, &wanted, title, columns, rows, "people-empty");
    let shown: Vec<PersonId> = list.rows.iter().flatten().filter_map(|cell| subjects.get(&cell.href).copied()).collect();
    app.store.note_reading(actor.user, "people", &shown).await?;
    if names.is_empty() {
        let names = app.store.personal_of(std::slice::from_ref(&scope), &shown, "name").await?;
        for cell in list.rows.iter_mut().filter_map(|row| row.first_mut()) {
            if let Some(name) = subjects.get(&cell.href).and_then(|person| names.get(person)) {
                cell.text.clone_from(name);
            }
        }
    }
    show_personal(&Page {
        unit: unit_name(app, &unit, lang),
        units: choices(app, &scopes, Some(&unit), lang),
        on: on.to_string(),
        frame,
        list,
    })
}
