//! The only type that becomes an HTTP error: RFC 9457 problem details, in both languages.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use nc_kernel::refusal::No;
use nc_kernel::{Refusal, Refused};
use nc_store::StoreError;
use serde::Serialize;

/// Why a request was not carried out. Faults say nothing of the inside; the log has the rest under the request's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The rules say no (422, 403, 404 or 409).
    Refused(Refused),
    /// A command's fields do not fit; says which (422).
    Input(String),
    /// The body is no JSON (400).
    Malformed {
        /// Line of the fault, from 1.
        line: usize,
        /// Column of the fault, from 1.
        column: usize,
        /// What is wrong there.
        why: String,
    },
    /// A writing request without a usable `Idempotency-Key` (400).
    Key,
    /// The body is not declared as JSON (415).
    MediaType,
    /// No token, or one that is unknown, expired or closed (401).
    Token,
    /// Nobody is signed in (401); a page then leads to the door.
    SignIn,
    /// Too many tries in a minute (429).
    TooOften,
    /// Another site's page sent this (403).
    CrossSite,
    /// The request took too long to come in or to be answered (503).
    TooSlow,
    /// Nothing of that name (404): what kind of thing, in Chinese and English.
    Missing(&'static str, &'static str),
    /// The address takes another method (405).
    Method,
    /// The body is larger than [`Problem::LARGEST_BODY`] (413).
    TooLarge,
    /// The server is stopping (503).
    Closed,
    /// The database does not answer (503).
    NotReady,
    /// A fault of ours (500).
    Fault,
}

impl Problem {
    /// Nothing at this address.
    pub const NOT_FOUND: Self = Self::Missing("页面", "page");
    /// Bytes a request's body may have.
    pub const LARGEST_BODY: usize = 16 * 1024 * 1024;

