//! Given / when / then.

use std::collections::BTreeSet;

use nc_kernel::{Entry, PersonId};

use super::command::*;
use super::model::{AircraftId, Category, Currency, Mission, Rating};
use super::registers::{FLIGHT, LICENCE, MISSION};
use crate::training::tests::world::{A, B, BASE, World, attr, day, unit};

fn drone() -> AircraftId {
    AircraftId::of_serial("UAV-001")
}

fn license(person: PersonId, rating: Rating, on: &str, until: Option<&str>) -> LicenseOperator {
    LicenseOperator {
        person,
        base: unit(BASE),
        category: Category::Multirotor,
        class: "B2".into(),
        rating,
        document: "2023年第1期考核记录".into(),
        on: day(on),
        until: until.map(day),
    }
}

fn assign(person: PersonId, number: &str, on: &str) -> AssignMission {
    AssignMission { aircraft: drone(), person, number: number.into(), mission: Mission::Patrol, beyond: false, on: day(on) }
}

fn flown(person: PersonId, minutes: u32, on: &str) -> LogFlight {
    LogFlight { aircraft: drone(), person, instructor: None, minutes, mission: Mission::Training, on: day(on) }
}

/// An aircraft of A, good through 2024; currency is two flights or an hour in ninety days.
fn ready() -> World {
    let mut world = World::new();
    let (serial, model) = ("UAV-001".into(), "M30T".into());
    world.run(&RegisterAircraft { serial, model, category: Category::Multirotor, unit: unit(A), on: day("2023-01-01") }).unwrap();
    let (on, until) = (day("2023-01-01"), day("2024-06-27"));
    world.run(&RecordAirworthiness { aircraft: drone(), document: "适航1".into(), on, until: day("2024-12-31") }).unwrap();
    world.run(&RecordInsurance { aircraft: drone(), document: "保单1".into(), on, until }).unwrap();
    let currency = Currency { days: 90, flights: 2, minutes: 60 };
    world.run(&SetCurrency { currency, basis: "局〔2023〕3号".into(), on: day("2023-01-01") }).unwrap();
    world
}

fn at_person(rule: &'static str) -> Vec<(&'static str, String)> {
    vec![(rule, "person".to_owned())]
}

#[test]
fn t9_a_lapsed_licence_assigns_nobody_the_day_after_without_any_job() {
    let mut world = ready();
    let person = world.police(A);
    assert_eq!(world.refused(&assign(person, "1", "2024-06-01")), at_person("flight.no_licence"), "never earned");
    world.run(&license(person, Rating::Vlos, "2024-03-20", Some("2024-06-10"))).unwrap();
    let recorded = world.log.len();
    assert_eq!(world.refused(&assign(person, "1", "2024-06-11")), at_person("flight.no_licence"), "lapsed yesterday");
    assert_eq!(world.log.len(), recorded);
    world.run(&assign(person, "1", "2024-06-10")).unwrap();
    assert_eq!(world.refused(&assign(person, "1", "2024-06-10")), [("flight.number_taken", "number".to_owned())]);
}

#[test]
fn t9_currency_is_flights_or_minutes_in_the_days_of_the_setting() {
    let mut world = ready();
    let (often, long, neither) = (world.police(A), world.police(A), world.police(B));
    for person in [often, long, neither] {
        world.run(&license(person, Rating::Vlos, "2023-02-01", None)).unwrap();
        world.run(&assign(person, "new", "2023-05-01")).unwrap();
        assert_eq!(
            world.refused(&assign(person, "old", "2023-05-02")),
            at_person("flight.not_current"),
            "ninety days after the examination"
        );
    }
    world.run(&flown(often, 10, "2024-03-03")).unwrap();
    world.run(&flown(often, 10, "2024-05-20")).unwrap();
    world.run(&flown(long, 60, "2024-05-20")).unwrap();
    world.run(&flown(neither, 59, "2024-05-20")).unwrap();
    world.run(&assign(often, "a", "2024-05-31")).unwrap();
    assert_eq!(world.refused(&assign(often, "b", "2024-06-01")), at_person("flight.not_current"), "the first flight is too long ago");
    world.run(&assign(long, "c", "2024-06-01")).unwrap();
    let no = world.run(&assign(neither, "d", "2024-06-01")).unwrap_err();
    assert!(no.0[0].zh().contains("90") && no.0[0].zh().contains("60分钟"), "{}", no.0[0].zh());
    assert_eq!((world.entries(MISSION).len(), world.entries(FLIGHT).len()), (5, 4));
    assert!(world.entries(FLIGHT).iter().all(|row| row.person.is_none()), "who flew how much is no figure");
}

