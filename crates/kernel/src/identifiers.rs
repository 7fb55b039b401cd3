//! Numbers issued by others, checked as they are typed: citizen number, social credit code, vehicle, plate, area.
//!
//! Input is normalised first: full-width characters become ordinary ones, letters upper case, spaces go. A value that
//! parsed is well formed; whether it was ever issued only the issuer knows.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::day::Day;

/// Why an identifier is refused, in both languages. Never repeats the value, which may be personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentifierError {
    /// Not this many characters: the wanted number and the number found.
    Length(usize, usize),
    /// This position (from 1) holds a character that cannot stand there.
    Character(usize),
    /// The area or province part is none.
    Area,
    /// The birth date is not in the calendar.
    Date,
    /// The birth date lies in the future.
    Future,
    /// The check character does not fit: some character was mistyped or two were exchanged.
    Check,
    /// The organisation code inside does not fit its own check character.
    Organisation,
    /// The text has the form of no plate.
    PlateForm,
}

impl IdentifierError {
    /// In Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Length(want, got) => format!("应为 {want} 位，现为 {got} 位"),
            Self::Character(at) => format!("第 {at} 位的字符不允许"),
            Self::Area => "开头的行政区划不存在".into(),
            Self::Date => "出生日期不存在".into(),
            Self::Future => "出生日期在将来".into(),
            Self::Check => "校验位不符，有一位输错或相邻两位颠倒，请核对".into(),
            Self::Organisation => "第 9 至 17 位的主体标识码校验不符，请核对".into(),
            Self::PlateForm => "不是任何一种号牌的格式（号牌不使用字母 I 和 O）".into(),
        }
    }

    /// In English.
    #[must_use]
    pub fn en(&self) -> String {
        match self {
            Self::Length(want, got) => format!("should have {want} characters, has {got}"),
            Self::Character(at) => format!("character {at} is not allowed there"),
            Self::Area => "does not start with an area that exists".into(),
            Self::Date => "the birth date is not in the calendar".into(),
            Self::Future => "the birth date lies in the future".into(),
            Self::Check => "the check character does not fit: one character is wrong or two are exchanged".into(),
            Self::Organisation => "characters 9 to 17, the organisation code, do not fit their check character".into(),
            Self::PlateForm => "has the form of no plate (plates never use the letters I and O)".into(),
        }
    }
}

impl fmt::Display for IdentifierError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.zh(), self.en())
    }
}

impl std::error::Error for IdentifierError {}

/// Full-width to ordinary, upper case, no spaces.
fn normalise(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// First two digits of every province-level area, with 91 for people abroad.
const PROVINCES: &[&str] = &[
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46", "50",
    "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83", "91",
];

fn known_province(text: &str) -> bool {
    text.get(..2).is_some_and(|start| PROVINCES.contains(&start))
}

/// The characters as values in `alphabet`, or where the first foreign one stands.
fn values(text: &str, alphabet: &str) -> Result<Vec<u32>, IdentifierError> {
    let value =
        |(i, c): (usize, char)| alphabet.chars().zip(0..).find(|(a, _)| *a == c).map(|(_, n)| n).ok_or(IdentifierError::Character(i + 1));
    text.chars().enumerate().map(value).collect()
}

fn weighted(values: &[u32], weights: &[u32]) -> u32 {
    values.iter().zip(weights).map(|(v, w)| v * w).sum()
}

fn of_length(text: &str, length: usize) -> Result<(), IdentifierError> {
    let got = text.chars().count();
    if got == length { Ok(()) } else { Err(IdentifierError::Length(length, got)) }
}

/// 公民身份号码 (GB 11643): 6 area, 8 birth, 3 sequence, 1 check. The area is that of the first registration, so retired
/// codes are right. Never printed by `Debug`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CitizenNumber(String);

impl CitizenNumber {
    /// Reads a number of 18 characters; a lower-case or full-width x is the check character X.
    ///
    /// # Errors
    /// [`IdentifierError`] naming what does not fit.
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        let text = normalise(text);
        of_length(&text, 18)?;
        let (body, check) = text.split_at_checked(17).ok_or(IdentifierError::Character(17))?;
        let digits = values(body, "0123456789")?;
        if !known_province(&text) {
            return Err(IdentifierError::Area);
        }
        if !check.chars().all(|c| c.is_ascii_digit() || c == 'X') {
            return Err(IdentifierError::Character(18));
        }
        birth(&text).ok_or(IdentifierError::Date)?;
        if check.chars().next() == check_character(&digits) { Ok(Self(text)) } else { Err(IdentifierError::Check) }
    }

    /// 校验码: the character that completes the first 17 digits; `None` for anything else.
    #[must_use]
    pub fn check_character(body: &str) -> Option<char> {
        let digits = values(body, "0123456789").ok().filter(|digits| digits.len() == 17)?;
        check_character(&digits)
    }

    /// Refuses a birth date after `today`.
    ///
    /// # Errors
    /// [`IdentifierError::Future`].
    pub fn born_by(self, today: Day) -> Result<Self, IdentifierError> {
        if self.birth() <= today { Ok(self) } else { Err(IdentifierError::Future) }
    }

    /// The normalised text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The area of the first registration.
    #[must_use]
    pub fn area(&self) -> &str {
        self.0.get(..6).unwrap_or_default()
    }

    /// The day of birth.
    #[must_use]
    pub fn birth(&self) -> Day {
        birth(&self.0).unwrap_or(Day::from_epoch_days(0))
    }

    /// Whether the sequence number is odd, which is given to men.
    #[must_use]
    pub fn is_male(&self) -> bool {
        self.0.as_bytes().get(16).is_some_and(|digit| digit % 2 == 1)
    }
}

