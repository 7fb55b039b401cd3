//! 密码规则: what is no password, whatever its letters. Length and guessability count; no mixture of classes is asked for.

use nc_kernel::Refusal;

use crate::rules::{PASSWORD_COMMON, PASSWORD_SHORT};

/// Shortest password taken; length is what counts.
pub const MIN_PASSWORD: usize = 10;
/// Longest password taken, so that nobody makes the server hash a book.
pub const MAX_PASSWORD: usize = 200;

/// What leaked lists of passwords are mostly made of. A password is what is left of it when these, runs along the keyboard,
/// repetitions and numbers are taken out.
const STEMS: [&str; 40] = [
    "password",
    "passw0rd",
    "p@ssw0rd",
    "passwd",
    "admin",
    "administrator",
    "root",
    "welcome",
    "letmein",
    "iloveyou",
    "monkey",
    "dragon",
    "football",
    "baseball",
    "sunshine",
    "princess",
    "master",
    "shadow",
    "superman",
    "abc123",
    "qwerty",
    "1qaz2wsx",
    "qazwsx",
    "zaq12wsx",
    "woaini",
    "wodemima",
    "mima",
    "5201314",
    "1314520",
    "woaiwojia",
    "aini",
    "zhongguo",
    "china",
    "beijing",
    "gongan",
    "police",
    "test",
    "user",
    "login",
    "nuancheng123",
];
/// Rows of the keyboard, and the two orders everybody knows.
const ROWS: [&str; 6] = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyz", "0987654321"];
/// What must be left.
const LEFT: usize = 5;

/// Refuses what leaked lists hold or anybody would try first.
///
/// # Errors
/// [`PASSWORD_SHORT`] or [`PASSWORD_COMMON`].
pub fn judge(login: &str, password: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    if !(MIN_PASSWORD..=MAX_PASSWORD).contains(&length) {
        return Err(PASSWORD_SHORT.refuse().with("least", MIN_PASSWORD).with("most", MAX_PASSWORD).at("password"));
    }
    let mut rest = password.to_lowercase();
    let login = login.to_lowercase();
    if login.chars().count() >= 3 {
        rest = rest.replace(&login, " ");
    }
    for stem in STEMS {
        rest = rest.replace(stem, " ");
    }
    if counted(&rest) < LEFT { Err(PASSWORD_COMMON.refuse().at("password")) } else { Ok(()) }
}

/// Characters that add something: a run along a row of the keyboard and a repetition add one, digits together at most two.
fn counted(text: &str) -> usize {
    let letters: Vec<char> = text.chars().collect();
    let mut seen = std::collections::BTreeSet::new();
    let mut count = 0;
    let mut digits = 0;
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let follows = before.is_some_and(|before| before == letter || neighbours(*before, *letter));
        // A letter that came three times already says nothing new.
        if follows || letter.is_whitespace() || !seen.insert((*letter, seen.iter().filter(|(known, _)| known == letter).count().min(2))) {
            continue;
        }
        if letter.is_ascii_digit() {
            digits += 1;
        } else {
            count += 1;
        }
    }
    count + digits.min(2)
}

/// Whether two letters stand side by side in one of the known orders, either way.
fn neighbours(a: char, b: char) -> bool {
    ROWS.iter().any(|row| row.chars().zip(row.chars().skip(1)).any(|pair| pair == (a, b) || pair == (b, a)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaked_lists_hold_is_refused() {
        for password in [
            "123456789012",
            "qwertyuiop12",
            "password2024",
            "Password1234!",
            "P@ssw0rd2024",
            "1qaz2wsx3edc",
            "aaaaaaaaaaaa",
            "abababababab",
            "19900101199001",
            "woaini5201314",
            "neiqin123456",
            "NEIQIN-neiqin",
            "admin@123456",
            "iloveyou1314",
            "asdfghjkl;12",
            "11223344556677",
            "gongan110110",
        ] {
            assert_eq!(judge("neiqin", password).unwrap_err().rule.code, PASSWORD_COMMON.code, "{password}");
        }
    }

    #[test]
    fn a_sentence_or_a_random_word_is_taken_and_no_class_of_letters_is_asked_for() {
        for password in
            ["correct horse battery", "草原上的暖城很安静呀呀", "k3x9q-7mwzr", "nuancheng-demo", "ordos winter 1978", "hk4tz-8w2mv-q0c5d"]
        {
            assert_eq!(judge("neiqin", password), Ok(()), "{password}");
        }
    }

    #[test]
    fn length_has_two_ends() {
        assert_eq!(judge("a", "shortish").unwrap_err().rule.code, PASSWORD_SHORT.code);
        assert_eq!(judge("a", &"long sentence ".repeat(20)).unwrap_err().rule.code, PASSWORD_SHORT.code);
    }
}
