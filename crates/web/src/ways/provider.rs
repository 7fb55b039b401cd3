//! 统一身份认证: the bureau's provider of identities, by OpenID Connect: authorization code with PKCE, state and nonce.
//!
//! The provider says who somebody is (`iss` and `sub`) and nothing else is taken from it. What it signs is checked against
//! its keys, fetched at discovery and again when a token names a key we do not have.

use std::sync::Arc;

use nc_kernel::{IdGen, Micros};
use openidconnect::core::{CoreClient, CoreErrorResponseType, CoreIdToken, CoreIdTokenClaims, CoreProviderMetadata, CoreResponseType};
use openidconnect::{
    AccessTokenHash, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, SignatureVerificationError, TokenResponse as _, reqwest,
};
use serde::{Deserialize, Serialize};
use tokio::sync::RwLock;

use super::{WayConfiguration, is_private};

/// How far the clocks of the provider and of this machine may be apart: a minute, in microseconds.
const SKEW: i64 = 60_000_000;
/// What was discovered is asked for again after an hour.
const FRESH: i64 = 3_600_000_000;
/// Keys are not asked for more often than every half minute, whatever tokens name.
const AT_MOST: i64 = 30_000_000;
/// How long the provider may take to answer.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

type Client = CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// How a provider is reached, and who we are to it.
#[derive(Clone)]
pub struct ProviderOptions {
    /// The provider: the address its discovery document lies under.
    pub issuer: String,
    /// What this server is registered as.
    pub client_id: String,
    /// The secret it was registered with, where it has one.
    pub client_secret: Option<String>,
    /// What people call it; empty for a general name.
    pub name: String,
    /// The address browsers reach this server by. `{origin}/sign-in/oidc/callback` is what has to be registered.
    pub origin: String,
    /// Certificates of an authority of the bureau's own, in PEM form.
    pub authority: Option<Vec<u8>>,
}

/// A provider of identities. Cheap to clone; all clones share what was discovered.
#[derive(Clone)]
pub struct Provider(Arc<Inner>);

struct Inner {
    issuer: IssuerUrl,
    client_id: ClientId,
    secret: Option<ClientSecret>,
    name: String,
    back: RedirectUrl,
    http: reqwest::Client,
    known: RwLock<Option<Known>>,
}

#[derive(Clone)]
struct Known {
    metadata: CoreProviderMetadata,
    asked: Micros,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Provider").field(&self.0.issuer.as_str()).finish()
    }
}

/// Somebody on their way to the provider: what has to fit when they are back. Kept sealed on the server.
#[derive(Serialize, Deserialize)]
pub(crate) struct Journey {
    state: String,
    nonce: String,
    verifier: String,
    /// Where to go on to.
    pub next: String,
    /// The user and the session that asked for their account to be linked; none when somebody signs in.
    pub link: Option<(i64, i64)>,
}

/// What the browser brought back.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Return {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    error: String,
    iss: Option<String>,
}

/// Why somebody does not get in this way. The words people read are the texts `way-…`; nothing of the inside is in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WayFault {
    /// The provider does not answer, or not as a provider does.
    Unreachable,
    /// The provider does not take us: its registration of this server or our secret is wrong.
    Registration,
    /// The person, or the provider for them, said no.
    Declined,
    /// It took too long, was done already, or began in another browser.
    Stale,
    /// A token is from the past or the future.
    Clock,
    /// A token is not what we asked for, or not signed by the provider.
    Untrusted,
}

impl WayFault {
    /// The word its texts are found by.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Registration => "registration",
            Self::Declined => "declined",
            Self::Stale => "stale",
            Self::Clock => "clock",
            Self::Untrusted => "untrusted",
        }
    }
}

fn secret(ids: &mut dyn IdGen) -> String {
    let mut bytes = [0_u8; 32];
    ids.fill(&mut bytes);
    hex::encode(bytes)
}

fn moment(at: Micros) -> Option<chrono::DateTime<chrono::Utc>> {
    chrono::DateTime::from_timestamp_micros(at.0)
}

