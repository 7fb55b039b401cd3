//! Whose name is found where, and what is no name. Every name is invented.

use std::time::Instant;

use crate::report::{NotNames, People};

const NAMES: [&str; 11] = ["赵演一", "钱示", "孙样", "高峰", "于理", "全明", "欧阳例", "阿拉腾·演格", "李　例", "周", "向党"];

fn found(text: &str) -> Vec<(&'static str, String)> {
    let refusals = People::new(NAMES).unwrap().refusals(text, None);
    refusals.into_iter().map(|refusal| (refusal.rule.code, refusal.place.unwrap())).collect()
}

fn places(text: &str) -> Vec<String> {
    found(text).into_iter().map(|(_, place)| place).collect()
}

#[test]
fn a_name_is_refused_with_its_place_and_is_not_repeated() {
    let cases = [
        // Three characters and more, wherever they stand and however they are spaced.
        ("在赵演一带领下", "1:2"),
        ("学习赵 演 一的做法", "1:3"),
        ("学习赵·演·一的做法", "1:3"),
        ("由欧阳例主讲", "1:2"),
        ("由阿拉腾演格主讲", "1:2"),
        ("由阿拉腾•演格主讲", "1:2"),
        // Two, beside a title, what people do, or punctuation.
        ("民警钱示参加", "1:3"),
        ("邀请钱示同志授课", "1:3"),
        ("邀请钱示局长授课", "1:3"),
        ("党课由孙样主讲", "1:4"),
        ("参加的有：孙样", "1:6"),
        ("孙样和群众一起", "1:1"),
        ("（钱示）", "1:2"),
        ("落款：李例", "1:4"),
        ("| 钱 示 |", "1:3"),
        // An ordinary word, with a title behind it or between a title and punctuation.
        ("高峰同志带队", "1:1"),
        ("由民警高峰、辅警等人", "1:4"),
        ("于理主讲", "1:1"),
    ];
    for (text, place) in cases {
        let refusals = People::new(NAMES).unwrap().refusals(text, None);
        assert_eq!(
            refusals.iter().map(|r| (r.rule.code, r.place.as_deref().unwrap())).collect::<Vec<_>>(),
            [("report.names_person", place)],
            "{text}"
        );
        for said in [refusals[0].zh(), refusals[0].en(), format!("{refusals:?}")] {
            assert!(!NAMES.iter().any(|name| name.chars().count() > 1 && said.contains(name)), "{said}");
        }
    }
    assert_eq!(places("---\n落款：某局\n---\n# 题\n民警钱示、孙样"), ["5:3", "5:6"], "every place, by line and character");
    assert!(!format!("{:?}", People::new(NAMES).unwrap()).contains('赵'));
}

#[test]
fn ordinary_words_and_words_that_only_meet_are_no_names() {
    for text in [
        "高峰期间增派警力，早晚高峰，高峰。",
        "保障高峰路段畅通",
        "广泛应用于理论学习",
        "安全明显提升，全明",
        "及时向党委汇报，向党组织靠拢",
        "周密部署，每周",
        "花钱示意",
        "辖区人口138万，编号13800",
        "[[training.runs 期间=3年来 单位=/150600/]]期",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn identity_and_mobile_numbers_are_refused_and_cannot_be_kept() {
    let kept = |place: &str| NotNames { places: [place.to_owned()].into(), reason: "普通词语".to_owned() };
    let number = identity();
    let wide: String = number.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect();
    for (text, place) in [
        (&*format!("证号{number}。"), "1:3"),
        (&*format!("证号{wide}。"), "1:3"),
        ("电话138 0013 8000", "1:3"),
        ("电话138-0013-8000", "1:3"),
        ("电话+86 13800138000", "1:4"),
    ] {
        let people = People::new(NAMES).unwrap();
        let refusals = people.refusals(text, Some(&kept(place)));
        let codes: Vec<_> = refusals.iter().map(|r| (r.rule.code, r.place.as_deref().unwrap())).collect();
        assert_eq!(codes, [("report.personal_number", place)], "{text}");
        assert!(!refusals[0].zh().contains("138") && !refusals[0].zh().contains(&number));
    }
}

/// An identity number whose check character fits.
fn identity() -> String {
    let body = "15060219700101001";
    format!("{body}{}", nc_kernel::identifiers::CitizenNumber::check_character(body).unwrap())
}

#[test]
fn what_is_no_name_can_be_kept_place_by_place() {
    let people = People::new(NAMES).unwrap();
    let text = "钱示范作用，民警孙样";
    let kept = NotNames { places: ["1:1".to_owned()].into(), reason: "是“钱示范”".to_owned() };
    let left: Vec<_> = people.refusals(text, Some(&kept)).into_iter().filter_map(|r| r.place).collect();
    assert_eq!(left, ["1:9"], "only the place that was named");
}

#[test]
fn ten_thousand_names_are_looked_for_at_once() {
    let syllables: Vec<char> = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨演示例样一二三四五六七八九十".chars().collect();
    let names: Vec<String> = (0..10_000).map(|n| [n / 900 % 30, n / 30 % 30, n % 30].map(|i| syllables[i]).iter().collect()).collect();
    let people = People::new(&names).unwrap();
    let text = "市公安局统筹推进理论武装和教育训练，组织培训练兵，参训民辅警。\n".repeat(2_000);
    let before = Instant::now();
    assert_eq!(people.refusals(&text, None), []);
    // 60,000 characters, the longest template there is; unoptimised this takes a tenth of it.
    assert!(before.elapsed().as_secs() < 5, "{:?}", before.elapsed());
    assert_eq!(people.refusals(&format!("{text}由{}主讲", names[777]), None).len(), 1);
}
