//! A template line by line, with each fault beside the place it is about.

use nc_figures::report::NotNames;

use crate::form::Form;

/// Characters shown from where a fault is.
const SHOWN: usize = 12;

/// A stretch of a line.
pub(crate) struct Stretch {
    pub text: String,
    /// `12:8` where a fault begins here.
    pub place: String,
}

/// A line with its faults.
pub(crate) struct Line {
    pub number: usize,
    pub stretches: Vec<Stretch>,
    pub faults: Vec<String>,
}

/// A place found to be somebody's name.
pub(crate) struct Kept {
    pub place: String,
    pub line: usize,
    pub character: usize,
    pub excerpt: String,
    pub ticked: bool,
}

fn place_of(text: &str) -> Option<(usize, usize)> {
    let (line, character) = text.split_once(':')?;
    Some((line.parse().ok()?, character.parse().ok()?))
}

/// Characters a fault at `from` is shown over: a binding whole, else up to the next punctuation.
fn marked(characters: &[char], from: usize) -> usize {
    let rest = characters.get(from..).unwrap_or_default();
    if rest.starts_with(&['[', '[']) {
        return rest.windows(2).position(|pair| pair == [']', ']']).map_or(rest.len(), |at| at + 2);
    }
    rest.iter().take(SHOWN).enumerate().take_while(|(n, c)| *n == 0 || !"，。；：、,;".contains(**c)).count()
}

/// The lines of `text` with faults, and no others.
pub(crate) fn faulty_lines(text: &str, form: &Form) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let here = form.faults().iter().filter_map(|fault| place_of(&fault.place).filter(|(at, _)| *at == number).map(|at| (at.1, fault)));
        let mut here: Vec<_> = here.collect();
        if here.is_empty() {
            continue;
        }
        here.sort_by_key(|(character, _)| *character);
        let characters: Vec<char> = line.chars().collect();
        let cut = |from: usize, to: usize| characters.iter().skip(from).take(to.saturating_sub(from)).collect::<String>();
        let mut stretches = Vec::new();
        let mut done = 0;
        for (character, fault) in &here {
            let from = character.saturating_sub(1).min(characters.len());
            if from < done {
                continue;
            }
            let length = marked(&characters, from);
            stretches.push(Stretch { text: cut(done, from), place: String::new() });
            stretches.push(Stretch { text: cut(from, from + length), place: fault.place.clone() });
            done = from + length;
        }
        stretches.push(Stretch { text: cut(done, characters.len()), place: String::new() });
        lines.push(Line { number, stretches, faults: here.iter().map(|(_, fault)| fault.message.clone()).collect() });
    }
    lines
}

/// Places to be kept as no names: those just refused, and those kept before.
pub(crate) fn kept(text: &str, refused: &[String], before: Option<&NotNames>) -> Vec<Kept> {
    let mut places: Vec<(usize, usize, bool)> = Vec::new();
    let ticked = before.map(|kept| kept.places.iter().filter_map(|place| place_of(place)).collect::<Vec<_>>()).unwrap_or_default();
    places.extend(ticked.iter().map(|(line, character)| (*line, *character, true)));
    let refused = refused.iter().filter_map(|place| place_of(place)).filter(|place| !ticked.contains(place));
    places.extend(refused.map(|(line, character)| (line, character, false)));
    places.sort_unstable();
    let excerpt = |line: usize, character: usize| {
        let line = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        line.chars().skip(character.saturating_sub(5)).take(SHOWN).collect::<String>()
    };
    let kept = places.into_iter().map(|(line, character, ticked)| Kept {
        place: format!("{line}:{character}"),
        line,
        character,
        excerpt: excerpt(line, character),
        ticked,
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_stands_beside_the_line_and_the_character_it_is_about() {
        let text = "# 题\n2024年，参训3人次，合格[[training.passed 写作=万2]]人。\n末行";
        let form = Form::default().fault("2:9", "甲").fault("2:15", "乙").fault("unit", "丙").fault("9:1", "丁");
        let lines = faulty_lines(text, &form);
        assert_eq!(lines.len(), 1);
        let said: Vec<(&str, &str)> = lines[0].stretches.iter().map(|s| (s.text.as_str(), s.place.as_str())).collect();
        assert_eq!(said, [("2024年，参训", ""), ("3人次", "2:9"), ("，合格", ""), ("[[training.passed 写作=万2]]", "2:15"), ("人。", "")]);
        assert_eq!((lines[0].number, lines[0].faults.as_slice()), (2, &["甲".to_owned(), "乙".to_owned()][..]));
    }

    #[test]
    fn what_was_kept_stays_ticked_and_what_is_new_is_not() {
        let before = NotNames { places: ["1:1".to_owned()].into(), reason: "普通词语".to_owned() };
        let kept = kept("高峰，钱示", &["1:1".to_owned(), "1:4".to_owned()], Some(&before));
        assert_eq!(kept.iter().map(|k| (k.place.as_str(), k.ticked)).collect::<Vec<_>>(), [("1:1", true), ("1:4", false)]);
    }
}
