//! 接口表: one entry an endpoint. The router and the OpenAPI document are both made from it, so that there is no endpoint
//! without its description.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::routing::MethodRouter;
use nc_people::access::Action;
use serde_json::{Value, json};

use crate::app::App;

/// Method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Get,
    Post,
    Put,
    Delete,
}

impl Verb {
    /// As OpenAPI writes it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
            Self::Put => "put",
            Self::Delete => "delete",
        }
    }
}

/// What an endpoint is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    Commands,
    Figures,
    Reports,
    Documents,
    Ledger,
    People,
    Training,
    Study,
    Books,
    Imports,
    Check,
    Accounts,
    Operation,
}

impl Tag {
    pub(crate) const ALL: [Self; 13] = [
        Self::Commands,
        Self::Figures,
        Self::Reports,
        Self::Documents,
        Self::Ledger,
        Self::People,
        Self::Training,
        Self::Study,
        Self::Books,
        Self::Imports,
        Self::Check,
        Self::Accounts,
        Self::Operation,
    ];

    /// Chinese and English name.
    pub(crate) fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Commands => ("指令", "Commands"),
            Self::Figures => ("数字", "Figures"),
            Self::Reports => ("报告", "Reports"),
            Self::Documents => ("附件", "Documents"),
            Self::Ledger => ("账本", "Ledger"),
            Self::People => ("单位与人员", "Units and people"),
            Self::Training => ("培训", "Training"),
            Self::Study => ("学习", "Study"),
            Self::Books => ("台账", "Books"),
            Self::Imports => ("导入", "Imports"),
            Self::Check => ("核稿", "Article check"),
            Self::Accounts => ("账户与令牌", "Accounts and tokens"),
            Self::Operation => ("运行", "Operation"),
        }
    }
}

/// What it takes to ask.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Needs {
    /// Any token that counts.
    Token,
    /// One of these actions on the unit asked about.
    Any(&'static [Action]),
    /// What the command asks for.
    Command,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    Path,
    Query,
}

/// What a parameter's text must be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    Unit,
    Day,
    Id,
    Limit,
    Cursor,
    Number,
    Flag,
    Words(fn() -> Vec<&'static str>),
    Text,
}

/// Patterns of the texts that have one.
pub(crate) const UNIT_PATTERN: &str = "^(/[0-9A-Za-z_-]+)+/$";
/// Of an id.
pub(crate) const ID_PATTERN: &str = "^[0-9a-hjkmnp-tv-zA-HJKMNP-TV-Z]{13}$";
/// Most rows a page holds.
pub(crate) const MOST_ROWS: usize = 1_000;

impl Form {
    pub(crate) fn schema(self) -> Value {
        match self {
            Self::Unit => json!({"type": "string", "pattern": UNIT_PATTERN, "examples": ["/150600/"]}),
            Self::Day => json!({"type": "string", "format": "date"}),
            Self::Id => json!({"type": "string", "pattern": ID_PATTERN}),
            Self::Limit => json!({"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": 50}),
            Self::Number => json!({"type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991_i64}),
            Self::Flag => json!({"type": "boolean"}),
            Self::Words(words) => json!({"type": "string", "enum": words()}),
            Self::Cursor | Self::Text => json!({"type": "string", "minLength": 1}),
        }
    }
}

/// A parameter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Param {
    pub name: &'static str,
    pub at: At,
    pub form: Form,
    pub says: (&'static str, &'static str),
}

/// A parameter of the query.
pub(crate) const fn query(name: &'static str, form: Form, zh: &'static str, en: &'static str) -> Param {
    Param { name, at: At::Query, form, says: (zh, en) }
}

/// A parameter of the path.
pub(crate) const fn path(name: &'static str, form: Form, zh: &'static str, en: &'static str) -> Param {
    Param { name, at: At::Path, form, says: (zh, en) }
}

pub(crate) const UNIT: Param =
    query("unit", Form::Unit, "单位及以下；缺省为首个可查看的单位", "unit and all below it; the first you may read by default");
pub(crate) const FROM: Param = query("period_from", Form::Day, "起日", "first day");
pub(crate) const TO: Param = query("period_to", Form::Day, "止日", "last day");
pub(crate) const KNOWN_ON: Param = query("known_on", Form::Day, "按该日所知", "as recorded by the end of that day");
pub(crate) const CURSOR: Param = query("cursor", Form::Cursor, "上一页的 next", "`next` of the page before");
pub(crate) const LIMIT: Param = query("limit", Form::Limit, "每页行数", "rows a page");
pub(crate) const LANG: Param = query("lang", Form::Words(|| vec!["zh", "en"]), "语言", "language");

/// The schemas a document names.
pub(crate) type Schemas = BTreeMap<String, Value>;

/// What a request carries.
#[derive(Clone, Copy)]
pub(crate) enum Takes {
    Nothing,
    /// JSON of this shape.
    Json(fn(&mut Schemas) -> Value),
    /// The bytes of a file.
    File(&'static str),
    /// A command's fields: one shape a command.
    Command,
}

/// What is answered when nothing is wrong.
#[derive(Clone, Copy)]
pub(crate) enum Gives {
    Json(fn(&mut Schemas) -> Value),
    File(&'static str),
    /// A file of one of these types.
    Files(&'static [&'static str]),
    Nothing,
}

/// 接口: one endpoint under `/api/v1`.
pub(crate) struct Route {
    pub verb: Verb,
    pub path: &'static str,
    pub tag: Tag,
    /// What it does, Chinese and English.
    pub says: (&'static str, &'static str),
    pub needs: Needs,
    pub params: &'static [Param],
    pub takes: Takes,
    pub gives: Gives,
    /// Whether it takes an `Idempotency-Key`.
    pub keyed: bool,
    /// The statuses of its refusals besides those every endpoint has; each is tested.
    pub refuses: &'static [u16],
    pub handler: fn() -> MethodRouter<Arc<App>>,
}

impl Route {
    /// `GET /figures/{id}`.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.verb.word().to_uppercase(), self.path)
    }
}

/// The router of all `routes`.
pub(crate) fn router(routes: &[&Route]) -> Router<Arc<App>> {
    routes.iter().fold(Router::new(), |router, route| router.route(route.path, (route.handler)()))
}
