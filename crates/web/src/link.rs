//! Addresses with queries.

use nc_kernel::{Period, UnitPath};

/// `path` asked with these pairs; empty values are left out.
pub(crate) fn link(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// A page of a figure, asked of one unit and period.
pub(crate) fn figure(page: &str, unit: &UnitPath, period: Period) -> String {
    let from = period.from.map(|day| day.to_string()).unwrap_or_default();
    link(&format!("/figures/{page}"), &[("unit", unit.as_str()), ("period_from", &from), ("period_to", &period.to.to_string())])
}

/// A place of our own to go on to: a path of this server and nothing else.
pub(crate) fn own_path(asked: &str) -> Option<&str> {
    let inside = asked.starts_with('/') && !asked.starts_with("//") && !asked.contains(['\\', '\r', '\n', '\t']);
    inside.then_some(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_server() {
        for path in ["/", "/figures?unit=/150600/", "/me/security#sessions"] {
            assert_eq!(own_path(path), Some(path));
        }
        for path in ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nSet-Cookie: a=b", "", "figures"] {
            assert_eq!(own_path(path), None, "{path}");
        }
    }

    #[test]
    fn empty_values_ask_nothing() {
        assert_eq!(link("/people", &[("q", ""), ("unit", "/150600/"), ("sort", "name")]), "/people?unit=%2F150600%2F&sort=name");
        assert_eq!(link("/people", &[("q", "")]), "/people");
    }
}