impl Provider {
    /// A provider that is not asked anything yet: the server starts whether it answers or not.
    ///
    /// # Errors
    /// [`WayConfiguration`] when an address or a certificate is none.
    pub fn new(options: ProviderOptions) -> Result<Self, WayConfiguration> {
        let bad = |address: &str| WayConfiguration::Address(address.to_owned());
        let origin = options.origin.trim_end_matches('/');
        for address in [&options.issuer, &options.origin] {
            if !is_private(address) {
                return Err(bad(address));
            }
        }
        let issuer = IssuerUrl::new(options.issuer.clone()).map_err(|_| bad(&options.issuer))?;
        let back = RedirectUrl::new(format!("{origin}/sign-in/oidc/callback")).map_err(|_| bad(origin))?;
        let mut http = reqwest::ClientBuilder::new()
            // Whoever redirects us could have us ask addresses inside the network.
            .redirect(reqwest::redirect::Policy::none())
            .https_only(options.issuer.starts_with("https://"))
            .timeout(PATIENCE);
        if let Some(pem) = &options.authority {
            let certificates = reqwest::Certificate::from_pem_bundle(pem).map_err(|e| WayConfiguration::Certificate(e.to_string()))?;
            http = certificates.into_iter().fold(http, reqwest::ClientBuilder::add_root_certificate);
        }
        let http = http.build().map_err(|e| WayConfiguration::Certificate(e.to_string()))?;
        let (client_id, secret) = (ClientId::new(options.client_id), options.client_secret.map(ClientSecret::new));
        Ok(Self(Arc::new(Inner { issuer, client_id, secret, name: options.name, back, http, known: RwLock::new(None) })))
    }

    /// What people call it.
    pub(crate) fn name(&self) -> &str {
        &self.0.name
    }