/// ISO 7064 MOD 11-2, as GB 11643 asks.
fn check_character(digits: &[u32]) -> Option<char> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    "10X98765432".chars().nth((weighted(digits, &WEIGHTS) % 11) as usize)
}

fn birth(number: &str) -> Option<Day> {
    number.get(6..14).and_then(|digits| digits.parse().ok()).and_then(|key| Day::from_key(key).ok())
}

impl fmt::Debug for CitizenNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CitizenNumber(…)")
    }
}

/// 统一社会信用代码 (GB 32100): 18 characters without I, O, S, V, Z.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Uscc(String);

impl Uscc {
    /// Reads a code and checks both its check characters.
    ///
    /// # Errors
    /// [`IdentifierError`] naming what does not fit.
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
        let text = normalise(text);
        of_length(&text, 18)?;
        let values = values(&text, ALPHABET)?;
        let area = text.get(2..8).unwrap_or_default();
        // 100000 is the registering authority of the state itself.
        if AreaCode::parse(area).is_err() && area != "100000" {
            return Err(IdentifierError::Area);
        }
        let wanted = (31 - weighted(&values, &WEIGHTS) % 31) % 31;
        if values.last() != Some(&wanted) {
            return Err(IdentifierError::Check);
        }
        if !organisation_code_fits(text.get(8..17).unwrap_or_default()) {
            return Err(IdentifierError::Organisation);
        }
        Ok(Self(text))
    }

    /// The normalised text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// GB 11714: eight characters and a check character of 0-9 or X.
