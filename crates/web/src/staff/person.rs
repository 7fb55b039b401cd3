//! `GET /people/{id}`: where and as what somebody served, their posts and leave. Whoever may not read people of any unit the
//! person served in gets the answer of a person who does not exist.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use nc_kernel::{Day, PersonId};
use nc_people::Action;

use crate::app::App;
use crate::caller::Viewer;
use crate::frame::{Frame, show_personal, unit_name};
use crate::lang::Lang;
use crate::problem::Problem;

/// Something that held from one day to another.
pub(crate) struct Period {
    pub what: String,
    pub unit: String,
    pub from: String,
    pub until: String,
    pub evidence: u64,
}

#[derive(Template)]
#[template(path = "staff/person.html")]
struct Page {
    frame: Frame,
    name: String,
    id: String,
    service: Vec<Period>,
}

/// Service, posts and leave of a person, the latest first.
pub(crate) fn periods(app: &App, person: PersonId, lang: Lang) -> Vec<Period> {
    let end = |until: Option<Day>| until.map(|day| day.minus_days(1).to_string()).unwrap_or_default();
    let found = app.store.published().with_directory(|directory| directory.person(person).cloned());
    let Some(person) = found else { return Vec::new() };
    let mut all: Vec<(Day, Period)> = Vec::new();
    for member in &person.memberships {
        let period = Period {
            what: lang.word("kind", member.kind.word()),
            unit: unit_name(app, &member.unit, lang),
            from: member.from.to_string(),
            until: end(member.until),
            evidence: member.evidence,
        };
        all.push((member.from, period));
    }
    for post in &person.posts {
        let period = Period {
            what: post.title.clone(),
            unit: unit_name(app, &post.unit, lang),
            from: post.from.to_string(),
            until: end(post.until),
            evidence: post.since_seq,
        };
        all.push((post.from, period));
    }
    for leave in &person.leaves {
        let period = Period {
            what: lang.t("person-on-leave").into_owned(),
            unit: String::new(),
            from: leave.from.to_string(),
            until: leave.to.to_string(),
            evidence: leave.since_seq,
        };
        all.push((leave.from, period));
    }
    all.sort_by(|(a, _), (b, _)| b.cmp(a));
    all.into_iter().map(|(_, period)| period).collect()
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let missing = Problem::Missing("人员", "person");
    let person: PersonId = id.parse().map_err(|_| missing.clone())?;
    let scopes = app.store.scopes(&actor, Action::ReadPeople);
    let scope = app.store.published().with_directory(|directory| {
        let person = directory.person(person)?;
        scopes.iter().find(|scope| person.memberships.iter().any(|m| scope.path().contains(&m.unit))).cloned()
    });
    let scope = scope.ok_or(missing)?;
    app.store.note_reading(actor.user, "person", &[person]).await?;
    let name = app.store.personal(&scope, person, nc_people::model::NAME).await?;
    show_personal(&Page {
        name: name.unwrap_or_else(|| frame.t("person-erased").into_owned()),
        id: person.to_string(),
        service: periods(&app, person, frame.lang),
        frame: frame.under(&[("people-title", "/people")]),
    })
}
