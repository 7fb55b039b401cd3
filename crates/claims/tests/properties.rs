//! What holds for any text at all.

use nc_claims::{Context, read};
use proptest::prelude::*;

/// Text made of the genre's own pieces, and anything else.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "199", "6.45万", "二十六", "十余", "一二百万", "第一", "连续三届", "首届", "近", "约", "余", "多", "达", "超", "期", "人次", "起", "万元", "%", "百分之", "成", "个百分点", "至", "、", ",", "。", "\n", "\n\n", " ", "“", "”", "《", "》", "(", ")",
            "鄂尔多斯市公安局", "该局", "2024年", "3年来", "以来", "累计", "其中", "分别", "荣获", "一等奖", "全国", "唯一", "率先", "同比下降", "得到", "肯定", "期间", "〔2024〕", "号", "点", "零", "万", "亿", "O", "1,234", "-", "年", "级", "被评为",
        ]),
        1 => any::<char>().prop_map(String::from).prop_map(|s| &*s.leak()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn claims_are_ordered_within_the_text_and_do_not_overlap(text in text()) {
        let article = read(&text, &Context::default());
        let size = text.chars().count();
        let mut last = 0;
        for claim in &article.claims {
            prop_assert!(claim.start >= last && claim.start < claim.end && claim.end <= size);
            let between: String = text.chars().skip(claim.start).take(claim.end - claim.start).collect();
            prop_assert_eq!(&between, &claim.text);
            if let (Some(low), Some(high)) = (claim.low.value(), claim.high.value()) {
                prop_assert!(low <= high);
            }
            last = claim.end;
        }
        for u in &article.untagged {
            prop_assert!(u.start < u.end && u.end <= size);
            prop_assert!(article.claims.iter().all(|c| c.end <= u.start || u.end <= c.start));
        }
        for sum in &article.sums {
            prop_assert!(sum.parts.iter().all(|p| *p < article.claims.len()) && sum.whole < article.claims.len());
        }
    }

    #[test]
    fn nothing_makes_it_fail(text in any::<String>()) {
        let _ = read(&text, &Context::default());
    }

    #[test]
    fn a_paragraph_before_it_moves_claims_and_changes_no_number(text in text()) {
        let alone = read(&text, &Context::default());
        let prefix = "工作要点。\n\n";
        let moved = read(&format!("{prefix}{text}"), &Context::default());
        let shift = prefix.chars().count();
        let numbers = |a: &nc_claims::Article, by: usize| a.claims.iter().map(|c| (c.start - by, c.end - by, c.value, c.low, c.high, c.kind)).collect::<Vec<_>>();
        prop_assert_eq!(numbers(&alone, 0), numbers(&moved, shift));
    }
}
