//! The report of the synthetic bureau.

use crate::bureau::bureau;

#[tokio::test]
async fn g2_released_report_stands_and_says_what_came_in_after_it() {
    let bureau = bureau(2).await;
    let leader = bureau.actor("demo-leader").await;
    let reports = bureau.store.reports(&leader, true).await.unwrap();
    let [listed] = reports.as_slice() else { panic!("one report: {reports:?}") };
    let view = bureau.store.report(&leader, listed.id).await.unwrap();
    let release = view.report.release().unwrap();
    let title: String = format!("{:?}", release.document);
    assert!(title.contains("演示数据"), "synthetic data is labelled");
    assert!(release.document.facts.len() >= 15);
    let differences = bureau.store.report_differences(&leader, listed.id).await.unwrap();
    let moved: Vec<_> = differences.iter().filter(|d| d.is_in_number()).collect();
    assert!(!moved.is_empty(), "records of these months came in late");
    assert!(moved.len() < release.document.facts.len(), "most of it still holds");
    assert_eq!(listed.differing(), Some(moved.len() as u64));
}
