//! 查人: people by a part of their name or by a whole number. What is looked for is personal: it comes in bodies and is in
//! no address and no log. Whoever calls notes the reading.

use nc_kernel::PersonId;
use nc_kernel::identifiers::CitizenNumber;
use nc_people::model::{ID_NUMBER, NAME, POLICE_NUMBER};
use nc_people::{MemberKind, Scope, numbers};

use crate::app::App;
use crate::problem::Problem;

/// Everybody within `scopes` whose name holds `name` and whose police, auxiliary or citizen number is `number`, with the
/// name; nobody when neither is given.
pub(crate) async fn find(
    app: &App,
    scopes: &[Scope],
    name: Option<&str>,
    number: Option<&str>,
) -> Result<Vec<(PersonId, Option<String>)>, Problem> {
    let mut people: Vec<(PersonId, Option<String>)> = Vec::new();
    if let Some(number) = number {
        let police = [MemberKind::Police, MemberKind::Auxiliary].into_iter().filter_map(|kind| numbers::police_number(number, kind));
        let citizen = CitizenNumber::parse(number).ok().map(|n| n.as_str().to_owned());
        let fields = police.map(|n| (POLICE_NUMBER, n)).chain(citizen.map(|n| (ID_NUMBER, n)));
        for (field, number) in fields {
            for scope in scopes {
                for id in app.store.resolve(scope, field, &[&number]).await?.into_values() {
                    let known = app.store.personal(scope, id, NAME).await?;
                    if !people.iter().any(|(known, _)| *known == id)
                        && name.is_none_or(|part| known.as_deref().is_some_and(|n| n.contains(part)))
                    {
                        people.push((id, known));
                    }
                }
            }
        }
    } else if let Some(part) = name {
        for scope in scopes {
            let names = app.store.names(scope).await?;
            people.extend(names.into_iter().filter(|(_, name)| name.contains(part)).map(|(id, name)| (id, Some(name))));
        }
        people.sort();
        people.dedup_by_key(|(id, _)| *id);
    }
    Ok(people)
}
