//! Printed words read back support the value, whatever value and form.

use proptest::prelude::*;

use crate::report::Form;
use crate::report::printed::{Amount, MICRO};

/// What a reader takes printed words for: the least and the most in millionths (both within), read by hand.
fn read_back(text: &str) -> (i128, i128) {
    let odd = text.ends_with('余');
    let nearly = text.starts_with('近');
    let digits = text.trim_end_matches('余').trim_start_matches(['近', '达']);
    let (digits, unit) = match digits.strip_suffix('万') {
        Some(digits) => (digits, 10_000 * MICRO),
        None => digits.strip_suffix('亿').map_or((digits.trim_end_matches('%'), MICRO), |digits| (digits, 100_000_000 * MICRO)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let step = unit / 10_i128.pow(u32::try_from(part.len()).unwrap());
    let value = whole.parse::<i128>().unwrap() * unit + if part.is_empty() { 0 } else { part.parse::<i128>().unwrap() * step };
    let mut place = step;
    while value != 0 && value % (place * 10) == 0 {
        place *= 10;
    }
    match (odd, nearly) {
        (true, _) => (value + 1, value + place - 1),
        (_, true) => (value - place / 2, value - 1),
        _ if step == MICRO => (value, value),
        _ => (value - step / 2, value + step / 2 - 1),
    }
}

#[test]
fn r8_six_point_four_five_myriads_stand_for_these_and_no_others() {
    for n in 64_400..64_600 {
        let printed = Amount { num: n, den: 1 }.write(Form::Myriads(Some(2))).unwrap();
        assert_eq!(printed.text == "6.45万", (64_450..=64_549).contains(&n), "{n}");
    }
    for (n, of, decimals, text) in [(7, 8, 1, "87.5%"), (2, 3, 2, "66.67%"), (1, 1, 1, "100%"), (1, 3, 0, "33%"), (1_249, 2_500, 1, "50%")]
    {
        let printed = Amount { num: n * 100, den: of }.write(Form::Percent(decimals)).unwrap();
        assert_eq!(printed.text, text, "{n}/{of}");
    }
}

proptest! {
    #[test]
    fn r8_rendered_words_read_back_support_the_value(n in prop_oneof![0_i128..2_000, 0_i128..3_000_000, 0_i128..90_000_000_000], form in 0_usize..14) {
        let forms = [
            Form::Exact, Form::Decimals(0), Form::Myriads(None), Form::Myriads(Some(0)), Form::Myriads(Some(1)), Form::Myriads(Some(2)),
            Form::HundredMillions(Some(2)), Form::Reaching(Some(1)), Form::Odd(10), Form::Odd(100), Form::Odd(1_000), Form::Nearly(10),
            Form::Nearly(100), Form::Nearly(10_000),
        ];
        if let Ok(printed) = (Amount { num: n, den: 1 }).write(forms[form]) {
            let (least, most) = read_back(&printed.text);
            prop_assert!(least <= n * MICRO && n * MICRO <= most, "{} is said of {n}", printed.text);
        } else {
            // Only a hedge that would be false, or a rounding to nothing or of something not whole, is not written.
            prop_assert!(!matches!(forms[form], Form::Exact | Form::Decimals(0)));
        }
    }

    #[test]
    fn r8_a_rate_reads_back_to_its_n_and_n(of in 1_i128..5_000, part in 0_i128..5_000, decimals in 0_u8..3) {
        let n = part.min(of);
        let printed = Amount { num: n * 100, den: of }.write(Form::Percent(decimals)).unwrap();
        let step = MICRO / 10_i128.pow(u32::from(decimals));
        prop_assert!((printed.micro * of - n * 100 * MICRO).abs() * 2 <= step * of, "{} of {n}/{of}", printed.text);
    }

    #[test]
    fn no_template_does_worse_than_be_refused(text in "[\\[\\]#=：\\-0-9a-z期间写作万余近年来。\n ]{0,80}") {
        let _ = super::render(&text, super::worths);
        let _ = super::paragraph(&text);
    }
}
