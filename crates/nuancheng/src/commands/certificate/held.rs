//! The valid certificates of a class, as far as the account may read the people who hold them.

use nc_capability::training::ClassId;
use nc_kernel::Actor;
use nc_people::access::Action;
use nc_store::Paper;

use crate::exit::Failure;
use crate::session::Session;

/// Which certificates.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// 培训班编号 / Serial of the class
    #[arg(long, value_name = "SERIAL")]
    class: String,
    /// 只取此编号 / Only the certificate with this number
    #[arg(long, value_name = "NUMBER")]
    number: Option<String>,
}

/// The papers, by number. Whose they are is noted for them, as on the page.
///
/// # Errors
/// When there is no such class or number the account may see.
pub async fn papers(s: &Session<'_>, actor: &Actor, which: &Which) -> Result<Vec<Paper>, Failure> {
    let scopes = s.people_scopes(actor)?;
    let unknown = || {
        Failure::refused(
            "没有您可查看的此培训班或此编号的有效证书",
            "there is no such class, or no valid certificate of this number, that you may see",
        )
        .at("--class")
    };
    let all = s.store.certificates_of(&scopes, ClassId::of_serial(&which.class)).await?.ok_or_else(unknown)?;
    let wanted = |number: &str| which.number.as_deref().is_none_or(|only| only == number);
    let mut papers: Vec<Paper> = s.store.papers(&scopes, &all).await?.into_iter().filter(|paper| wanted(&paper.content.number)).collect();
    if papers.is_empty() {
        return Err(unknown());
    }
    papers.sort_by(|a, b| a.content.number.cmp(&b.content.number));
    let holders: Vec<_> = papers.iter().map(|paper| paper.person).collect();
    s.store.note_reading(actor.user, "training", &holders).await?;
    Ok(papers)
}

/// What it takes to hand them out.
pub const ACTION: Action = Action::ReadPeople;
