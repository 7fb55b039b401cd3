//! Articles about the synthetic bureau, checked against what was recorded.

use std::collections::BTreeMap;

use nc_figures::Worth;
use nc_figures::check::{Reason, Verdict};
use nc_kernel::Day;
use nc_organisation::study;
use nc_store::{Checked, ChooseWording, Draft};

use crate::bureau::{Bureau, bureau};

const ARTICLE: &str = include_str!("../../../claims/tests/fixtures/article/article.txt");

impl Bureau {
    async fn check(&self, text: &str) -> Checked {
        let campaigns = BTreeMap::from([("抓强整树".to_owned(), Day::new(2023, 1, 1).unwrap())]);
        let unit = self.store.bureau_path().unwrap();
        let draft = Draft { text, period: None, as_of: Some(self.options.last_day), unit, campaigns };
        self.store.check(&self.scope().await, &draft).await.unwrap()
    }

    async fn worth(&self, figure: &str) -> i64 {
        let value = self.store.value(&self.scope().await, &self.question(figure).await).await.unwrap();
        match value.worth {
            Worth::Count(n) | Worth::Ratio { n, .. } => n,
        }
    }

    /// An article whose every number is true of the records.
    async fn true_article(&self) -> String {
        let n = async |figure: &str| self.worth(figure).await;
        format!(
            "全市公安机关工作综述\n3年来，鄂尔多斯市公安机关累计开展政治轮训{}期，参训民辅警{}人次。3年来，鄂尔多斯市公安局组织培训练兵{}期，参训民辅警达{}人次。\
             3年来，鄂尔多斯市公安机关创作廉政文化作品{}部（幅），举办各类文化活动60余场，发布先进典型事迹{}期。3年来，鄂尔多斯市公安机关{}名同志荣获全区“最美警察”“最美辅警”。",
            n("study.rotation.runs").await,
            n("study.rotation.attendances").await,
            n("training.runs").await,
            n("training.attendances").await,
            n("honour.works.integrity").await,
            n("honour.bulletin.issues").await,
            n("honour.beautiful_officers").await,
        )
    }
}

