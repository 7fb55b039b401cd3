//! Canonical JSON text: RFC 8785 restricted to integers.
//!
//! Floats are refused, so the hard part of RFC 8785 (printing doubles) does not arise. Integers are printed exactly,
//! also beyond 2^53, where RFC 8785 would round: a fact must not lose a digit.

use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::LedgerError;

/// Canonical JSON of any value: keys sorted by UTF-16 code units, no spaces, minimal escapes, integers only.
///
/// # Errors
/// [`LedgerError::NotCanonical`] for a finite float; [`LedgerError::Json`] if the value has no JSON form (a map with
/// keys that are no strings). `NaN` and infinities reach us as `null`, because serde_json writes them so.
pub fn canonical<T: Serialize>(value: &T) -> Result<String, LedgerError> {
    let value = serde_json::to_value(value).map_err(LedgerError::Json)?;
    let mut text = String::with_capacity(128);
    write(&value, &mut text)?;
    Ok(text)
}

/// [`canonical`], ready to be an [`Envelope`](super::Envelope) body.
///
/// # Errors
/// As [`canonical`].
pub fn canonical_body<T: Serialize>(value: &T) -> Result<Box<RawValue>, LedgerError> {
    RawValue::from_string(canonical(value)?).map_err(LedgerError::Json)
}

fn write(value: &Value, text: &mut String) -> Result<(), LedgerError> {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(true) => text.push_str("true"),
        Value::Bool(false) => text.push_str("false"),
        Value::Number(number) if number.is_i64() || number.is_u64() => {
            text.push_str(&number.to_string());
        }
        Value::Number(_) => {
            return Err(LedgerError::NotCanonical("a number that is not a 64-bit integer"));
        }
        Value::String(string) => write_string(string, text)?,
        Value::Array(items) => {
            text.push('[');
            for (nth, item) in items.iter().enumerate() {
                if nth > 0 {
                    text.push(',');
                }
                write(item, text)?;
            }
            text.push(']');
        }
        Value::Object(fields) => {
            // Sorted here and not left to serde_json's map: a feature of another crate can change the map's order.
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_unstable_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            text.push('{');
            for (nth, (key, item)) in fields.into_iter().enumerate() {
                if nth > 0 {
                    text.push(',');
                }
                write_string(key, text)?;
                text.push(':');
                write(item, text)?;
            }
            text.push('}');
        }
    }
    Ok(())
}

/// serde_json's escapes are those of RFC 8785 §3.2.2.2; a property test holds it to that.
fn write_string(string: &str, text: &mut String) -> Result<(), LedgerError> {
    text.push_str(&serde_json::to_string(string).map_err(LedgerError::Json)?);
    Ok(())
}
