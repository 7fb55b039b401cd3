//! `user password`: a new password, made here and shown once, or read from standard input.

use nc_people::access::Action;

use super::{Secret, account};
use crate::exit::Failure;
use crate::ids::{OsIds, secret_word};
use crate::session::Session;

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Examples:
  nuancheng user password neiqin
  printf '%s' \"$PASSWORD\" | nuancheng user password neiqin --password-stdin")]
pub struct Args {
    /// 登录名 / Login
    #[arg(value_name = "LOGIN")]
    login: String,
    /// 从标准输入读密码 / Read the password from standard input
    #[arg(long)]
    password_stdin: bool,
}

/// Sets the password.
///
/// # Errors
/// When the account is unknown or the actor may not.
pub async fn run(s: &Session<'_>, args: &Args) -> Result<(), Failure> {
    let actor = s.actor(Action::ManageAccounts, None).await?;
    s.store.allow(&actor, Action::ManageAccounts, &s.store.bureau_path()?)?;
    let account = account(s, &args.login).await?;
    let password = Password::choose(args.password_stdin)?;
    s.store.set_password(&args.login, &password.text, &mut OsIds).await?;
    let secret = Secret { login: &args.login, user: account.user, password: password.to_show(), token: None };
    s.out.answer(&secret, &password.lines(s, &args.login))
}

/// A password, and whether it was made here.
pub struct Password {
    /// The password.
    pub text: String,
    made: bool,
}

impl Password {
    /// Makes one, or reads it.
    ///
    /// # Errors
    /// When standard input holds none that is long enough.
    pub fn choose(stdin: bool) -> Result<Self, Failure> {
        if !stdin {
            return Ok(Self { text: secret_word(4), made: true });
        }
        let least = nc_store::accounts::MIN_PASSWORD;
        let text = std::io::stdin().lines().next().and_then(Result::ok).unwrap_or_default();
        if text.chars().count() < least {
            return Err(Failure::unreadable(
                format!("密码至少 {least} 个字符；用一句记得住的话最好"),
                format!("a password has at least {least} characters; take a sentence you remember"),
            )
            .at("--password-stdin"));
        }
        Ok(Self { text, made: false })
    }

    /// The password where it must be shown.
    #[must_use]
    pub fn to_show(&self) -> Option<&str> {
        self.made.then_some(self.text.as_str())
    }

    /// What is printed.
    #[must_use]
    pub fn lines(&self, s: &Session<'_>, login: &str) -> Vec<String> {
        let lang = s.lang();
        match self.to_show() {
            Some(text) => vec![
                format!("{login}  {text}"),
                lang.pick("密码只显示这一次，请当面交给本人", "the password is shown this once: hand it to its owner").to_owned(),
            ],
            None => vec![lang.say(|| format!("{login} 的密码已设定"), || format!("the password of {login} is set"))],
        }
    }
}
