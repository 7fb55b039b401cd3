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

/// A doubted row was not drawn.
pub const DOUBT_NOT_DRAWN: Rule = Rule::new(
    "figures.doubt_not_drawn",
    No::Invalid,
    "{row} 不在抽出的行里；请写抽查结果中列出的键",
    "{row} is not among the rows drawn; write a key the recount lists",
);

/// A doubt without a reason.
pub const DOUBT_WITHOUT_REASON: Rule =
    Rule::new("figures.doubt_without_reason", No::Invalid, "请写明 {row} 哪里不对", "say what is wrong with {row}");

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

/// A fact names a document that is not in the store.
pub const DOCUMENT_MISSING: Rule = Rule::new(
    "store.document_missing",
    No::Invalid,
    "附件 {sha256}… 不在库中或已被改动；请先上传证明文件，再登记",
    "document {sha256}… is not in the store, or was altered; upload the paper first, then record",
);

/// A fact describes a document otherwise than it is.
pub const DOCUMENT_DIFFERS: Rule = Rule::new(
    "store.document_differs",
    No::Invalid,
    "附件 {sha256}… 的类型或大小与所填不符；请用上传时返回的类型和大小",
    "document {sha256}… has another type or size than stated; give those the upload returned",
);

/// A document that is too large.
pub const DOCUMENT_TOO_LARGE: Rule = Rule::new(
    "store.document_too_large",
    No::Invalid,
    "附件超过{most}兆字节；请压缩或只附盖章页",
    "a document has at most {most} MiB: compress it, or attach the stamped page only",
);

/// A document of a type that is not taken.
pub const DOCUMENT_TYPE: Rule = Rule::new(
    "store.document_type",
    No::Invalid,
    "附件须为PDF、OFD、PNG、JPEG、docx、xlsx或UTF-8文本（按内容识别，不看扩展名）；请转换后再传",
    "a document is PDF, OFD, PNG, JPEG, docx, xlsx or UTF-8 text, told by its bytes and not its name: convert it first",
);

/// A document that went with somebody it named.
pub const DOCUMENT_ERASED: Rule = Rule::new(
    "store.document_erased",
    No::Conflict,
    "此附件涉及已删除个人信息的人员，已随之删除，不能重新存入；请改用不含该人员信息的文件",
    "this document named somebody who was erased and went with them; it is not taken again: use one that does not name them",
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

/// An identity is linked already, or the account has another.
pub const IDENTITY_TAKEN: Rule = Rule::new(
    "account.identity_taken",
    No::Conflict,
    "没有关联：这个身份已关联别的账户，或该账户已有关联；请先解除原有关联",
    "not linked: the identity belongs to another account, or the account has one; take the earlier link away first",
);

/// The sign-in name is in use.
pub const LOGIN_TAKEN: Rule =
    Rule::new("account.login_taken", No::Conflict, "登录名 {login} 已被使用；请换一个", "the login {login} is taken; choose another");
