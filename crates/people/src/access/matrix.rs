//! The policy as a table a person can read.

use super::{Action, Reach, Role, SYSTEM_MAY, reach};

/// 权限矩阵: action × role as a Markdown table. `unit` is the granted unit and everything below it, `bureau` the whole
/// bureau and only when granted for it, `·` nothing.
#[must_use]
pub fn matrix() -> String {
    let mut text = String::from("| action");
    for role in Role::ALL {
        text.push_str(&format!(" | {} {}", role.zh(), role.en()));
    }
    text.push_str(" | 程序 set-up |\n|");
    text.push_str(&" --- |".repeat(Role::ALL.len() + 2));
    text.push('\n');
    for action in Action::ALL {
        text.push_str(&format!("| {} {}", action.zh(), action.en()));
        for role in Role::ALL {
            text.push_str(match reach(*role, *action) {
                Reach::None => " | ·",
                Reach::Subtree => " | unit",
                Reach::Bureau => " | bureau",
            });
        }
        text.push_str(if SYSTEM_MAY.contains(action) { " | bureau |\n" } else { " | · |\n" });
    }
    text
}
