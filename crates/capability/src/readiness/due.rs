//! 到期与免训: when a credential lapses, when it is due again, and who is exempt. Pure rules: who "may fly today" is a question
//! about today, so a licence that lapsed yesterday is gone today without any job having run.

use nc_kernel::Day;
use serde::{Deserialize, Serialize};

/// 到期规则: when a credential is due again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Renewal {
    /// So many months after the last completion (滚动到期).
    Rolling {
        /// Months.
        months: u16,
    },
    /// Once earned it does not lapse (长期有效).
    Never {},
    /// By the end of a fixed month in every so many years, whenever the last completion was (固定窗口).
    Anchored {
        /// Years from one window to the next, at least 1.
        every_years: u8,
        /// Month of the window, 1 to 12.
        month: i8,
    },
}

impl Renewal {
    /// The last day on which something completed on `completed` is valid; none when it does not lapse.
    ///
    /// Rolling: the day before the same day so many months later (29 February counts as 28 where there is none).
    /// Anchored: the end of the window after the one the completion fell in or came after; completing inside the window
    /// counts for that window.
    #[must_use]
    pub fn valid_until(self, completed: Day) -> Option<Day> {
        Some(match self {
            Self::Never {} => return None,
            Self::Rolling { months } => completed.plus_months(i32::from(months)).minus_days(1),
            Self::Anchored { month, every_years } => {
                let this_year = completed.first_of_year().plus_months(i32::from(month.clamp(1, 12)) - 1);
                // Before this year's window opened the completion still belongs to last year's round.
                let round = if completed < this_year { this_year.plus_months(-12) } else { this_year };
                round.plus_months(12 * i32::from(every_years.max(1))).last_of_month()
            }
        })
    }

    /// Whether its numbers make sense.
    #[must_use]
    pub fn sound(self) -> bool {
        match self {
            Self::Never {} => true,
            Self::Rolling { months } => (1..=600).contains(&months),
            Self::Anchored { month, every_years } => (1..=12).contains(&month) && (1..=50).contains(&every_years),
        }
    }
}

/// 证书: one issue of a credential. A renewal is another one; this one keeps its dates for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credential {
    /// First day it is valid.
    pub from: Day,
    /// Last day it is valid; none when it never lapses.
    pub until: Option<Day>,
    /// First day it no longer counts, because it was revoked or suspended.
    pub ended: Option<Day>,
}

impl Credential {
    /// Whether it is good on `day`.
    #[must_use]
    pub fn valid_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until) && self.ended.is_none_or(|ended| day < ended)
    }
}

/// 免训: a requirement does not bind from one day through another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exemption {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

/// 达标情况: where a person stands towards a requirement on a day. The three never overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compliance {
    /// Holds what is required.
    Compliant,
    /// Is exempt, and counted as neither of the others.
    Exempt,
    /// Neither.
    Overdue,
}

/// Where a person stands on `day`. An exemption is shown as such even if a credential is held: the count says who was bound.
#[must_use]
pub fn compliance(held: &[Credential], exempt: &[Exemption], day: Day) -> Compliance {
    if exempt.iter().any(|exemption| exemption.from <= day && day <= exemption.to) {
        Compliance::Exempt
    } else if held.iter().any(|credential| credential.valid_on(day)) {
        Compliance::Compliant
    } else {
        Compliance::Overdue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn t8_both_due_rules_across_leap_day_and_year_end() {
        let rolling = |months| Renewal::Rolling { months };
        let january = Renewal::Anchored { month: 1, every_years: 1 };
        let december = Renewal::Anchored { month: 12, every_years: 2 };
        for (rule, completed, until) in [
            (rolling(12), "2024-02-29", "2025-02-27"),
            (rolling(12), "2023-03-01", "2024-02-29"),
            (rolling(1), "2024-12-31", "2025-01-30"),
            (rolling(48), "2024-02-29", "2028-02-28"),
            (january, "2024-01-01", "2025-01-31"),
            (january, "2024-01-31", "2025-01-31"),
            (january, "2024-12-31", "2025-01-31"),
            (december, "2024-12-31", "2026-12-31"),
            (december, "2025-01-01", "2026-12-31"),
            (december, "2025-11-30", "2026-12-31"),
        ] {
            assert_eq!(rule.valid_until(day(completed)), Some(day(until)), "{rule:?} {completed}");
        }
    }

    #[test]
    fn t9_a_lapsed_or_revoked_credential_is_gone_the_next_day() {
        let licence = Credential { from: day("2024-03-01"), until: Some(day("2025-02-28")), ended: None };
        for (on, valid) in [("2024-02-29", false), ("2024-03-01", true), ("2025-02-28", true), ("2025-03-01", false)] {
            assert_eq!(licence.valid_on(day(on)), valid, "{on}");
        }
        let revoked = Credential { ended: Some(day("2024-06-01")), ..licence };
        assert!(revoked.valid_on(day("2024-05-31")));
        assert!(!revoked.valid_on(day("2024-06-01")));
    }

    #[test]
    fn t10_exempt_is_neither_compliant_nor_overdue_and_ends() {
        let exempt = [Exemption { from: day("2024-03-01"), to: day("2024-03-31") }];
        assert_eq!(compliance(&[], &exempt, day("2024-02-29")), Compliance::Overdue);
        assert_eq!(compliance(&[], &exempt, day("2024-03-31")), Compliance::Exempt);
        assert_eq!(compliance(&[], &exempt, day("2024-04-01")), Compliance::Overdue);
        let held = [Credential { from: day("2024-01-01"), until: None, ended: None }];
        assert_eq!(compliance(&held, &exempt, day("2024-03-15")), Compliance::Exempt);
        assert_eq!(compliance(&held, &exempt, day("2024-04-01")), Compliance::Compliant);
    }
}