fn organisation_code_fits(code: &str) -> bool {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let Ok(values) = values(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") else { return false };
    let check = match (11 - weighted(&values, &WEIGHTS) % 11) % 11 {
        10 => Some('X'),
        n => char::from_digit(n, 10),
    };
    code.chars().last() == check
}

/// 车辆识别代号 (GB 16735): 17 characters without I, O, Q.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Vin(String);

impl Vin {
    /// Reads a vehicle number. The check digit is not required: see [`Vin::check_fits`].
    ///
    /// # Errors
    /// [`IdentifierError`] for a wrong length or character.
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        let text = normalise(text);
        of_length(&text, 17)?;
        vin_values(&text)?;
        Ok(Self(text))
    }

    /// Whether the check digit fits. Imported vehicles and old trailers may lack one: warn, never block.
    #[must_use]
    pub fn check_fits(&self) -> bool {
        const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
        let Ok(values) = vin_values(&self.0) else { return false };
        let wanted = match weighted(&values, &WEIGHTS) % 11 {
            10 => Some('X'),
            n => char::from_digit(n, 10),
        };
        self.0.chars().nth(8) == wanted
    }

    /// The normalised text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Letter values repeat: A to H are 1 to 8, J to N 1 to 5, P 7, R 9, S to Z 2 to 9.
fn vin_values(text: &str) -> Result<Vec<u32>, IdentifierError> {
    let value = |(i, c): (usize, char)| {
        let step = |first: char, base: u32| u32::from(c) - u32::from(first) + base;
        match c {
            '0'..='9' => Ok(step('0', 0)),
            'A'..='H' => Ok(step('A', 1)),
            'J'..='N' => Ok(step('J', 1)),
            'P' => Ok(7),
            'R' => Ok(9),
            'S'..='Z' => Ok(step('S', 2)),
            _ => Err(IdentifierError::Character(i + 1)),
        }
    };
    text.chars().enumerate().map(value).collect()
}

/// 号牌种类: what the form of a plate says about the vehicle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlateForm {
    /// 普通号牌.
    Ordinary,
    /// 挂车.
    Trailer,
    /// 教练车.
    Learner,
    /// 警车.
    Police,
    /// 港澳入出境车.
    Border,
    /// 大型新能源汽车.
    NewEnergyLarge,
    /// 小型新能源汽车.
    NewEnergySmall,
}

/// 号牌 (GA 36): `蒙K12345` and its kin.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Plate {
    text: String,
    form: PlateForm,
}

impl Plate {
    /// Reads a plate; separators (`·`, `-`) go.
    ///
    /// # Errors
    /// [`IdentifierError::Area`] without a province, else [`IdentifierError::PlateForm`].
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        let text: String = normalise(text).chars().filter(|c| !matches!(c, '·' | '•' | '・' | '-')).collect();
        let mut chars = text.chars();
        if !chars.next().is_some_and(|c| "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新".contains(c))
        {
            return Err(IdentifierError::Area);
        }
        if !chars.next().is_some_and(letter) {
            return Err(IdentifierError::PlateForm);
        }
        let rest: Vec<char> = chars.collect();
        let form = form(&rest).ok_or(IdentifierError::PlateForm)?;
        Ok(Self { text, form })
    }

    /// What the form says.
    #[must_use]
    pub fn form(&self) -> PlateForm {
        self.form
    }

    /// The normalised text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

fn letter(c: char) -> bool {
    c.is_ascii_uppercase() && c != 'I' && c != 'O'
}

fn form(rest: &[char]) -> Option<PlateForm> {
    let serial = |part: &[char]| part.iter().all(|c| letter(*c) || c.is_ascii_digit());
    let digits = |part: &[char]| part.iter().all(char::is_ascii_digit);
    let energy = |c: char| matches!(c, 'A'..='H' | 'J' | 'K');
    match rest {
        [body @ .., last] if rest.len() == 5 && serial(body) => match last {
            '挂' => Some(PlateForm::Trailer),
            '学' => Some(PlateForm::Learner),
            '警' => Some(PlateForm::Police),
            '港' | '澳' => Some(PlateForm::Border),
            c if letter(*c) || c.is_ascii_digit() => Some(PlateForm::Ordinary),
            _ => None,
        },
        [body @ .., last] if rest.len() == 6 && digits(body) && energy(*last) => Some(PlateForm::NewEnergyLarge),
        [first, second, body @ ..] if rest.len() == 6 && energy(*first) && serial(&[*second]) && digits(body) => {
            Some(PlateForm::NewEnergySmall)
        }
        _ => None,
    }
}

/// 行政区划代码 (GB/T 2260): six digits. Retired codes are as good as present ones, since numbers outlive districts
/// (1527xx was the Ih Ju League before it became Ordos in 2001); so only the province is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaCode(u32);

