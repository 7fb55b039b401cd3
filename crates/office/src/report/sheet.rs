//! 核验页: the lines that make every number of a report checkable.

use nc_figures::Worth;
use nc_figures::report::TaggedFact;

use super::Publication;

/// The heading and the lines of the sheet.
pub(super) fn lines(publication: &Publication<'_>) -> Vec<String> {
    let document = publication.document;
    let mut lines = vec!["数字核验页".to_owned()];
    if document.synthetic {
        lines.push("演示数据：本报告由虚构单位的记录生成，不反映任何真实单位。".to_owned());
    }
    if !publication.released {
        lines.push("草稿：未签发，数字以签发时为准。".to_owned());
    }
    if let Some((size, root)) = document.ledger() {
        lines.push(format!("账本规模 {size}，根 {root}。"));
    }
    lines.push(format!("报告编号 {}；证明包 {}；公钥 {}。", publication.report, publication.proof, publication.verifier_key));
    lines.push(format!("离线核验：nuancheng verify --proof {} --key '{}'", publication.proof, publication.verifier_key));
    lines.extend((1..).zip(&document.facts).map(|(n, fact)| line(n, fact)));
    lines
}

fn line(n: usize, fact: &TaggedFact) -> String {
    let ratio = match fact.worth {
        Worth::Count(_) => String::new(),
        Worth::Ratio { n, of } => format!("，n={n}，N={of}"),
    };
    format!(
        "[{n}] 文中“{}”；准确值 {}{ratio}；指标 {} {}@{}；期间 {}；口径单位 {}；截至知悉 {}；明细{}行，不在本件列出；行集 SHA-256 {}。",
        fact.printed,
        fact.exact(),
        fact.zh,
        fact.figure,
        fact.version,
        fact.period.words(),
        fact.scope,
        fact.known_on,
        fact.rows,
        fact.row_hash
    )
}
