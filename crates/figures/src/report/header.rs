//! What stands above the text: to whom, about which time, who issues it and when.

use std::collections::BTreeMap;

use nc_kernel::{Day, Period, Refusal, UnitPath};

use super::rules;

/// 页首: the lines between two `---` at the top of a template. All may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// 主送: to whom it goes.
    pub recipients: String,
    /// 期间: words of the period that bindings are about.
    pub period: Option<(String, usize)>,
    /// 截至: the day words such as 3年来 go by.
    pub as_of: Option<Day>,
    /// 活动: first day of each named campaign, `抓强整树=2023-01-01`.
    pub campaigns: BTreeMap<String, Day>,
    /// 落款: who issues it.
    pub issuer: String,
    /// 日期: the day under the issuer; the day of release when absent.
    pub date: Option<Day>,
    /// 附件: names of what is attached.
    pub attachments: Vec<String>,
    /// 版头: the issuer's mark in red.
    pub mark: String,
    /// 文号: the number of the document; only under a mark.
    pub number: String,
}

/// What a draft was made for; recorded with it, so that a release reads the template as the draft did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The day period words go by where the header names none.
    pub as_of: Day,
    /// The period bindings are about where neither they nor the header name one.
    pub period: Option<Period>,
    /// The unit the report is about.
    pub unit: UnitPath,
    /// Whether the bureau is an invented one: the title then says 演示数据.
    pub synthetic: bool,
    /// The day under the issuer where the header names none.
    pub date: Day,
}

impl Header {
    /// Reads one line `key: value`; `line` is its number in the template.
    pub(super) fn take(&mut self, text: &str, line: usize) -> Result<(), Refusal> {
        let unknown = || rules::HEADER.refuse().with("what", text.trim()).at(format!("{line}:1"));
        let (key, value) = text.split_once([':', '：']).ok_or_else(unknown)?;
        let (key, value) = (key.trim(), value.trim());
        let bad = |why: &str| rules::HEADER_VALUE.refuse().with("what", key).with("why", why).at(format!("{line}:1"));
        let day = |text: &str| Day::parse(text).map_err(|_| bad("应为日期，如 2025-12-31 / a day such as 2025-12-31"));
        match key {
            "主送" | "to" => self.recipients = value.trim_end_matches(['：', ':']).to_owned(),
            "期间" | "period" => self.period = Some((value.to_owned(), line)),
            "截至" | "as_of" => self.as_of = Some(day(value)?),
            "活动" | "campaign" => {
                let (name, first) = value.split_once('=').ok_or_else(|| bad("应为 名称=起始日期 / name=first day"))?;
                self.campaigns.insert(name.trim().to_owned(), day(first.trim())?);
            }
            "落款" | "issuer" => self.issuer = value.to_owned(),
            "日期" | "date" => self.date = Some(day(value)?),
            "附件" | "attachment" => self.attachments.push(value.to_owned()),
            "版头" | "masthead" => self.mark = value.to_owned(),
            "文号" | "number" => {
                if !is_document_number(value) {
                    return Err(bad("应为 机关代字〔年份〕顺序号号，如 某公政〔2025〕12号 / such as 某公政〔2025〕12号"));
                }
                self.number = value.to_owned();
            }
            _ => return Err(unknown()),
        }
        Ok(())
    }
}

/// 发文字号 (GB/T 9704 §7.2.5): the issuer's short name, the year in full in 〔〕, the serial without leading zeros, 号.
fn is_document_number(text: &str) -> bool {
    let Some((name, rest)) = text.split_once('〔') else { return false };
    let Some((year, rest)) = rest.split_once('〕') else { return false };
    let Some(serial) = rest.strip_suffix('号') else { return false };
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    !name.is_empty()
        && !name.chars().any(|c| c.is_ascii_digit())
        && digits(year)
        && year.len() == 4
        && digits(serial)
        && serial.len() <= 5
        && !serial.starts_with('0')
}
