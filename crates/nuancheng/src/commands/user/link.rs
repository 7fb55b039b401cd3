//! `user link` and `user unlink`: whom the provider of identities knows an account as.

use nc_people::access::Action;

use super::account;
use crate::exit::Failure;
use crate::ids::OsIds;
use crate::session::Session;

/// Options of `user link`.
#[derive(Debug, clap::Args)]
#[command(after_help = "标识（sub）由统一身份认证给出，本人登录未成功时的页面上有显示；不按姓名或邮箱关联。
The subject (sub) is what the provider calls somebody; its owner sees it on the page after a sign-in that did not work.

示例 / Example:\n  nuancheng user link neiqin --issuer https://id.example --subject 481001")]
pub struct Link {
    /// 登录名 / Login
    #[arg(value_name = "LOGIN")]
    login: String,
    /// 签发者地址 / Issuer
    #[arg(long, value_name = "URL", env = "NUANCHENG_OIDC_ISSUER")]
    issuer: String,
    /// 标识 / Subject
    #[arg(long, value_name = "SUB")]
    subject: String,
}

/// Options of `user unlink`.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Example:\n  nuancheng user unlink neiqin")]
pub struct Unlink {
    /// 登录名 / Login
    #[arg(value_name = "LOGIN")]
    login: String,
}

/// Links.
///
/// # Errors
/// When the account is unknown, one of the two is linked already, or the actor may not.
pub async fn link(s: &Session<'_>, args: &Link) -> Result<(), Failure> {
    let actor = s.actor(Action::ManageAccounts, None).await?;
    s.store.allow(&actor, Action::ManageAccounts, &s.store.bureau_path()?)?;
    let account = account(s, &args.login).await?;
    if !s.store.link_identity(account.user, &args.issuer, &args.subject).await? {
        return Err(Failure::refused(
            "没有关联：这个身份已关联别的账户，或该账户已有关联；请先 nuancheng user unlink",
            "not linked: the identity belongs to another account, or the account has one; see `nuancheng user unlink`",
        ));
    }
    s.store.note_door_event(account.user, actor.user, "identity_linked", &mut OsIds).await?;
    s.out.answer(&serde_json::json!({"login": args.login, "issuer": args.issuer}), &[s.lang().pick("已关联", "linked").to_owned()])
}

/// Takes the link away.
///
/// # Errors
/// When there is none, or the actor may not.
pub async fn unlink(s: &Session<'_>, args: &Unlink) -> Result<(), Failure> {
    let actor = s.actor(Action::ManageAccounts, None).await?;
    s.store.allow(&actor, Action::ManageAccounts, &s.store.bureau_path()?)?;
    let account = account(s, &args.login).await?;
    if !s.store.unlink_identity(account.user).await? {
        return Err(Failure::refused("该账户没有关联", "the account is not linked"));
    }
    s.store.note_door_event(account.user, actor.user, "identity_unlinked", &mut OsIds).await?;
    s.out.answer(&serde_json::json!({"login": args.login}), &[s.lang().pick("已解除关联", "link taken away").to_owned()])
}