    /// Its issuer, as identities are kept by.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.0.issuer.as_str()
    }

    /// What the provider says of itself and its keys; asked for when what we know is older than `oldest`.
    async fn known(&self, now: Micros, oldest: i64) -> Result<Known, WayFault> {
        let fresh = |known: &Option<Known>| known.clone().filter(|known| now.0 - known.asked.0 < oldest);
        if let Some(known) = fresh(&*self.0.known.read().await) {
            return Ok(known);
        }
        let mut slot = self.0.known.write().await;
        // Somebody else may have asked while we waited.
        if let Some(known) = fresh(&slot) {
            return Ok(known);
        }
        match CoreProviderMetadata::discover_async(self.0.issuer.clone(), &self.0.http).await {
            Ok(metadata) => Ok(slot.insert(Known { metadata, asked: now }).clone()),
            Err(fault) => {
                tracing::warn!(error = %fault, "the provider of identities does not answer");
                slot.clone().ok_or(WayFault::Unreachable)
            }
        }
    }

    fn client(&self, known: &Known) -> Client {
        CoreClient::from_provider_metadata(known.metadata.clone(), self.0.client_id.clone(), self.0.secret.clone())
            .set_redirect_uri(self.0.back.clone())
    }

    /// Where to send a browser, and what has to fit when it is back.
    pub(crate) async fn begin(
        &self,
        now: Micros,
        next: &str,
        link: Option<(i64, i64)>,
        ids: &mut (dyn IdGen + Send),
    ) -> Result<(String, Journey), WayFault> {
        let journey = Journey { state: secret(ids), nonce: secret(ids), verifier: secret(ids), next: next.to_owned(), link };
        let known = self.known(now, FRESH).await?;
        let (state, nonce) = (CsrfToken::new(journey.state.clone()), Nonce::new(journey.nonce.clone()));
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(journey.verifier.clone()));
        let client = self.client(&known);
        let (address, ..) = client
            .authorize_url(AuthenticationFlow::<CoreResponseType>::AuthorizationCode, move || state, move || nonce)
            .set_pkce_challenge(challenge)
            .url();
        Ok((address.into(), journey))
    }

    /// Who came back: the provider's subject.
    pub(crate) async fn finish(&self, now: Micros, journey: &Journey, back: Return) -> Result<String, WayFault> {
        // A provider that says who it is must be the one we sent them to (RFC 9207).
        if back.state != journey.state || back.iss.is_some_and(|iss| iss != self.issuer()) {
            return Err(WayFault::Stale);
        }
        match back.error.as_str() {
            "" if back.code.is_empty() => return Err(WayFault::Stale),
            "" => {}
            "access_denied" | "login_required" | "interaction_required" | "consent_required" => return Err(WayFault::Declined),
            "server_error" | "temporarily_unavailable" => return Err(WayFault::Unreachable),
            _ => return Err(WayFault::Registration),
        }
        let known = self.known(now, FRESH).await?;
        let client = self.client(&known);
        let answer = client
            .exchange_code(AuthorizationCode::new(back.code))
            .map_err(|_| WayFault::Unreachable)?
            .set_pkce_verifier(PkceCodeVerifier::new(journey.verifier.clone()))
            .request_async(&self.0.http)
            .await
            .map_err(|fault| match fault {
                RequestTokenError::ServerResponse(said) if *said.error() == CoreErrorResponseType::InvalidGrant => WayFault::Stale,
                RequestTokenError::ServerResponse(said) => {
                    tracing::warn!(error = %said.error(), "the provider of identities does not take this server");
                    WayFault::Registration
                }
                _ => WayFault::Unreachable,
            })?;
        let token = answer.id_token().ok_or(WayFault::Untrusted)?;
        let (claims, client) = match self.verify(&client, token, journey, now) {
            Ok(claims) => (claims, client),
            // Keys are changed now and then: perhaps this one is new.
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                let renewed = self.client(&self.known(now, AT_MOST).await?);
                let claims = self.verify(&renewed, token, journey, now).map_err(|fault| told(&fault))?;
                (claims, renewed)
            }
            Err(fault) => return Err(told(&fault)),
        };
        if let Some(expected) = claims.access_token_hash() {
            let verifier = client.id_token_verifier();
            let key = token.signing_key(&verifier).map_err(|_| WayFault::Untrusted)?;
            let algorithm = token.signing_alg().map_err(|_| WayFault::Untrusted)?;
            let actual = AccessTokenHash::from_token(answer.access_token(), algorithm, key).map_err(|_| WayFault::Untrusted)?;
            if actual != *expected {
                return Err(WayFault::Untrusted);
            }
        }
        Ok(claims.subject().to_string())
    }

    /// Signature, issuer, audience, nonce and time of a token.
    fn verify<'t>(
        &self,
        client: &Client,
        token: &'t CoreIdToken,
        journey: &Journey,
        now: Micros,
    ) -> Result<&'t CoreIdTokenClaims, ClaimsVerificationError> {
        let wrong = |_| ClaimsVerificationError::Other("no such moment".to_owned());
        let earliest = moment(Micros(now.0 - SKEW)).ok_or(()).map_err(wrong)?;
        let latest = moment(Micros(now.0 + SKEW)).ok_or(()).map_err(wrong)?;
        let verifier = client
            .id_token_verifier()
            .set_time_fn(move || earliest)
            .set_issue_time_verifier_fn(move |issued| if issued > latest { Err("issued in the future".to_owned()) } else { Ok(()) });
        token.claims(&verifier, &Nonce::new(journey.nonce.clone()))
    }
}

/// What a person is told about a token that does not hold, and what the log gets: the kind, never what is in the token.
fn told(fault: &ClaimsVerificationError) -> WayFault {
    let (kind, told) = match fault {
        ClaimsVerificationError::Expired(_) => ("time", WayFault::Clock),
        ClaimsVerificationError::InvalidAudience(_) => ("audience", WayFault::Untrusted),
        ClaimsVerificationError::InvalidIssuer(_) => ("issuer", WayFault::Untrusted),
        ClaimsVerificationError::InvalidNonce(_) => ("nonce", WayFault::Untrusted),
        ClaimsVerificationError::SignatureVerification(_) => ("signature", WayFault::Untrusted),
        _ => ("other", WayFault::Untrusted),
    };
    tracing::warn!(kind, "a token of the provider of identities does not hold");
    told
}