fn told(checked: &Checked) -> String {
    let lines = checked.lines.iter().map(|l| {
        let value = l.finding.ledger_value.map(|v| v.to_string()).unwrap_or_default();
        format!("{} {:?} {:?} {value} {:?}", l.claim.text, l.finding.verdict, l.finding.reason, l.matched.meant())
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// One digit, one measure word, one period or one organisation of the text changed at a time.
fn mutations(text: &str, checked: &Checked) -> Vec<(usize, String)> {
    let characters: Vec<char> = text.chars().collect();
    let with = |start: usize, end: usize, new: &str| {
        let slice = |a: usize, b: usize| characters[a..b].iter().collect::<String>();
        slice(0, start) + new + &slice(end, characters.len())
    };
    let mut all = Vec::new();
    for (at, line) in checked.lines.iter().enumerate() {
        let claim = &line.claim;
        for (place, c) in characters.iter().enumerate().take(claim.end).skip(claim.start) {
            if let Some(digit) = c.to_digit(10) {
                // 60余 leaves the last digit open; every other one is said.
                let flipped = (digit + 3) % 10;
                all.push((at, with(place, place + 1, &flipped.to_string())));
            }
        }
        for (word, other) in [("人次", "人"), ("期", "人次"), ("名", "人次"), ("场", "期"), ("部（幅）", "期")] {
            if claim.text.ends_with(word) {
                all.push((at, with(claim.end - word.chars().count(), claim.end, other)));
            }
        }
        let sentence = characters[..claim.start].iter().rposition(|c| *c == '。' || *c == '\n').map_or(0, |n| n + 1);
        let head: String = characters[sentence..claim.start].iter().collect();
        for (from, to) in [("3年来", "2023年"), ("3年来", "2022年"), ("鄂尔多斯市", "包头市"), ("鄂尔多斯市公安机关", "东胜区公安分局")]
        {
            if let Some(byte) = head.find(from) {
                let start = sentence + head[..byte].chars().count();
                all.push((at, with(start, start + from.chars().count(), to)));
            }
        }
    }
    all
}

#[tokio::test]
async fn r6_any_digit_unit_period_or_scope_flipped_is_no_longer_supported() {
    let bureau = bureau(2).await;
    let text = bureau.true_article().await;
    let checked = bureau.check(&text).await;
    assert_eq!(checked.count(Verdict::Supported), checked.lines.len(), "{}", told(&checked));
    assert_eq!(checked.lines.len(), 8, "{}", told(&checked));
    let mutations = mutations(&text, &checked);
    let all = mutations.len();
    let mut survivors = Vec::new();
    for (at, text) in mutations {
        let again = bureau.check(&text).await;
        let line = again.lines.get(at);
        if line.is_some_and(|line| line.finding.verdict == Verdict::Supported) {
            survivors.push(format!("{text}\n{}", told(&again)));
        }
    }
    println!("{} of {all} flips are told", all - survivors.len());
    assert!(all >= 50 && survivors.len() * 100 <= all * 2, "{} of {all}:\n{}", survivors.len(), survivors.join("\n\n"));
}

#[tokio::test]
async fn the_article_is_supported_where_recorded_and_says_what_is_not() {
    let bureau = bureau(1).await;
    let checked = bureau.check(ARTICLE).await;
    println!("{}", told(&checked));
    let verdict = |words: &str, nth: usize| {
        let found = checked.lines.iter().filter(|l| l.claim.text.contains(words)).nth(nth);
        found.map(|l| (l.finding.verdict, l.finding.reason)).unwrap_or_else(|| panic!("no claim {words}"))
    };
    // No area records these yet: never the nearest number.
    for words in ["520起", "861名", "7800余万元", "72.34万元", "26次", "656处", "764项", "102项", "86%"] {
        assert_eq!(verdict(words, 0), (Verdict::NotRecorded, Reason::NoFigure), "{words}");
    }
    // Counted from the roll of honour, the same at any scale.
    for words in ["126部", "60余场", "5期", "5部", "35部", "8名", "3名", "24名", "13个", "251.6万元"] {
        assert_eq!(verdict(words, 0).0, Verdict::Supported, "{words}\n{}", told(&checked));
    }
    // At this scale fewer were recorded than the article says.
    for words in ["199期", "6.45万人次", "982期", "13.5万人次", "180期", "341期", "741名", "273人"] {
        assert_eq!(verdict(words, 0), (Verdict::Contradicted, Reason::ValueDiffers), "{words}");
    }
    for words in ["第一名", "三届", "2年", "第一批", "一等奖"] {
        assert_eq!(verdict(words, 0), (Verdict::Supported, Reason::Documented), "{words}\n{}", told(&checked));
    }
    for words in ["首家", "率先"] {
        assert_eq!(verdict(words, 0), (Verdict::Supported, Reason::RestsOnDocument), "{words}");
    }
    assert_eq!(verdict("多项", 0), (Verdict::NotCheckable, Reason::Vague));
}

#[tokio::test]
async fn a_withdrawn_session_contradicts_the_article_and_a_choice_is_remembered() {
    let bureau = bureau(2).await;
    let text = bureau.true_article().await;
    let officer = bureau.actor("demo-political").await;
    let evidence = bureau.store.evidence(&bureau.scope().await, &bureau.question("study.rotation.runs").await).await.unwrap();
    let run = evidence.parts[0][0].key.clone();
    let cancel = study::CancelRun {
        run: serde_json::from_value(run.as_str().into()).unwrap(),
        reason: "演示数据：撤回一期".into(),
        authority: "演示".into(),
    };
    bureau.store.execute(&officer, "check/cancel", cancel).await.unwrap();
    let checked = bureau.check(&text).await;
    let verdicts: Vec<Verdict> = checked.lines.iter().map(|l| l.finding.verdict).collect();
    assert_eq!(verdicts[..2], [Verdict::Contradicted, Verdict::Contradicted], "{}", told(&checked));
    assert!(verdicts[2..].iter().all(|v| *v == Verdict::Supported), "{}", told(&checked));

    // What a person says about a wording is remembered for every later text.
    let sentence = "3年来，鄂尔多斯市公安局完成铸魂赋能行动5期。";
    let before = bureau.check(sentence).await;
    assert_eq!(before.lines[0].finding.reason, Reason::NoFigure, "{}", told(&before));
    let claim = &before.lines[0].claim;
    let choice = |figure: Option<&str>| ChooseWording {
        subject: claim.subject.clone(),
        dimension: claim.dimension.to_owned(),
        figure: figure.map(str::to_owned),
        unit: bureau.store.bureau_path().unwrap(),
    };
    bureau.store.execute(&officer, "check/choose", choice(Some("training.runs"))).await.unwrap();
    let after = bureau.check(sentence).await;
    assert_eq!((after.lines[0].finding.verdict, after.lines[0].finding.reason), (Verdict::Contradicted, Reason::ValueDiffers));
    bureau.store.execute(&officer, "check/none", choice(None)).await.unwrap();
    assert_eq!(bureau.check(sentence).await.lines[0].finding.reason, Reason::NoFigure);
    let refused = bureau.store.execute(&officer, "check/unknown", choice(Some("no.such"))).await;
    assert!(matches!(refused, Err(nc_store::StoreError::Refused(_))));
}