#[test]
fn t9_suspension_rating_and_the_aircraft_stand_in_the_way_and_are_all_named() {
    let mut world = ready();
    let person = world.police(A);
    world.run(&license(person, Rating::Vlos, "2024-05-01", None)).unwrap();
    let beyond = AssignMission { beyond: true, ..assign(person, "1", "2024-06-28") };
    assert_eq!(world.refused(&beyond), [("flight.insurance", "aircraft".to_owned()), ("flight.rating", "person".to_owned())]);
    let (category, reason, authority) = (Category::Multirotor, "违规飞行".to_owned(), "支队决定".to_owned());
    world.run(&SuspendLicence { person, category, on: day("2024-06-01"), reason, authority: authority.clone() }).unwrap();
    assert_eq!(world.refused(&assign(person, "2", "2024-06-05")), at_person("flight.suspended"));
    world.run(&RestoreLicence { person, category, on: day("2024-06-10"), authority }).unwrap();
    assert_eq!(world.refused(&assign(person, "2", "2024-06-09")), at_person("flight.suspended"));
    world.run(&assign(person, "2", "2024-06-10")).unwrap();
    let times: Vec<_> = world.entries(LICENCE).into_iter().map(|row| (row.day, row.until)).collect();
    assert_eq!(times, [(day("2024-05-01"), Some(day("2024-06-01"))), (day("2024-06-10"), None)]);
}

#[test]
fn t9_trained_at_the_base_and_valid_today_are_two_figures() {
    let mut world = ready();
    let (lapsed, renewed) = (world.police(A), world.police(B));
    world.run(&license(lapsed, Rating::Vlos, "2023-02-01", Some("2024-01-31"))).unwrap();
    world.run(&license(renewed, Rating::Vlos, "2023-02-01", Some("2024-01-31"))).unwrap();
    world.run(&license(renewed, Rating::Bvlos, "2024-01-20", None)).unwrap();
    let rows = world.entries(LICENCE);
    let people = |rows: Vec<&&Entry>| rows.into_iter().filter_map(|row| row.person).collect::<BTreeSet<_>>();
    let held = people(rows.iter().filter(|row| row.facets.host == Some(unit(BASE))).collect());
    let today = day("2024-06-28");
    let valid = people(rows.iter().filter(|row| row.day <= today && row.until.is_none_or(|until| today < until)).collect());
    assert_eq!((held, valid), (BTreeSet::from([lapsed, renewed]), BTreeSet::from([renewed])));
    assert_eq!(rows.iter().filter(|row| *attr(row, "first") == true.into()).count(), 2);
}

#[test]
fn t9_only_a_valid_instructor_flies_with_another() {
    let mut world = ready();
    let (student, teacher) = (world.police(A), world.police(B));
    let dual = LogFlight { instructor: Some(teacher), ..flown(student, 20, "2024-06-01") };
    assert_eq!(world.refused(&dual), [("flight.instructor", "instructor".to_owned())]);
    world.run(&license(teacher, Rating::Instructor, "2024-06-01", None)).unwrap();
    world.run(&dual).unwrap();
}

#[test]
fn t9_the_line_of_a_licence_and_of_an_aircraft_says_what_it_becomes_by_time_alone() {
    use nc_people::sheet::Listed;

    use super::state::{Aircraft, Pilot};
    let mut world = ready();
    let person = world.police(A);
    let pilot = |world: &World| {
        let pilot = world.states.get::<Pilot>(person).unwrap();
        let line = pilot.line().unwrap();
        (line.state, line.ends_on, pilot.lapses())
    };
    world.run(&license(person, Rating::Vlos, "2024-03-20", Some("2024-06-10"))).unwrap();
    assert_eq!(pilot(&world), ("valid", day("2024-06-10"), Some("lapsed")));
    world.run(&license(person, Rating::Bvlos, "2024-05-20", Some("2026-05-19"))).unwrap();
    assert_eq!(pilot(&world), ("valid", day("2026-05-19"), Some("lapsed")), "the licence that lasts longest tells it");
    let (reason, authority) = ("违规飞行".to_owned(), "支队".to_owned());
    let category = Category::Multirotor;
    world.run(&SuspendLicence { person, category, on: day("2024-06-01"), reason, authority: authority.clone() }).unwrap();
    assert_eq!((pilot(&world).0, pilot(&world).2), ("suspended", None), "what is suspended does not lapse into something better known");
    world.run(&RestoreLicence { person, category, on: day("2024-06-05"), authority }).unwrap();
    assert_eq!(pilot(&world), ("valid", day("2026-05-19"), Some("lapsed")));
    let aircraft = world.states.get::<Aircraft>(drone()).unwrap();
    let line = aircraft.line().unwrap();
    assert_eq!(
        (line.state, line.ends_on, aircraft.lapses()),
        ("in_service", day("2024-06-27"), Some("grounded")),
        "the earlier of the two"
    );
}

#[test]
fn currency_lasts_until_the_flights_it_rests_on_are_too_old() {
    let rule = Currency { days: 90, flights: 2, minutes: 60 };
    let flights = [(day("2024-01-01"), 20), (day("2024-01-10"), 20), (day("2024-02-01"), 30)];
    for (flown, licensed, wanted) in [
        (&flights[..], "2020-01-01", Some("2024-04-08")),
        (&flights[..1], "2020-01-01", None),
        (&[], "2024-01-20", Some("2024-04-18")),
        (&[(day("2024-02-01"), 60)], "2020-01-01", Some("2024-04-30")),
    ] {
        let lasts = rule.lasts(|| flown.iter().copied(), day(licensed), day("2024-02-05"));
        assert_eq!(lasts, wanted.map(day), "{flown:?}");
        // What it says is what the rule itself says, day by day.
        for n in 0..120 {
            let on = day("2024-02-05").plus_days(n);
            assert_eq!(lasts.is_some_and(|last| on <= last), rule.met(flown.iter().copied(), day(licensed), on), "{on}");
        }
    }
}
