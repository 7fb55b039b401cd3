//! Every link on every page, followed as every kind of visitor: none leads to an error, and none shows what it must not.

use std::collections::{BTreeMap, VecDeque};

use nc_kernel::Actor;

use crate::bureau::{AUDIT, Bureau, LEADER_A, MEMBER, NOBODY, OFFICER, PLAIN, SECURITY, SYSTEM};

/// The addresses a page links to, without what stands behind `#`.
fn links(text: &str) -> Vec<String> {
    let all = text.split("href=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    all.map(|(href, _)| href.replace("&#38;", "&").replace("&amp;", "&").split('#').next().unwrap_or_default().to_owned())
        .filter(|href| href.starts_with('/'))
        .collect()
}

/// One address a shape: pages of a list, rows of one figure and people of one unit look alike.
fn shape(href: &str) -> String {
    let (path, query) = href.split_once('?').unwrap_or((href, ""));
    let mut names: Vec<&str> = query.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, _)| name).collect();
    names.sort_unstable();
    let path = if path.starts_with("/people/") { "/people/{id}" } else { path };
    format!("{path}?{}", names.join("&"))
}

async fn crawl(bureau: &Bureau, who: &Actor) -> BTreeMap<String, u16> {
    let mut browser = bureau.signed_in(who).await;
    let mut seen: BTreeMap<String, u16> = BTreeMap::new();
    let mut queue = VecDeque::from(["/".to_owned()]);
    while let Some(href) = queue.pop_front() {
        if seen.contains_key(&shape(&href)) {
            continue;
        }
        let answer = browser.get(&href).await;
        seen.insert(shape(&href), answer.status.as_u16());
        assert!(answer.status.as_u16() < 400, "{href}: {}", answer.text());
        if answer.header("content-type").starts_with("text/html") {
            queue.extend(links(&answer.text()));
        }
    }
    seen
}

#[tokio::test]
async fn no_link_leads_to_an_error_whoever_follows_it() {
    let bureau = Bureau::new().await;
    let mut pages = BTreeMap::new();
    for who in [OFFICER, LEADER_A, PLAIN, NOBODY, SYSTEM, SECURITY, AUDIT, MEMBER] {
        pages.insert(who.user.0, crawl(&bureau, &who).await);
    }
    let reached = |who: &Actor, path: &str| pages[&who.user.0].keys().any(|shape| shape.split('?').next() == Some(path));
    for (who, inside, outside) in [
        (&OFFICER, "/people/{id}", "/admin/accounts"),
        (&LEADER_A, "/figures/training.runs/proof", "/people"),
        (&PLAIN, "/figures/training.runs", "/figures/training.runs/proof"),
        (&NOBODY, "/me/record", "/figures"),
        (&SYSTEM, "/admin/accounts", "/admin/grants"),
        (&SECURITY, "/admin/grants", "/figures"),
        (&AUDIT, "/admin/audit", "/people"),
        (&MEMBER, "/me/readers", "/people"),
    ] {
        assert!(reached(who, inside), "{who:?} finds {inside}: {:?}", pages[&who.user.0]);
        assert!(!reached(who, outside), "{who:?} is led to {outside}");
    }
}
