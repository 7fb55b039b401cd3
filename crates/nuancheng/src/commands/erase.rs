//! `erase`: deletes the personal values of somebody who has left; what was counted stays counted.

use nc_people::access::Action;
use nc_people::commands::ErasePerson;

use super::record::print;
use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::session::{self, fresh_key};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "删除姓名、身份证号、警号及其密钥，不可恢复；代号、数字和证明不变。只能用于已离职的人。
Deletes name and numbers with their key, for good; pseudonym, figures and proofs stay. Only for somebody who has left.

示例 / Example:
  nuancheng erase 100001 --basis '个人信息保护法第四十七条，申请编号 2026-12' --yes")]
pub struct Args {
    /// 人员：代号、警号或身份证号 / Who: id, police number or citizen number
    #[arg(value_name = "PERSON")]
    person: String,
    /// 依据 / The legal basis or order
    #[arg(long, value_name = "TEXT")]
    basis: String,
    /// 确认 / I mean it
    #[arg(long)]
    yes: bool,
}

/// Erases.
///
/// # Errors
/// When the person is unknown or still serves, the role is missing, or it was not confirmed.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let actor = s.actor(Action::ErasePerson, None).await?;
        let person = s.person(&actor, &args.person).await.map_err(|f| f.at("PERSON"))?;
        if !args.yes {
            return Err(Failure::unreadable(
                format!("将永久删除 {person} 的姓名和号码，无法恢复；确认请加 --yes"),
                format!("name and numbers of {person} will be deleted for good; add --yes to confirm"),
            )
            .at("--yes"));
        }
        let receipt = s.store.execute(&actor, fresh_key(), ErasePerson { person, basis: args.basis.clone() }).await?;
        print(s, &receipt)
    })
    .await?;
    Ok(Exit::Done)
}
