//! Signed tokens: JSON under the ledger's key as a compact JWS (RFC 7515), EdDSA over Ed25519 (RFC 8037), for programs that
//! read credentials and know nothing of signed notes.
//!
//! A token can never be taken for a note: what is signed of it is one line without an end, and every note's text ends with
//! one. The key is named by its `did:jwk`, which holds the public key itself: nobody asks a network for it. Who opens a token
//! holds the key already and takes no other.

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use ed25519_dalek::{Signature, Signer as _, VerifyingKey};
use serde::Deserialize;
use signed_note::StandardVerifier;

use crate::LedgerError;
use crate::checkpoint::{ED25519, Signer};

/// 令牌种类: the header's `typ`, so that nobody takes one kind of token for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typ {
    /// `JWT`, as Open Badges 3.0 §8.2 writes it.
    Jwt,
    /// `vc+jwt`, as VC-JOSE-COSE writes it.
    VcJwt,
}

impl Typ {
    fn word(self) -> &'static str {
        match self {
            Self::Jwt => "JWT",
            Self::VcJwt => "vc+jwt",
        }
    }
}

/// The `did:jwk` of a key.
fn did_of(key: &VerifyingKey) -> String {
    let jwk = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, BASE64_URL_SAFE_NO_PAD.encode(key.to_bytes()));
    format!("did:jwk:{}", BASE64_URL_SAFE_NO_PAD.encode(jwk))
}

/// The one header a token of this key and kind has.
fn header_of(key: &VerifyingKey, typ: Typ) -> String {
    let json = format!(r#"{{"alg":"EdDSA","kid":"{}#0","typ":"{}"}}"#, did_of(key), typ.word());
    BASE64_URL_SAFE_NO_PAD.encode(json)
}

/// The public key of a C2SP verifier key.
fn key_of(verifier_key: &str) -> Result<VerifyingKey, LedgerError> {
    // The whole text is judged first: name, id and key belong together.
    StandardVerifier::new(verifier_key).map_err(|_| LedgerError::Key)?;
    // A key may hold a plus, a name may not.
    let key = verifier_key.splitn(3, '+').nth(2).ok_or(LedgerError::Key)?;
    let bytes = BASE64_STANDARD.decode(key).map_err(|_| LedgerError::Key)?;
    match bytes.split_first() {
        Some((&ED25519, key)) => VerifyingKey::try_from(key).map_err(|_| LedgerError::Key),
        _ => Err(LedgerError::Key),
    }
}

/// The name a verifier key has in credentials: `did:jwk:…`.
///
/// # Errors
/// [`LedgerError::Key`] for a malformed key.
pub fn did(verifier_key: &str) -> Result<String, LedgerError> {
    Ok(did_of(&key_of(verifier_key)?))
}

impl Signer {
    /// The compact token of `claims`, which are JSON as it is to be read.
    #[must_use]
    pub fn sign_token(&self, typ: Typ, claims: &str) -> String {
        let signed = format!("{}.{}", header_of(&self.key.verifying_key(), typ), BASE64_URL_SAFE_NO_PAD.encode(claims));
        let signature = self.key.sign(signed.as_bytes());
        format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}

/// Opens a token with a C2SP verifier key: its claims.
///
/// # Errors
/// [`LedgerError::Key`] for a malformed key; [`LedgerError::NotAToken`] for what is no token of this kind;
/// [`LedgerError::OtherKey`] if it names another key; [`LedgerError::TokenSignature`] if this key did not sign it.
pub fn open(token: &str, typ: Typ, verifier_key: &str) -> Result<String, LedgerError> {
    #[derive(Deserialize)]
    struct Named {
        kid: String,
    }
    let key = key_of(verifier_key)?;
    let parts: Vec<&str> = token.split('.').collect();
    let [header, claims, signature] = parts[..] else { return Err(LedgerError::NotAToken) };
    let decoded = |part: &str| BASE64_URL_SAFE_NO_PAD.decode(part).map_err(|_| LedgerError::NotAToken);
    // No header is followed: there is one that may stand here, and what else stands here only says which fault to tell.
    if header != header_of(&key, typ) {
        let named: Option<Named> = serde_json::from_slice(&decoded(header)?).ok();
        let other = named.is_some_and(|named| named.kid != format!("{}#0", did_of(&key)));
        return Err(if other { LedgerError::OtherKey } else { LedgerError::NotAToken });
    }
    let signature = Signature::from_slice(&decoded(signature)?).map_err(|_| LedgerError::NotAToken)?;
    let signed = token.rsplit_once('.').map_or("", |(signed, _)| signed);
    key.verify_strict(signed.as_bytes(), &signature).map_err(|_| LedgerError::TokenSignature)?;
    String::from_utf8(decoded(claims)?).map_err(|_| LedgerError::NotAToken)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAIMS: &str = r#"{"name":"结业"}"#;

    fn signer(seed: u8) -> Signer {
        Signer::from_seed("ledger.example/1", &[seed; 32]).unwrap()
    }

    #[test]
    fn a_token_opens_with_its_key_and_kind_alone() {
        let (signer, other) = (signer(7), signer(8));
        let token = signer.sign_token(Typ::Jwt, CLAIMS);
        assert_eq!(open(&token, Typ::Jwt, &signer.verifier_key()).unwrap(), CLAIMS);
        assert!(matches!(open(&token, Typ::VcJwt, &signer.verifier_key()), Err(LedgerError::NotAToken)));
        assert!(matches!(open(&token, Typ::Jwt, &other.verifier_key()), Err(LedgerError::OtherKey)));
        assert!(matches!(open(&token, Typ::Jwt, "ledger.example/1+00000000+AAAA"), Err(LedgerError::Key)));
        let (signed, _) = token.rsplit_once('.').unwrap();
        let forged = other.sign_token(Typ::Jwt, CLAIMS);
        let forged = format!("{signed}.{}", forged.rsplit_once('.').unwrap().1);
        assert!(matches!(open(&forged, Typ::Jwt, &signer.verifier_key()), Err(LedgerError::TokenSignature)));
        // The header a verifier must never follow.
        let none = format!("{}.{}.", BASE64_URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#), BASE64_URL_SAFE_NO_PAD.encode(CLAIMS));
        assert!(matches!(open(&none, Typ::Jwt, &signer.verifier_key()), Err(LedgerError::NotAToken)));
    }

    /// RFC 8037 appendix A: the key, and the signature of its example over the same line.
    #[test]
    fn the_key_is_named_and_used_as_the_standard_has_it() {
        let seed = BASE64_URL_SAFE_NO_PAD.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").unwrap();
        let signer = Signer::from_seed("ledger.example/1", &seed.try_into().unwrap()).unwrap();
        let did = did(&signer.verifier_key()).unwrap();
        let jwk = BASE64_URL_SAFE_NO_PAD.decode(did.strip_prefix("did:jwk:").unwrap()).unwrap();
        assert_eq!(jwk, br#"{"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#);
        let signature = signer.key.sign(b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc");
        let expected = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        assert_eq!(BASE64_URL_SAFE_NO_PAD.encode(signature.to_bytes()), expected);
    }
}
