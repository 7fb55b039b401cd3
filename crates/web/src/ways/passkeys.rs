//! 通行密钥: passkeys by WebAuthn. A key lies in a device, or in a store several devices share, and opens with a finger, a face
//! or a PIN: it stands for both factors. The library checks origin, host, challenge, signature, user verification, the
//! counter, and that a key never claims to be copied safely when it was made not to be.

use std::sync::Arc;

use nc_kernel::UserId;
use nc_store::door::KeyUse;
use sha2::{Digest as _, Sha256};
use webauthn_rs::prelude::{
    CreationChallengeResponse, Credential, DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, RequestChallengeResponse, Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};
use webauthn_rs_proto::ResidentKeyRequirement;

use super::{WayConfiguration, is_private};

/// What authenticators call this server.
const NAME: &str = "暖城 Nuancheng";

/// Why a key does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyFault {
    /// It is not the key, or not for this.
    Wrong,
    /// Its counter went back: there may be a copy of it.
    Copied,
}

impl From<WebauthnError> for KeyFault {
    fn from(fault: WebauthnError) -> Self {
        match fault {
            WebauthnError::CredentialPossibleCompromise => Self::Copied,
            _ => Self::Wrong,
        }
    }
}

impl From<serde_json::Error> for KeyFault {
    fn from(_: serde_json::Error) -> Self {
        Self::Wrong
    }
}

/// A key just made.
pub(crate) struct Made {
    /// The id the device finds it by.
    pub credential: Vec<u8>,
    /// What is kept.
    pub content: Vec<u8>,
    /// Where it starts.
    pub first: KeyUse,
}

/// A server that takes passkeys. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Passkeys(Arc<Webauthn>);

impl Passkeys {
    /// Passkeys for pages reached by `origin`, bound to `host`: the origin's own, or a domain above it.
    ///
    /// # Errors
    /// [`WayConfiguration`] when the two do not fit.
    pub fn new(origin: &str, host: Option<&str>) -> Result<Self, WayConfiguration> {
        let bad = || WayConfiguration::Address(origin.to_owned());
        if !is_private(origin) {
            return Err(bad());
        }
        let address = Url::parse(origin).map_err(|_| bad())?;
        let host = host.or_else(|| address.domain()).ok_or_else(|| WayConfiguration::Host(origin.to_owned()))?;
        let built = WebauthnBuilder::new(host, &address).and_then(|builder| builder.rp_name(NAME).build());
        Ok(Self(Arc::new(built.map_err(|_| WayConfiguration::Host(host.to_owned()))?)))
    }

    /// Asks a device for a new key of `user`; returns the question and what has to fit to the answer.
    pub(crate) fn ask_new(&self, user: UserId, login: &str, known: &[Vec<u8>]) -> Result<(CreationChallengeResponse, Vec<u8>), KeyFault> {
        let ids = known.iter().map(|key| Ok(serde_json::from_slice::<Passkey>(key)?.cred_id().clone()));
        let ids = ids.collect::<Result<Vec<_>, KeyFault>>()?;
        let (mut question, state) = self.0.start_passkey_registration(handle(user), login, login, Some(ids))?;
        // Signing in asks for no login, so the device has to find the key by itself.
        if let Some(selection) = &mut question.public_key.authenticator_selection {
            selection.require_resident_key = true;
            selection.resident_key = Some(ResidentKeyRequirement::Required);
        }
        Ok((question, serde_json::to_vec(&state)?))
    }

    /// Takes the device's answer.
    pub(crate) fn take_new(&self, state: &[u8], answer: &str) -> Result<Made, KeyFault> {
        let state: PasskeyRegistration = serde_json::from_slice(state)?;
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer)?;
        let key = self.0.finish_passkey_registration(&answer, &state)?;
        let content = serde_json::to_vec(&key)?;
        let inside = Credential::from(key);
        let first = KeyUse { counter: inside.counter, synced: inside.backup_state };
        Ok(Made { credential: inside.cred_id.to_vec(), content, first })
    }

    /// Asks for any key the device has for us.
    pub(crate) fn ask_known(&self) -> Result<(RequestChallengeResponse, Vec<u8>), KeyFault> {
        let (mut question, state) = self.0.start_discoverable_authentication()?;
        // Asked at the press of a button, not while a field is filled in.
        question.mediation = None;
        Ok((question, serde_json::to_vec(&state)?))
    }

    /// The id of the key that answers.
    pub(crate) fn credential(answer: &str) -> Result<Vec<u8>, KeyFault> {
        Ok(serde_json::from_str::<PublicKeyCredential>(answer)?.raw_id.to_vec())
    }

    /// Takes the answer of the key kept as `content` for `user`; returns what is kept from now on.
    pub(crate) fn take_known(&self, state: &[u8], answer: &str, user: UserId, content: &[u8]) -> Result<(Vec<u8>, KeyUse), KeyFault> {
        let state: DiscoverableAuthentication = serde_json::from_slice(state)?;
        let answer: PublicKeyCredential = serde_json::from_str(answer)?;
        let (named, _) = self.0.identify_discoverable_authentication(&answer)?;
        let mut key: Passkey = serde_json::from_slice(content)?;
        let done = self.0.finish_discoverable_authentication_v2(&answer, state, &key)?;
        if named != handle(user) || !done.user_verified() {
            return Err(KeyFault::Wrong);
        }
        key.update_credential(&done);
        Ok((serde_json::to_vec(&key)?, KeyUse { counter: done.counter(), synced: done.backup_state() }))
    }
}

/// What a device knows an account by: nothing that says whose it is.
fn handle(user: UserId) -> Uuid {
    let digest = Sha256::new().chain_update(b"nuancheng passkey\0").chain_update(user.0.to_be_bytes()).finalize();
    let mut bytes = [0_u8; 16];
    bytes.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    Uuid::from_bytes(bytes)
}
