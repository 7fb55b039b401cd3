//! `GET /me/calendar`, `POST /me/calendar`: makes and takes back the secret address of one's own calendar.
//! `GET /calendar/{secret}`: that calendar, RFC 5545, with nothing in it but one's own sessions.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use nc_kernel::Micros;
use nc_store::OwnSession;

use super::outside;
use crate::app::App;
use crate::caller::SignedIn;
use crate::form::Posted;
use crate::frame::{Frame, go_on, show_personal};
use crate::moment;
use crate::problem::Problem;

/// Days back a calendar reaches.
const BACK: i64 = 60;

#[derive(Template)]
#[template(path = "delivery/calendar.html")]
struct Page {
    frame: Frame,
    since: String,
    /// The address, told once.
    address: String,
}

async fn page(app: &App, signed: &SignedIn, frame: Frame, address: String) -> Result<Response, Problem> {
    let since = app.store.calendar_feed_since(signed.actor.user).await?.map(moment::minute).unwrap_or_default();
    show_personal(&Page { frame: frame.under(&[("record-title", "/me/record")]), since, address })
}

pub(crate) async fn show(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame) -> Result<Response, Problem> {
    page(&app, &signed, frame, String::new()).await
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    signed: SignedIn,
    headers: HeaderMap,
    frame: Frame,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    if form.chose("do", "end") {
        app.store.end_calendar_feed(signed.actor.user).await?;
        return Ok(go_on("/me/calendar"));
    }
    let secret = app.store.make_calendar_feed(signed.actor.user, &mut app.ids()).await?;
    let address = outside(&app, &headers, &format!("/calendar/{secret}.ics"));
    page(&app, &signed, frame, address).await
}

pub(crate) async fn feed(State(app): State<Arc<App>>, Path(name): Path<String>) -> Result<Response, Problem> {
    let secret = name.strip_suffix(".ics").ok_or(Problem::NOT_FOUND)?;
    let user = app.store.calendar_feed_user(secret).await?.ok_or(Problem::NOT_FOUND)?;
    let person = app.store.published().with_directory(|directory| directory.user(user).and_then(|user| user.person));
    let now = app.store.now();
    let sessions = match person {
        Some(person) => app.store.own_sessions(person, now.day().minus_days(BACK)).await?,
        None => Vec::new(),
    };
    let heads = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    Ok((heads, written(&sessions, now)).into_response())
}

/// The sessions as RFC 5545 text.
fn written(sessions: &[OwnSession], now: Micros) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Nuancheng//Training//ZH".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        // No daylight saving since 1991: one rule for ever.
        "BEGIN:VTIMEZONE".to_owned(),
        "TZID:Asia/Shanghai".to_owned(),
        "BEGIN:STANDARD".to_owned(),
        "DTSTART:19910915T000000".to_owned(),
        "TZOFFSETFROM:+0800".to_owned(),
        "TZOFFSETTO:+0800".to_owned(),
        "TZNAME:CST".to_owned(),
        "END:STANDARD".to_owned(),
        "END:VTIMEZONE".to_owned(),
    ];
    let utc = now.0.div_euclid(1_000_000);
    let (days, seconds) = (utc.div_euclid(86_400), utc.rem_euclid(86_400));
    let stamp =
        format!("{}T{:02}{:02}{:02}Z", nc_kernel::Day::from_epoch_days(days).key(), seconds / 3_600, seconds / 60 % 60, seconds % 60);
    for session in sessions {
        // The last minute of a day is written as the day's own: a local time has no 24 o'clock.
        let clock = |minute: u16| format!("{}T{:02}{:02}00", session.day.key(), minute.min(1_439) / 60, minute.min(1_439) % 60);
        let role = if session.teaches { "/t" } else { "" };
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}-{}{role}@nuancheng", session.class, session.session),
            format!("DTSTAMP:{stamp}"),
            format!("SEQUENCE:{}", session.sequence),
            format!("DTSTART;TZID=Asia/Shanghai:{}", clock(session.starts_minute)),
            format!("DTEND;TZID=Asia/Shanghai:{}", clock(session.ends_minute)),
            format!("SUMMARY:{}", escaped(&format!("{} · {}", session.subject, session.title))),
            format!("STATUS:{}", if session.cancelled { "CANCELLED" } else { "CONFIRMED" }),
        ]);
        lines.extend(session.room.as_ref().map(|room| format!("LOCATION:{}", escaped(room))));
        lines.push("END:VEVENT".to_owned());
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line, broken before its 75th octet and never inside a character.
fn folded(line: &str) -> String {
    let (mut out, mut width) = (String::with_capacity(line.len() + 8), 0);
    for c in line.chars() {
        if width + c.len_utf8() > 74 {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use nc_capability::training::ClassId;
    use nc_kernel::Day;

    use super::*;

    fn session(cancelled: bool, sequence: u32) -> OwnSession {
        OwnSession {
            class: ClassId::of_serial("S-1"),
            title: "警务技能；实战，训练".repeat(4),
            session: 1,
            subject: "法律, 程序".to_owned(),
            day: Day::parse("2024-07-01").unwrap(),
            starts_minute: 540,
            ends_minute: 1_440,
            room: Some("一号;教室".to_owned()),
            teaches: false,
            cancelled,
            sequence,
        }
    }

    #[test]
    fn the_calendar_is_well_formed_keeps_its_ids_and_says_what_is_cancelled() {
        let now = Micros::at(Day::parse("2024-06-28").unwrap(), 7, 5);
        let (first, then) = (written(&[session(false, 0)], now), written(&[session(true, 1)], now));
        for line in first.split_terminator("\r\n") {
            assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
        }
        let unfolded = first.replace("\r\n ", "");
        for wanted in [
            "DTSTAMP:20240627T230500Z\r\n",
            "DTSTART;TZID=Asia/Shanghai:20240701T090000\r\n",
            "DTEND;TZID=Asia/Shanghai:20240701T235900\r\n",
            "SUMMARY:法律\\, 程序 · ",
            "LOCATION:一号\\;教室\r\n",
            "STATUS:CONFIRMED\r\n",
            "SEQUENCE:0\r\n",
        ] {
            assert!(unfolded.contains(wanted), "{wanted} in {unfolded}");
        }
        let uid = |text: &str| text.lines().find(|line| line.starts_with("UID:")).map(str::to_owned);
        assert_eq!(uid(&first), uid(&then));
        assert!(then.contains("STATUS:CANCELLED\r\n") && then.contains("SEQUENCE:1\r\n"));
        assert_eq!(first.matches("BEGIN:").count(), first.matches("END:").count());
    }
}
