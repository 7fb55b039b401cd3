//! The bytes of a fact.

use nc_ledger::envelope::{Envelope, canonical, canonical_body};
use nc_ledger::{LedgerError, leaf_hash};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Frozen: bytes and leaf hash of one fact. If this test fails, old facts no longer verify; change the code, not this.
#[test]
fn golden_envelope_bytes_and_leaf_hash() {
    let body = canonical_body(&json!({
        "places": 30, "name": "c0ffee", "note": "引号\" 换行\n é", "refs": [3, -1, null, true], "a": {"z": 0, "b": {}},
    }))
    .unwrap();
    let envelope = Envelope {
        actor: "person:42".into(),
        at: 1_767_225_600_123_456,
        body: &body,
        bureau: 1,
        kind: "training.class_closed.v1".into(),
        on: "2026-01-01".into(),
        seq: 7,
        stream: "class:12".into(),
        unit: "/1/4/9/".into(),
    };
    let bytes = envelope.to_bytes().unwrap();
    assert_eq!(
        String::from_utf8(bytes.clone()).unwrap(),
        concat!(
            r#"{"actor":"person:42","at":1767225600123456,"body":{"a":{"b":{},"z":0},"name":"c0ffee","#,
            r#""note":"引号\" 换行\n é","places":30,"refs":[3,-1,null,true]},"bureau":1,"#,
            r#""kind":"training.class_closed.v1","on":"2026-01-01","seq":7,"stream":"class:12","unit":"/1/4/9/"}"#
        )
    );
    assert_eq!(hex::encode(leaf_hash(&bytes).0), "61f707b679bceca3844d03f1eb4c2c6c92f79c1d4a3a2e1d00ba498acfb99129");
}

#[test]
fn parse_accepts_only_what_to_bytes_writes() {
    let good = crate::log::fact(5);
    assert_eq!(Envelope::parse(&good).unwrap().to_bytes().unwrap(), good);
    let text = String::from_utf8(good).unwrap();
    let spaced = text.replacen(':', ": ", 1);
    assert!(matches!(Envelope::parse(spaced.as_bytes()), Err(LedgerError::EnvelopeForm)));
    let escaped = text.replacen("p:7", "p\\u003a7", 1);
    assert!(matches!(Envelope::parse(escaped.as_bytes()), Err(LedgerError::EnvelopeForm)));
    let extra = text.replacen('{', r#"{"aa":1,"#, 1);
    assert!(matches!(Envelope::parse(extra.as_bytes()), Err(LedgerError::Json(_))));
}

#[test]
fn escapes_survive_a_round_trip() {
    let body = canonical_body(&json!({})).unwrap();
    let mut envelope = Envelope::parse(Box::leak(crate::log::fact(1).into_boxed_slice())).unwrap();
    envelope.body = &body;
    envelope.unit = "/引\"\\\u{1}/".into();
    let bytes = envelope.to_bytes().unwrap();
    assert_eq!(Envelope::parse(&bytes).unwrap().unit, envelope.unit);
}

#[test]
fn floats_are_refused_and_integers_exact() {
    assert!(matches!(canonical(&json!({"a": [1.5]})), Err(LedgerError::NotCanonical(_))));
    assert!(matches!(canonical(&1.0f64), Err(LedgerError::NotCanonical(_))));
    assert_eq!(canonical(&[i64::MIN, i64::MAX]).unwrap(), "[-9223372036854775808,9223372036854775807]");
    assert_eq!(canonical(&u64::MAX).unwrap(), "18446744073709551615");
}

/// UTF-16 order differs from code point order above U+FFFF (RFC 8785 §3.2.3).
#[test]
fn keys_sort_by_utf16() {
    assert_eq!(canonical(&json!({"\u{fb33}": 1, "\u{1f600}": 2})).unwrap(), "{\"\u{1f600}\":2,\"\u{fb33}\":1}");
}

fn any_json() -> impl Strategy<Value = Value> {
    // RFC 8785 rounds integers beyond 2^53; ours prints them exactly, so they are compared below that only.
    let number = -(1i64 << 53)..=(1i64 << 53);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number.prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[\\x00-\\x7f\\u{80}-\\u{a0}\\u{2028}]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn canonical_equals_the_rfc_8785_library(value in any_json()) {
        let ours = canonical(&value).unwrap();
        prop_assert_eq!(&ours, &serde_json_canonicalizer::to_string(&value).unwrap());
        prop_assert_eq!(serde_json::from_str::<Value>(&ours).unwrap(), value);
    }

    #[test]
    fn parse_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0usize..300) {
        let _ = Envelope::parse(&bytes);
        let good = crate::log::fact(3);
        let _ = Envelope::parse(&good[..cut.min(good.len())]);
    }
}
