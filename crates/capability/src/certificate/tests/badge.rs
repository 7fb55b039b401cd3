//! The badge and the status list: what they say, and when they are believed.

use std::fmt::Write as _;

use nc_kernel::Micros;
use proptest::prelude::*;

use super::super::badge::{Badge, Fault, NotABadge};
use super::super::content::Opening;
use super::super::model::place;
use super::super::status_list::{FEWEST_BITS, NotAList, StatusList};
use super::content;
use crate::training::tests::world::day;

const ISSUER: &str = "did:jwk:e30";

fn opening() -> Opening {
    Opening { salt: [7; 16], name: "欧阳 堃".into() }
}

fn badge() -> Badge {
    Badge::of(ISSUER, &content(&opening()), &opening(), day("2024-07-01")).unwrap()
}

fn list(series: &str, void: &[u32]) -> StatusList {
    StatusList::of(ISSUER, series, 20, void, Micros::at(day("2024-07-01"), 9, 30)).unwrap()
}

#[test]
fn a_badge_is_an_open_badges_3_credential_and_names_nobody() {
    let claims = badge().claims();
    assert_eq!(claims, include_str!("badge.json").trim_end());
    assert!(!claims.contains("欧阳"));
    let read = Badge::read(&claims).unwrap();
    assert_eq!(read, badge());
    assert!(read.is_of("欧阳 堃") && !read.is_of("欧阳 喆"));
    let mut bare = content(&opening());
    bare.number = "17".into();
    assert_eq!(Badge::of(ISSUER, &bare, &opening(), day("2024-07-01")), None);
}

#[test]
fn what_a_badge_states_twice_may_not_differ() {
    let claims = badge().claims();
    for (from, to) in [
        ("\"validUntil\":\"2026", "\"validUntil\":\"2027"),
        ("\"exp\":", "\"exp\":1"),
        ("\"statusListIndex\":\"1\"", "\"statusListIndex\":\"2\""),
        ("\"creditEarned\":4", "\"creditEarned\":4.00"),
        ("{\"@context\"", "{\"more\":1,\"@context\""),
        ("\"statusPurpose\":\"revocation\"", "\"statusPurpose\":\"message\""),
        ("\"name\":\"2024-150602-00001\"", "\"name\":\"00001\""),
    ] {
        let altered = claims.replace(from, to);
        assert_ne!(altered, claims, "{from}");
        assert_eq!(Badge::read(&altered), Err(NotABadge), "{to}");
    }
}

#[test]
fn a_badge_is_good_from_its_issue_until_its_last_day() {
    let badge = badge();
    assert_eq!(badge.check(day("2024-06-27"), None), Err(Fault::NotYet(day("2024-06-28"))));
    assert_eq!(badge.check(day("2024-06-28"), None), Ok(()));
    assert_eq!(badge.check(day("2026-07-01"), None), Ok(()));
    assert_eq!(badge.check(day("2026-07-02"), None), Err(Fault::Expired(day("2026-07-01"))));
}

#[test]
fn a_void_number_is_found_in_its_series_list_and_an_old_or_other_list_is_no_answer() {
    let (badge, today) = (badge(), day("2024-07-02"));
    let check = |list: &StatusList, on: &str| badge.check(day(on), Some(list));
    assert_eq!(badge.check(today, Some(&list("2024-150602", &[2, 3]))), Ok(()));
    assert_eq!(check(&list("2024-150602", &[1]), "2024-07-02"), Err(Fault::Revoked));
    assert_eq!(check(&list("2023-150602", &[]), "2024-07-02"), Err(Fault::OtherList));
    assert_eq!(check(&list("2024-150602", &[]), "2024-08-01"), Ok(()));
    assert_eq!(check(&list("2024-150602", &[]), "2024-08-02"), Err(Fault::ListExpired(day("2024-08-01"))));
    assert_eq!(check(&list("2024-150602", &[]), "2024-06-30"), Err(Fault::ListNotYet(day("2024-07-01"))));
    let other = StatusList::of("did:jwk:e31", "2024-150602", 20, &[], Micros::at(day("2024-07-01"), 9, 30)).unwrap();
    assert_eq!(badge.check(today, Some(&other)), Err(Fault::OtherList));
    let mut far = content(&opening());
    write!(far.number, "{:06}", 0).unwrap();
    let far = Badge::of(ISSUER, &far, &opening(), today).unwrap();
    assert_eq!(far.check(today, Some(&list("2024-150602", &[]))), Err(Fault::NotListed));
}

#[test]
fn a_status_list_is_as_long_as_the_standard_asks_and_its_first_bit_is_the_leftmost() {
    let list = list("2024-150602", &[1, 17]);
    let claims = list.claims();
    assert_eq!(StatusList::read(&claims), Ok(list.clone()));
    assert!(claims.contains("\"validFrom\":\"2024-07-01T09:30:00+08:00\"") && claims.contains("\"encodedList\":\"uH4sI"), "{claims}");
    let void: Vec<u32> = (0..131_072).filter(|nth| list.void(*nth) == Some(true)).collect();
    assert_eq!((void, list.void(131_072)), (vec![1, 17], None));
    let longer = StatusList::of(ISSUER, "2024-150602", 131_072, &[131_072], Micros(0)).unwrap();
    assert_eq!((longer.void(131_072), longer.void(262_144)), (Some(true), None));
    assert_eq!(FEWEST_BITS, 131_072);

    let altered = claims.replace("\"encodedList\":\"u", "\"encodedList\":\"z");
    assert_eq!(StatusList::read(&altered), Err(NotAList), "another multibase");
    let altered = claims.replace("2024-08-01T23:59:59", "2025-08-01T23:59:59");
    assert_eq!(StatusList::read(&altered), Err(NotAList), "exp and validUntil differ");
    assert_eq!(StatusList::read(&badge().claims()), Err(NotAList));
}

#[test]
fn a_number_tells_its_series_and_its_place() {
    assert_eq!(place("2024-150602-00017"), Some(("2024-150602", 17)));
    for none in ["2024", "2024-150602-00000", "2024-150602-x", ""] {
        assert_eq!(place(none), None, "{none}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn exactly_the_void_numbers_are_void(void in proptest::collection::btree_set(1_u32..140_000, 0..40)) {
        let void: Vec<u32> = void.into_iter().collect();
        let list = StatusList::of(ISSUER, "s", 140_000, &void, Micros(0)).unwrap();
        let read = StatusList::read(&list.claims()).unwrap();
        prop_assert_eq!((1..140_000).filter(|nth| read.void(*nth) == Some(true)).collect::<Vec<_>>(), void);
    }
}
