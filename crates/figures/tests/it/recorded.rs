//! What stands on a ledger never changes: no definition that came with the program is edited, not even by a wording.

use std::collections::BTreeMap;

use nc_figures::Definition;
use nc_figures::built_in::FILES;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// `id@version` and the SHA-256 of what a ledger records of it. A new version is a new line; a line is never changed.
const RECORDED: &str = include_str!("recorded.tsv");

#[derive(Deserialize)]
struct File {
    figure: Vec<Definition>,
}

#[test]
fn no_definition_is_edited_and_another_alias_is_another_version() {
    let files = FILES.iter().map(|(_, text)| toml::from_str::<File>(text).unwrap());
    let now: BTreeMap<String, String> = files
        .flat_map(|file| file.figure)
        .map(|definition| (definition.key().to_string(), hex::encode(Sha256::digest(definition.canonical().unwrap()))))
        .collect();
    let recorded: BTreeMap<String, String> =
        RECORDED.lines().map(|line| line.split_once('\t').unwrap()).map(|(key, hash)| (key.to_owned(), hash.to_owned())).collect();
    let edited: Vec<&String> = recorded.iter().filter(|(key, hash)| now.get(*key) != Some(*hash)).map(|(key, _)| key).collect();
    assert!(edited.is_empty(), "these were edited or are gone; put back what they were and add a version: {edited:?}");
    let new: Vec<String> = now.iter().filter(|(key, _)| !recorded.contains_key(*key)).map(|(key, hash)| format!("{key}\t{hash}")).collect();
    assert!(new.is_empty(), "add to recorded.tsv:\n{}", new.join("\n"));
}
