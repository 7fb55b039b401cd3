//! Bases, laboratories and flight through the store: what is recorded is counted, proved by a recount, and refused by date.

use nc_capability::base::command::{OpenBase, SetVenue};
use nc_capability::base::{BaseId, BaseKind, VenueKind};
use nc_capability::flight::command::{AssignMission, LicenseOperator, RecordAirworthiness, RecordInsurance, RegisterAircraft, SetCurrency};
use nc_capability::flight::model::Mission;
use nc_capability::flight::{AircraftId, Category, Currency, Rating};
use nc_kernel::PersonId;
use nc_testkit::dual_db;

use crate::bureau::{A1, Bureau, OFFICER, TOP, catalogue, day, unit, year};

fn license(person: PersonId, on: &str, until: &str) -> LicenseOperator {
    LicenseOperator {
        person,
        base: unit(TOP),
        category: Category::Multirotor,
        class: "B2".into(),
        rating: Rating::Vlos,
        document: "考核记录".into(),
        on: day(on),
        until: Some(day(until)),
    }
}

dual_db! {
    async fn t9_trained_operators_and_valid_ones_are_two_figures_and_only_the_valid_are_assigned(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.define(&catalogue(&[include_str!("../../../../catalogue/figures/support.toml")])).await.unwrap();
        bureau.on("2024-06-28");
        let people = bureau.of(A1);
        let (aircraft, serial) = (AircraftId::of_serial("W-1"), "W-1".to_owned());
        let (from, until) = (day("2024-01-02"), day("2024-12-31"));
        let registered = RegisterAircraft { serial, model: "M30".into(), category: Category::Multirotor, unit: unit(TOP), on: from };
        bureau.done(&OFFICER, registered).await;
        bureau.done(&OFFICER, RecordAirworthiness { aircraft, document: "适航".into(), on: from, until }).await;
        bureau.done(&OFFICER, RecordInsurance { aircraft, document: "保单".into(), on: from, until }).await;
        let currency = Currency { days: 400, flights: 1, minutes: 1 };
        bureau.done(&OFFICER, SetCurrency { currency, basis: "规定".into(), on: from }).await;
        bureau.done(&OFFICER, license(people[0], "2024-01-03", "2024-03-31")).await;
        bureau.done(&OFFICER, license(people[0], "2024-03-20", "2024-06-27")).await;
        bureau.done(&OFFICER, license(people[1], "2024-01-03", "2025-01-02")).await;
        let assign = |person, number: &str| AssignMission { aircraft, person, number: number.into(), mission: Mission::Patrol, beyond: false, on: day("2024-06-28") };
        assert_eq!(bureau.refused(&OFFICER, assign(people[0], "1")).await, ["flight.no_licence"]);
        bureau.done(&OFFICER, assign(people[1], "1")).await;
        for (figure, worth) in [("base.operators_trained", 2), ("base.operators_valid", 1), ("base.missions", 1), ("base.flights", 0)] {
            assert_eq!(bureau.count(figure, TOP, year(2024)).await, worth, "{figure}");
        }
    }

    async fn t5_a_venue_set_at_a_base_is_counted_while_in_use(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.define(&catalogue(&[include_str!("../../../../catalogue/figures/support.toml")])).await.unwrap();
        bureau.on("2024-06-28");
        let (serial, title, kind) = ("JD".to_owned(), "训练基地".to_owned(), BaseKind::TrainingBase);
        bureau.done(&OFFICER, OpenBase { serial, title, kind, unit: unit(TOP), on: day("2024-01-02") }).await;
        let venue = |name: &str, capacity| SetVenue {
            base: BaseId::of_serial("JD"), name: name.into(), kind: VenueKind::Range, capacity, beds: 0, on: day("2024-01-03"),
        };
        bureau.done(&OFFICER, venue("射击馆", 40)).await;
        bureau.done(&OFFICER, venue("搏击馆", 60)).await;
        bureau.done(&OFFICER, venue("搏击馆", 0)).await;
        assert_eq!(bureau.count("base.in_use", TOP, year(2024)).await, 1);
        assert_eq!(bureau.count("base.venues", TOP, year(2024)).await, 1);
    }
}
