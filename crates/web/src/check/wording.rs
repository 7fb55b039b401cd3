//! `POST /check/wording`: a person says which figure a wording means, or that it means none. The text comes along and is
//! checked again with that; what is remembered are the words that say what is counted, taken from the check itself.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use nc_people::Action;
use nc_store::{ChooseWording, Line};

use super::page;
use super::result::can_be_chosen;
use crate::app::App;
use crate::caller::SignedIn;
use crate::form::Form;
use crate::frame::Frame;
use crate::problem::Problem;

/// Which line was chosen for, and what: a figure, or none. `12:training.runs`, `12:` for none, `12:?` for what was typed.
fn chosen(form: &Form) -> Option<(usize, Option<String>)> {
    let (line, figure) = form.value("choose").split_once(':')?;
    let line: usize = line.parse().ok()?;
    let figure = match figure {
        "" => None,
        "?" => Some(form.value(&format!("figure-{line}")).to_owned()),
        figure => Some(figure.to_owned()),
    };
    Some((line, figure))
}

pub(crate) async fn handle(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame, request: Request) -> Result<Response, Problem> {
    let actor = &signed.actor;
    app.somewhere(actor, Action::ReadFigures)?;
    let form = page::sent(request, frame.lang).await?;
    let asked = match page::read(&app, actor, &form) {
        Ok(asked) => asked,
        Err(problem) => {
            let form = page::refuse(form, problem, frame.lang)?;
            return page::refused(&app, actor, frame, form, None).await;
        }
    };
    let checked = asked.check(&app).await?;
    let missing = || Problem::Missing("待认定的数字", "number to choose for");
    let (number, figure) = chosen(&form).ok_or_else(missing)?;
    let line: &Line = checked.lines.get(number).filter(|line| can_be_chosen(line)).ok_or_else(missing)?;
    let command = ChooseWording {
        subject: line.claim.subject.clone(),
        dimension: line.claim.dimension.to_owned(),
        figure,
        unit: app.store.bureau_path()?,
    };
    match app.store.execute(actor, app.fresh_key(actor), command).await {
        Ok(receipt) => {
            let checked = asked.check(&app).await?;
            let said = if receipt.facts == 0 { "check-chosen-before" } else { "check-chosen" };
            let done = frame.t1(said, "text", &line.claim.text);
            page::result(&app, actor, frame, form, &asked.text, &checked, done).await
        }
        Err(fault) => {
            let refused = page::refuse(form.clone(), fault.into(), frame.lang)?;
            let place = format!("figure-{number}");
            let form = refused.faults().iter().fold(form, |form, fault| form.fault(&place, fault.message.clone()));
            page::refused(&app, actor, frame, form, Some(&checked)).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_names_its_line_and_a_figure_or_none() {
        let typed = |choose: &str| chosen(&Form::default().set("choose", choose).set("figure-3", " training.runs "));
        let figure = |id: &str| Some(id.to_owned());
        for (choose, expected) in [
            ("3:study.rotation.runs", Some((3, figure("study.rotation.runs")))),
            ("3:", Some((3, None))),
            ("3:?", Some((3, figure("training.runs")))),
            ("4:?", Some((4, figure("")))),
            ("x:", None),
            ("", None),
        ] {
            assert_eq!(typed(choose), expected, "{choose}");
        }
    }
}
