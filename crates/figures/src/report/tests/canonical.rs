//! What is recorded of a report is canonical and reads back.

use nc_kernel::{Draft, FactBody, StreamId};

use super::{around, render, setting, worths};
use crate::report::{Drafted, Fact, NotNames, Released, ReportId, Revised};

#[test]
fn facts_are_canonical_and_read_back() {
    let rendered = render(&around("3年来，开展[[runs]]期，覆盖率[[coverage]]。"), worths).unwrap();
    let unit = setting().unit;
    let facts: Vec<Fact> = vec![
        Drafted {
            as_of: setting().as_of,
            corrects: Some(ReportId(9)),
            not_names: None,
            period: Some(super::three_years()),
            synthetic: true,
            template: "# 年报".to_owned(),
            unit: unit.clone(),
        }
        .into(),
        Revised {
            not_names: Some(NotNames { places: ["10:1".to_owned(), "9:3".to_owned()].into(), reason: "普通词语".to_owned() }),
            template: "# 年报".to_owned(),
        }
        .into(),
        Released { corrects: Some(ReportId(9)), document: rendered.document, draft_seq: 4 }.into(),
    ];
    for fact in facts {
        // In debug builds a draft refuses a body that is not canonical.
        let draft = Draft::new(StreamId::new("report", ReportId(7)), unit.clone(), setting().date, &fact).unwrap();
        assert_eq!(Fact::parse(draft.kind, &draft.body).unwrap(), fact);
    }
}
