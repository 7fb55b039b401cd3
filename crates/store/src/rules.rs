//! What only the store can refuse.

use nc_kernel::Rule;
use nc_kernel::refusal::No;

/// A personal number belongs to somebody else.
pub const NUMBER_TAKEN: Rule = Rule::new(
    "people.number_taken",
    No::Conflict,
    "该{field}已登记在另一人名下；请核对号码，如属重复登记请改用原登记",
    "this {field} is already registered for somebody else; check the number, or use the existing registration",
);

/// An idempotency key stands for another command, or for the same with other content.
pub const KEY_TAKEN: Rule = Rule::new(
    "store.key_taken",
    No::Conflict,
    "该幂等键已用于另一份 {command} 请求，未写入任何内容；内容不同的请求请换一个新键",
    "the idempotency key was used before, for {command} with other content, and nothing was written; take a new key for a new request",
);

/// A definition was edited without a new version.
pub const DEFINITION_EDITED: Rule = Rule::new(
    "figures.edited_in_place",
    No::Conflict,
    "指标 {figure} 的定义已入账，不可就地修改；请提高 version 另立新版本",
    "the definition of {figure} is on the ledger and cannot be edited in place; raise `version` to make a new one",
);

/// A wording that says nothing.
pub const WORDING_EMPTY: Rule = Rule::new(
    "figures.wording_empty",
    No::Invalid,
    "缺少措辞：请写明数的是什么（如“开展政治轮训”），不含数字",
    "the wording is missing: say what is counted (such as 开展政治轮训), without a number",
);

/// There is no such figure.
pub const NO_SUCH_FIGURE: Rule = Rule::new(
    "figures.unknown",
    No::Unknown,
    "没有指标 {figure}；用 nuancheng figures 查看有哪些",
    "there is no figure {figure}; `nuancheng figures` lists them",
);

/// A password that is too short to stand, or too long to be one.
pub const PASSWORD_SHORT: Rule = Rule::new(
    "account.password_length",
    No::Invalid,
    "密码应有 {least} 至 {most} 个字符；用一句记得住的话最好",
    "a password has {least} to {most} characters; take a sentence you remember",
);

/// A password anybody would try.
pub const PASSWORD_COMMON: Rule = Rule::new(
    "account.password_common",
    No::Invalid,
    "这个密码太容易被猜到（常见词、键盘顺序、重复、日期或登录名）；换一句记得住的话",
    "this password is too easy to guess (a common word, a run of keys, a repetition, a date or the login); take a sentence you remember",
);

/// The sign-in name is in use.
pub const LOGIN_TAKEN: Rule =
    Rule::new("account.login_taken", No::Conflict, "登录名 {login} 已被使用；请换一个", "the login {login} is taken; choose another");
