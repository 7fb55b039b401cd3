//! How a class stands in the list of classes.

use nc_people::sheet::{Label, Line, Listed, Word, label};

use super::model::{Category, ClassState};
use super::state::Class;

impl Listed for Class {
    const LIST: &'static str = "training.class";
    const ONE: Label = label("培训班", "training class");
    const MANY: Label = label("培训班", "training classes");
    const STATES: &'static [Word] = ClassState::WORDS;
    const UNFINISHED: &'static [&'static str] = &["planned", "open", "running"];
    const OFF: &'static [&'static str] = &["cancelled"];
    const KINDS: &'static [Word] = Category::WORDS;

    const COUNTS: Option<Label> = Some(label("登记人数", "People marked"));

    fn line(&self) -> Option<Line> {
        let (starts_on, ends_on) = self.dates()?;
        Some(Line {
            since: self.since()?,
            id: self.id()?.0,
            serial: self.serial().to_owned(),
            title: self.title().to_owned(),
            kind: self.category().map_or("", Category::word),
            state: ClassState::word(self.state()),
            organisers: self.organisers().to_vec(),
            starts_on,
            ends_on,
            marks: self.marks().len(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_knows_every_state_and_category() {
        let words = |all: &[Word]| all.iter().map(|word| word.word).collect::<Vec<_>>();
        assert_eq!(words(Class::STATES), ClassState::ALL.iter().map(|s| s.word()).collect::<Vec<_>>());
        assert_eq!(words(Class::KINDS), Category::ALL.iter().map(|c| c.word()).collect::<Vec<_>>());
        assert!(Class::UNFINISHED.iter().all(|state| words(Class::STATES).contains(state)));
    }
}