    /// The status it is answered with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Refused(refused) => refused_status(refused),
            Self::Input(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Malformed { .. } | Self::Key => StatusCode::BAD_REQUEST,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Token | Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::CrossSite => StatusCode::FORBIDDEN,
            Self::Missing(..) => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Closed | Self::NotReady | Self::TooSlow => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::Input(_) => "input",
            Self::Malformed { .. } => "malformed",
            Self::Key => "idempotency-key",
            Self::MediaType => "media-type",
            Self::Token => "token",
            Self::SignIn => "sign-in",
            Self::TooOften => "too-often",
            Self::CrossSite => "cross-site",
            Self::TooSlow => "too-slow",
            Self::Missing(..) => "missing",
            Self::Method => "method",
            Self::TooLarge => "too-large",
            Self::Closed => "closed",
            Self::NotReady => "not-ready",
            Self::Fault => "fault",
        }
    }

    /// What is wrong and what to do, in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Refused(_) => "按规则不予办理，原因逐条列出".to_owned(),
            Self::Input(why) => format!("字段不符合要求：{why}"),
            Self::Malformed { line, column, why } => format!("第{line}行第{column}列不是有效的 JSON：{why}"),
            Self::Key => "请在 Idempotency-Key 请求头中给出 1 至 180 个可见 ASCII 字符，重试时保持不变".to_owned(),
            Self::MediaType => "提交内容的类型不对：接口用 application/json，页面用表单".to_owned(),
            Self::Token => "需要有效的访问令牌".to_owned(),
            Self::SignIn => "请先登录".to_owned(),
            Self::TooOften => "尝试过于频繁，请等一分钟再试".to_owned(),
            Self::CrossSite => "请求来自别的网站，未予办理；请直接在本系统页面上操作".to_owned(),
            Self::TooSlow => "办理超时，未确认结果；请稍后重试".to_owned(),
            Self::Missing(zh, _) => format!("没有这个{zh}"),
            Self::Method => "此地址不支持该方法".to_owned(),
            Self::TooLarge => "请求内容超过 16 MiB，请分批提交".to_owned(),
            Self::Closed => "服务正在停止，请稍后用同一个 Idempotency-Key 重试".to_owned(),
            Self::NotReady => "数据库暂时没有响应，请稍后重试".to_owned(),
            Self::Fault => "服务出现故障，请把请求编号告诉系统管理员".to_owned(),
        }
    }

    /// The same in English.
    #[must_use]
    pub fn en(&self) -> String {
        match self {
            Self::Refused(_) => "The rules do not allow this; every reason is listed.".to_owned(),
            Self::Input(why) => format!("A field does not fit: {why}"),
            Self::Malformed { line, column, why } => format!("Not JSON at line {line}, column {column}: {why}"),
            Self::Key => "Send an Idempotency-Key header of 1 to 180 visible ASCII characters, the same when you retry.".to_owned(),
            Self::MediaType => "The body is of another type: application/json for the API, a form for pages.".to_owned(),
            Self::Token => "A valid token is needed.".to_owned(),
            Self::SignIn => "Sign in first.".to_owned(),
            Self::TooOften => "Too many tries; wait a minute and try again.".to_owned(),
            Self::CrossSite => "The request came from another site and was not carried out; use the pages of this system.".to_owned(),
            Self::TooSlow => "It took too long and the outcome is not known; try again soon.".to_owned(),
            Self::Missing(_, en) => format!("There is no such {en}."),
            Self::Method => "This address does not take that method.".to_owned(),
            Self::TooLarge => "The body is larger than 16 MiB; send it in parts.".to_owned(),
            Self::Closed => "The server is stopping; try again soon with the same Idempotency-Key.".to_owned(),
            Self::NotReady => "The database does not answer; try again soon.".to_owned(),
            Self::Fault => "Something failed here; give the request id to the system administrator.".to_owned(),
        }
    }

    /// Every single reason, when the rules refused.
    #[must_use]
    pub fn refusals(&self) -> &[Refusal] {
        if let Self::Refused(Refused(refusals)) = self { refusals } else { &[] }
    }

    /// The problem as JSON, for the request `request_id`.
    pub(crate) fn to_json(&self, request_id: &str) -> Response {
        let refusals: Vec<Reason<'_>> = self.refusals().iter().map(Reason::from).collect();
        let document = Document {
            r#type: format!("urn:nuancheng:problem:{}", self.code()),
            title: self.status().canonical_reason().unwrap_or_default(),
            status: self.status().as_u16(),
            zh: self.zh(),
            en: self.en(),
            request_id,
            refusals,
        };
        // Strings and numbers always serialise.
        let body = serde_json::to_vec(&document).unwrap_or_default();
        (self.status(), [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
    }
}

/// Forbidden before all; else what all refusals agree on; else the input is at fault.
fn refused_status(Refused(refusals): &Refused) -> StatusCode {
    let is = |no: No| move |refusal: &Refusal| refusal.rule.no == no;
    if refusals.iter().any(is(No::Forbidden)) {
        StatusCode::FORBIDDEN
    } else if refusals.iter().all(is(No::Unknown)) {
        StatusCode::NOT_FOUND
    } else if refusals.iter().all(is(No::Conflict)) {
        StatusCode::CONFLICT
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

#[derive(Serialize)]
struct Document<'a> {
    r#type: String,
    title: &'static str,
    status: u16,
    zh: String,
    en: String,
    request_id: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refusals: Vec<Reason<'a>>,
}

#[derive(Serialize)]
struct Reason<'a> {
    code: &'static str,
    place: Option<&'a str>,
    zh: String,
    en: String,
}

impl<'a> From<&'a Refusal> for Reason<'a> {
    fn from(refusal: &'a Refusal) -> Self {
        Self { code: refusal.rule.code, place: refusal.place.as_deref(), zh: refusal.zh(), en: refusal.en() }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(refused) => Self::Refused(refused),
            StoreError::Unusable(why) => Self::Input(why),
            StoreError::Closed => Self::Closed,
            fault => {
                tracing::error!(error = %fault, "a request met a fault");
                Self::Fault
            }
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl IntoResponse for Problem {
    /// Status and headers; the layers around the routes write the body, which needs the request's id and language.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        match self {
            Self::Token => drop(response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))),
            Self::TooOften => drop(response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"))),
            Self::Closed | Self::NotReady | Self::TooSlow => {
                drop(response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2")));
            }
            _ => {}
        }
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}
