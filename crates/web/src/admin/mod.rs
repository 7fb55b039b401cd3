//! 三员: the pages of the system, the security and the audit administrator. Each sees their own and neither of the others'.

pub(crate) mod accounts;
pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod erasure;
pub(crate) mod grants;

use std::collections::HashMap;

use nc_kernel::UserId;

use crate::app::App;
use crate::lang::Lang;

/// What an account is called in a list: its login, or its number when it has none.
pub(crate) fn name_of(logins: &HashMap<UserId, String>, user: UserId) -> String {
    logins.get(&user).cloned().unwrap_or_else(|| user.to_string())
}

/// The roles an account holds now.
pub(crate) fn roles_of(app: &App, user: UserId, lang: Lang) -> String {
    let now = app.store.now();
    app.store.published().with_directory(|directory| {
        let mut names: Vec<&str> = directory.grants_in_force(user, now).map(|grant| lang.pick(grant.role.zh(), grant.role.en())).collect();
        names.dedup();
        names.join(lang.pick("、", ", "))
    })
}

/// The kind of page a reading was on, in words: `rows:training.attendances`, `people`.
pub(crate) fn page_of(app: &App, what: &str, lang: Lang) -> String {
    match what.split_once(':') {
        Some((family, figure)) => {
            let name =
                app.store.published().catalogue().find(figure).map_or_else(|| figure.to_owned(), |d| lang.pick(&d.zh, &d.en).to_owned());
            format!("{} {name}", lang.word("page", family))
        }
        None => lang.word("page", what),
    }
}
