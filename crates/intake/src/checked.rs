//! 核稿结果: what a check found, as notes, as rows and as a page that opens anywhere.

use jiff::civil::DateTime;
use nc_figures::check::{PrintedFinding, Verdict};
use nc_kernel::Period;
use nc_office::{Lang, ListCell, ListColumn, ListSheet, MarkedPage, MarkedRow, MarkedSpan, OfficeError, list_xlsx, marked_page};
use nc_store::{Checked, Line};

/// A column of the result.
#[derive(Debug, Clone, Copy)]
pub struct CheckColumn {
    /// Heading, Chinese.
    pub zh: &'static str,
    /// Heading, English.
    pub en: &'static str,
    /// Width in a workbook, in characters.
    pub width: f64,
}

const fn column(zh: &'static str, en: &'static str, width: f64) -> CheckColumn {
    CheckColumn { zh, en, width }
}

/// The columns of [`check_row`]; the first holds a position.
pub const CHECK_COLUMNS: [CheckColumn; 8] = [
    column("位置", "at", 8.0),
    column("原文", "text", 24.0),
    column("结论", "verdict", 12.0),
    column("账本数值", "ledger", 18.0),
    column("理由", "reason", 40.0),
    column("指标", "figure", 30.0),
    column("期间", "period", 28.0),
    column("口径", "scope", 24.0),
];

fn pick<'t>(lang: Lang, zh: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

fn verdict(verdict: Verdict, lang: Lang) -> &'static str {
    pick(lang, verdict.zh(), verdict.en())
}

/// The period as people say it.
#[must_use]
pub fn period_words(period: Period, lang: Lang) -> String {
    match (lang, period.from) {
        (Lang::Zh, _) => period.words(),
        (Lang::En, Some(from)) => format!("{from} to {}", period.to),
        (Lang::En, None) => format!("everything through {}", period.to),
    }
}

/// The time a line is about, as far as it is known.
#[must_use]
pub fn line_period(line: &Line, lang: Lang) -> String {
    match &line.finding.value {
        Some(value) => {
            let assumed = if line.matched.period_assumed { pick(lang, "（未写明）", " (assumed)") } else { "" };
            period_words(value.period, lang) + assumed
        }
        None => line.claim.period.words.clone(),
    }
}

/// A line of the result, a cell for each of [`CHECK_COLUMNS`] after the position.
#[must_use]
pub fn check_row(line: &Line, lang: Lang) -> [String; 7] {
    let finding = &line.finding;
    [
        line.claim.text.clone(),
        verdict(finding.verdict, lang).to_owned(),
        finding.ledger_value.map(|v| v.normalize().to_string()).unwrap_or_default(),
        pick(lang, finding.reason.zh(), finding.reason.en()).to_owned(),
        finding.value.as_ref().map(|v| format!("{}@{}", v.figure, v.version)).unwrap_or_default(),
        line_period(line, lang),
        line.claim.scope.clone(),
    ]
}

/// What must be known to read the result.
#[must_use]
pub fn check_notes(checked: &Checked, lang: Lang) -> Vec<String> {
    let counts = Verdict::ALL.iter().map(|v| format!("{} {}", verdict(*v, lang), checked.count(*v))).collect::<Vec<_>>();
    let (as_of, period) = (checked.as_of, period_words(checked.period, lang));
    let (size, root) = (checked.ledger_size, &checked.ledger_root);
    let mut notes = match lang {
        Lang::Zh => {
            vec![counts.join("，"), format!("文稿截止日按 {as_of} 计；未写明期间的按{period}"), format!("账本规模 {size}  根 {root}")]
        }
        Lang::En => vec![
            counts.join(", "),
            format!("written for {as_of}; numbers without a period are taken for {period}"),
            format!("ledger size {size}  root {root}"),
        ],
    };
    let untagged = checked.article.untagged.len();
    if untagged > 0 {
        notes.push(match lang {
            Lang::Zh => format!("另有 {untagged} 处数字不是统计数字（电话、文号、术语等）"),
            Lang::En => format!("{untagged} more numbers are no figures (telephones, document numbers, terms)"),
        });
    }
    let broken = checked.article.sums.iter().filter(|sum| !sum.holds).count();
    if broken > 0 {
        notes.push(match lang {
            Lang::Zh => format!("文内 {broken} 处合计与分项不符"),
            Lang::En => format!("{broken} sums the text states do not add up"),
        });
    }
    notes
}

/// The result for programs.
#[must_use]
pub fn check_findings(checked: &Checked) -> Vec<PrintedFinding<'_>> {
    checked.lines.iter().map(|line| PrintedFinding::new(&line.claim, &line.matched, &line.finding)).collect()
}

/// The result as a workbook.
///
/// # Errors
/// [`OfficeError::Write`] when a cell cannot hold its text.
pub fn check_xlsx(notes: Vec<String>, checked: &Checked, lang: Lang, created: DateTime) -> Result<Vec<u8>, OfficeError> {
    let sheet = ListSheet {
        title: pick(lang, "核稿", "Article check").to_owned(),
        notes,
        columns: CHECK_COLUMNS.iter().map(|c| ListColumn { title: pick(lang, c.zh, c.en).to_owned(), width: c.width }).collect(),
        created,
    };
    let rows = checked.lines.iter().map(|line| {
        let at = ListCell::Integer(i64::try_from(line.claim.start).unwrap_or(i64::MAX));
        std::iter::once(at).chain(check_row(line, lang).map(ListCell::text)).collect()
    });
    list_xlsx(&sheet, rows)
}

/// The checked text as one page: highlights in the text, the table below.
#[must_use]
pub fn check_page(notes: Vec<String>, text: &str, checked: &Checked, lang: Lang) -> String {
    let spans = checked.lines.iter().map(|line| MarkedSpan {
        start: line.claim.start,
        end: line.claim.end,
        class: line.finding.verdict.class(),
        label: format!("{} · {}", verdict(line.finding.verdict, lang), pick(lang, line.finding.reason.zh(), line.finding.reason.en())),
    });
    let rows = checked.lines.iter().map(|line| {
        let [text, verdict, ledger, reason, ..] = check_row(line, lang);
        let figure = line.finding.value.as_ref().map(|v| format!("{}@{} {}", v.figure, v.version, v.scope)).unwrap_or_default();
        MarkedRow { class: line.finding.verdict.class(), cells: vec![text, verdict, ledger, reason, figure] }
    });
    let heading = |zh, en| pick(lang, zh, en).to_owned();
    marked_page(&MarkedPage {
        lang: pick(lang, "zh-CN", "en"),
        title: heading("核稿", "Article check"),
        notes,
        text: text.to_owned(),
        spans: spans.collect(),
        columns: vec![
            heading("原文", "Text"),
            heading("结论", "Verdict"),
            heading("账本数值", "Ledger"),
            heading("理由", "Reason"),
            heading("指标与单位", "Figure and unit"),
        ],
        rows: rows.collect(),
    })
}
