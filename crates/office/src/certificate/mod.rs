//! 结业证书 as a paper: what stands on it, and, with the feature `pdf`, the paper itself, one or those of a whole class.

#[cfg(feature = "pdf")]
mod pdf;

#[cfg(feature = "pdf")]
pub use pdf::pdf;

/// 证书纸面: what is printed of one certificate. It is issued by number; the code beside it shows that the number is genuine.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CertificatePaper {
    /// Number of its series.
    pub number: String,
    /// The holder's name.
    pub name: String,
    /// What the class was called.
    pub title: String,
    /// Serial of the class.
    pub class: String,
    /// Last day of the class, as text.
    pub ended_on: String,
    /// Minutes credited.
    pub credit_minutes: u32,
    /// By whose authority.
    pub authority: String,
    /// When this number was issued, as text.
    pub issued_on: String,
    /// The code that is typed to verify it.
    pub code: String,
    /// Where it is verified; empty where no address is known.
    pub address: String,
    /// The address with number and code as a picture that a telephone reads (SVG); empty where no address is known.
    pub picture: String,
    /// The number this one stands in place of; empty for a first issue.
    pub replaces: String,
    /// What every paper of an invented bureau says; empty on real ones.
    pub label: String,
}

impl CertificatePaper {
    /// What it certifies, in one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let Self { title, class, ended_on, .. } = self;
        let hours = nc_kernel::hours::hours(i64::from(self.credit_minutes));
        format!("参加“{title}”（班次编号 {class}）培训，于{ended_on}结业，学时{hours}小时，准予结业。")
    }

    /// That it was reissued, and in place of which number; nothing on a first issue.
    #[must_use]
    pub fn reissue(&self) -> Option<String> {
        (!self.replaces.is_empty()).then(|| format!("补发，原编号 {} 作废", self.replaces))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_says_what_was_completed_and_a_reissue_says_what_is_void() {
        let mut paper = CertificatePaper {
            title: "警务实战训练".into(),
            class: "S-1".into(),
            ended_on: "2024-06-27".into(),
            credit_minutes: 240,
            ..CertificatePaper::default()
        };
        assert_eq!(paper.sentence(), "参加“警务实战训练”（班次编号 S-1）培训，于2024-06-27结业，学时4小时，准予结业。");
        assert_eq!(paper.reissue(), None);
        for (minutes, hours) in [(45, "0.75"), (60, "1"), (90, "1.5"), (27_000, "450")] {
            paper.credit_minutes = minutes;
            assert!(paper.sentence().contains(&format!("学时{hours}小时")), "{}", paper.sentence());
        }
        paper.replaces = "2024-150602-00001".into();
        assert_eq!(paper.reissue().as_deref(), Some("补发，原编号 2024-150602-00001 作废"));
    }
}