impl AreaCode {
    /// Reads six digits.
    ///
    /// # Errors
    /// [`IdentifierError`] naming what does not fit.
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        let text = normalise(text);
        of_length(&text, 6)?;
        values(&text, "0123456789")?;
        if !known_province(&text) {
            return Err(IdentifierError::Area);
        }
        text.parse().map(Self).map_err(|_| IdentifierError::Area)
    }

    /// The code as a number, 150602.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }

    /// Whether this area is `other` or lies within it: 150602 in 150600 in 150000.
    #[must_use]
    pub fn within(self, other: Self) -> bool {
        let step = match other.0 {
            n if n % 10_000 == 0 => 10_000,
            n if n % 100 == 0 => 100,
            _ => 1,
        };
        self.0 / step == other.0 / step
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VALID_CITIZENS: [&str; 8] = [
        "11010519491231002X",
        "440524188001010014",
        "360426199101010071",
        "150602199001010016",
        "15060320240229003X",
        "150627198512314567",
        "150603200002290082",
        "15060319900101008X",
    ];

    #[test]
    fn citizen_numbers_of_the_specification() {
        for number in VALID_CITIZENS {
            assert_eq!(CitizenNumber::parse(number).map(|n| n.as_str().to_owned()), Ok(number.to_owned()), "{number}");
        }
        for (number, error) in [
            ("150602199001010017", IdentifierError::Check),
            ("150602199002300014", IdentifierError::Date),
            ("15060219900101001", IdentifierError::Length(18, 17)),
            ("150602900101001", IdentifierError::Length(18, 15)),
            ("990602199001010016", IdentifierError::Area),
            ("15060219900101O016", IdentifierError::Character(15)),
            ("X50602199001010016", IdentifierError::Character(1)),
            ("15060219900101001Y", IdentifierError::Character(18)),
            ("一50602199001010016", IdentifierError::Character(1)),
        ] {
            assert_eq!(CitizenNumber::parse(number), Err(error), "{number}");
        }
    }

    #[test]
    fn citizen_numbers_are_normalised_and_say_what_they_hold() {
        for text in ["15060319900101008x", "１５０６０３１９９００１０１００８ｘ", "150603 19900101 008X", "\u{3000}15060319900101008X\n"]
        {
            assert_eq!(CitizenNumber::parse(text).unwrap().as_str(), "15060319900101008X", "{text}");
        }
        assert!(CitizenNumber::parse("152701198001010012").is_ok(), "first registered before 1527 became 1506");
        let number = CitizenNumber::parse("15060320240229003X").unwrap();
        assert_eq!(number.birth(), Day::new(2024, 2, 29).unwrap());
        assert_eq!((number.area(), number.is_male()), ("150603", true));
        assert_eq!(format!("{number:?}"), "CitizenNumber(…)");
        assert!(number.clone().born_by(Day::new(2024, 2, 29).unwrap()).is_ok());
        assert_eq!(number.born_by(Day::new(2024, 2, 28).unwrap()), Err(IdentifierError::Future));
    }

    #[test]
    fn social_credit_codes_of_the_specification() {
        for code in ["91110000600037341L", "91350100M000100Y43", "9144030071526726XG", "11150600011700010H"] {
            assert_eq!(Uscc::parse(code).map(|c| c.as_str().to_owned()), Ok(code.to_owned()), "{code}");
        }
        assert!(Uscc::parse("91350100m000100y43").is_ok());
        for (code, error) in [
            ("91110000600037341M", IdentifierError::Check),
            ("9111000060003734IL", IdentifierError::Character(17)),
            ("91110000600037341", IdentifierError::Length(18, 17)),
        ] {
            assert_eq!(Uscc::parse(code), Err(error), "{code}");
        }
    }

    #[test]
    fn vehicle_numbers_of_the_specification() {
        for (vin, fits) in [
            ("1M8GDM9AXKP042788", true),
            ("11111111111111111", true),
            ("LZZ1CLWB7KA000001", true),
            ("LFWSRXRJ6L1E00007", true),
            ("1m8gdm9axkp042788", true),
            ("1M8GDM9A1KP042788", false),
        ] {
            assert_eq!(Vin::parse(vin).map(|v| v.check_fits()), Ok(fits), "{vin}");
        }
        for (vin, error) in [
            ("1M8GDM9AXKP04278", IdentifierError::Length(17, 16)),
            ("IM8GDM9AXKP042788", IdentifierError::Character(1)),
            ("1O8GDM9AXKP042788", IdentifierError::Character(2)),
            ("1M8GDM9AXKP04278Q", IdentifierError::Character(17)),
        ] {
            assert_eq!(Vin::parse(vin), Err(error), "{vin}");
        }
    }

    #[test]
    fn plates_of_the_specification() {
        for (plate, form) in [
            ("蒙K12345", PlateForm::Ordinary),
            ("蒙K·a2345", PlateForm::Ordinary),
            ("蒙K Ａ２３４５", PlateForm::Ordinary),
            ("蒙KA123挂", PlateForm::Trailer),
            ("蒙K1234学", PlateForm::Learner),
            ("蒙K0123警", PlateForm::Police),
            ("粤Z1234港", PlateForm::Border),
            ("蒙K12345D", PlateForm::NewEnergyLarge),
            ("蒙KD12345", PlateForm::NewEnergySmall),
            ("蒙KDF2345", PlateForm::NewEnergySmall),
        ] {
            assert_eq!(Plate::parse(plate).map(|p| p.form()), Ok(form), "{plate}");
        }
        for (plate, error) in [
            ("蒙KO1234", IdentifierError::PlateForm),
            ("蒙K123456", IdentifierError::PlateForm),
            ("蒙KF0A123", IdentifierError::PlateForm),
            ("蒙K1234", IdentifierError::PlateForm),
            ("蒙I12345", IdentifierError::PlateForm),
            ("蒙KL12345", IdentifierError::PlateForm),
            ("K12345", IdentifierError::Area),
            ("", IdentifierError::Area),
        ] {
            assert_eq!(Plate::parse(plate), Err(error), "{plate}");
        }
    }

    #[test]
    fn area_codes_nest() {
        let area = |text: &str| AreaCode::parse(text).unwrap();
        for code in ["150602", "150603", "150621", "150622", "150623", "150624", "150625", "150626", "150627"] {
            assert!(area(code).within(area("150600")) && area(code).within(area("150000")), "{code}");
            assert_eq!(area(code).to_string(), code);
        }
        assert!(!area("152701").within(area("150600")), "retired, and accepted");
        assert!(!area("150600").within(area("150602")));
        assert_eq!(AreaCode::parse("990000"), Err(IdentifierError::Area));
        assert_eq!(AreaCode::parse("15060"), Err(IdentifierError::Length(6, 5)));
        assert_eq!(AreaCode::parse("15060X"), Err(IdentifierError::Character(6)));
    }

    proptest! {
        #[test]
        fn a_changed_digit_is_caught(which in 0..VALID_CITIZENS.len(), at in 0..18_usize, digit in 0..11_u32) {
            let valid = VALID_CITIZENS[which];
            let new = char::from_digit(digit, 10).unwrap_or('X');
            let changed: String = valid.chars().enumerate().map(|(i, c)| if i == at { new } else { c }).collect();
            prop_assert_eq!(CitizenNumber::parse(&changed).is_ok(), changed == valid);
        }

        #[test]
        fn two_exchanged_digits_are_caught(which in 0..VALID_CITIZENS.len(), at in 0..17_usize) {
            let valid = VALID_CITIZENS[which];
            let mut chars: Vec<char> = valid.chars().collect();
            chars.swap(at, at + 1);
            let changed: String = chars.into_iter().collect();
            prop_assert_eq!(CitizenNumber::parse(&changed).is_ok(), changed == valid);
        }

        #[test]
        fn a_changed_character_of_a_social_credit_code_is_caught(at in 0..18_usize, to in "[0-9A-HJ-NP-RTUWXY]") {
            let valid = "91350100M000100Y43";
            let changed: String = valid.chars().enumerate().map(|(i, c)| if i == at { to.chars().next().unwrap() } else { c }).collect();
            prop_assert_eq!(Uscc::parse(&changed).is_ok(), changed == valid);
        }

        #[test]
        fn no_text_makes_a_parser_fail_otherwise(text in ".{0,24}") {
            let _ = (CitizenNumber::parse(&text), Uscc::parse(&text), Vin::parse(&text), Plate::parse(&text), AreaCode::parse(&text));
        }
    }
}
