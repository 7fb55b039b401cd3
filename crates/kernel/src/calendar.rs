//! Working days: weekends, public holidays, and the weekend days that are worked to make up for them.

use std::collections::BTreeSet;

use jiff::civil::Weekday;
use serde::Deserialize;

use crate::day::Day;

/// 放假安排: the arrangements of several years, as the catalogue file `holidays.toml` holds them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayFile {
    /// One a year.
    pub year: Vec<HolidayYear>,
}

/// 年度放假安排: what was announced for one year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayYear {
    /// The year.
    pub year: i16,
    /// The notice it comes from.
    pub source: String,
    /// Whether the days were checked against the notice itself.
    pub checked: bool,
    /// The holidays.
    pub holiday: Vec<Holiday>,
}

/// 节假日: one holiday and what is worked for it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// First day off.
    pub from: Day,
    /// Last day off.
    pub to: Day,
    /// 调休上班: weekend days worked to make up.
    #[serde(default)]
    pub worked: Vec<Day>,
}

/// 工作日历: which days are worked. Knows only the years it was given: a deadline in a year whose holidays are not yet
/// announced cannot be computed, and guessing it would be a promise to a citizen that nobody made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkCalendar {
    years: BTreeSet<i16>,
    off: BTreeSet<Day>,
    worked: BTreeSet<Day>,
}

/// What is wrong with a calendar or a question to it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The holidays of that year are not in the catalogue.
    #[error("{0} 年的放假安排尚未录入，请补充 holidays.toml / the holidays of {0} are not in holidays.toml yet")]
    UnknownYear(i16),
    /// A year occurs twice.
    #[error("{0} 年出现了两次 / the year {0} occurs twice")]
    TwiceInFile(i16),
    /// A holiday runs backwards or leaves its year.
    #[error("{0}：放假日期不在 {1} 年内或先后颠倒 / {0}: the days are not in {1} or run backwards")]
    BadSpan(String, i16),
    /// A make-up day is no weekend day, is off as well, or lies in another year.
    #[error("{0} 不能作为调休上班日 / {0} cannot be a make-up working day")]
    BadWorked(Day),
}

impl WorkCalendar {
    /// Builds the calendar of the years in `file`.
    ///
    /// # Errors
    /// [`CalendarError`] when the file contradicts itself.
    pub fn new(file: &HolidayFile) -> Result<Self, CalendarError> {
        let mut calendar = Self::default();
        for year in &file.year {
            if !calendar.years.insert(year.year) {
                return Err(CalendarError::TwiceInFile(year.year));
            }
            for holiday in &year.holiday {
                let within = |day: Day| day.year() == year.year;
                if holiday.to < holiday.from || !within(holiday.from) || !within(holiday.to) {
                    return Err(CalendarError::BadSpan(holiday.zh.clone(), year.year));
                }
                calendar.off.extend((0..=holiday.to.days_since(holiday.from)).map(|n| holiday.from.plus_days(n)));
                calendar.worked.extend(&holiday.worked);
                if let Some(bad) = holiday.worked.iter().find(|day| !within(**day)) {
                    return Err(CalendarError::BadWorked(*bad));
                }
            }
        }
        match calendar.worked.iter().find(|day| !is_weekend(**day) || calendar.off.contains(day)) {
            Some(bad) => Err(CalendarError::BadWorked(*bad)),
            None => Ok(calendar),
        }
    }

    /// Whether `day` is worked.
    ///
    /// # Errors
    /// [`CalendarError::UnknownYear`].
    pub fn is_working_day(&self, day: Day) -> Result<bool, CalendarError> {
        if !self.years.contains(&day.year()) {
            return Err(CalendarError::UnknownYear(day.year()));
        }
        Ok(self.worked.contains(&day) || (!is_weekend(day) && !self.off.contains(&day)))
    }

    /// The `n`th working day after `day`. The day itself never counts, as a time limit runs from the day after; with
    /// `n` = 0 it is `day`, worked or not.
    ///
    /// # Errors
    /// [`CalendarError::UnknownYear`] when the way there leads through a year not known.
    pub fn add_working_days(&self, day: Day, n: u32) -> Result<Day, CalendarError> {
        let (mut at, mut left) = (day, n);
        while left > 0 {
            at = at.plus_days(1);
            if self.is_working_day(at)? {
                left -= 1;
            }
        }
        Ok(at)
    }

    /// How many working days lie after `from`, through `to`; none when `to` is not later.
    ///
    /// # Errors
    /// [`CalendarError::UnknownYear`].
    pub fn working_days_between(&self, from: Day, to: Day) -> Result<u32, CalendarError> {
        let mut count = 0;
        for n in 1..=to.days_since(from) {
            count += u32::from(self.is_working_day(from.plus_days(n))?);
        }
        Ok(count)
    }
}

fn is_weekend(day: Day) -> bool {
    matches!(day.date().weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> WorkCalendar {
        WorkCalendar::new(&toml::from_str(include_str!("../../../catalogue/holidays.toml")).unwrap()).unwrap()
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn the_shipped_years() {
        let calendar = shipped();
        for (text, worked) in [
            ("2023-01-28", true),  // Saturday made up for the Spring Festival
            ("2023-01-27", false), // Spring Festival
            ("2023-04-05", false), // a single Wednesday off
            ("2023-10-08", true),
            ("2024-02-09", true), // New Year's Eve was worked in 2024
            ("2024-02-18", true),
            ("2024-05-11", true),
            ("2024-09-14", true),
            ("2024-09-16", false),
            ("2024-10-12", true),
            ("2025-01-28", false),
            ("2025-02-08", true),
            ("2025-10-08", false),
            ("2025-10-11", true),
            ("2025-10-12", false), // an ordinary Sunday
            ("2026-01-04", true),
            ("2026-02-23", false),
            ("2026-10-10", true),
        ] {
            assert_eq!(calendar.is_working_day(day(text)), Ok(worked), "{text}");
        }
        assert_eq!(calendar.is_working_day(day("2019-10-01")), Err(CalendarError::UnknownYear(2019)));
    }

    #[test]
    fn five_working_days_from_acceptance() {
        let calendar = shipped();
        for (accepted, n, due) in [
            ("2024-09-13", 1, "2024-09-14"), // Friday; Saturday is worked
            ("2024-09-27", 5, "2024-10-10"), // through the make-up Sunday and National Day
            ("2025-01-24", 3, "2025-02-05"), // Sunday 26 and Monday 27 are worked, then the Spring Festival
            ("2025-03-03", 0, "2025-03-03"),
            ("2025-03-03", 20, "2025-03-31"),
        ] {
            let got = calendar.add_working_days(day(accepted), n).unwrap();
            assert_eq!(got, day(due), "{accepted} + {n}");
            assert_eq!(calendar.working_days_between(day(accepted), got), Ok(n), "{accepted} + {n}");
        }
        let last_known = calendar.years.last().copied().unwrap();
        let end = Day::new(last_known, 12, 31).unwrap();
        assert_eq!(calendar.add_working_days(end, 1), Err(CalendarError::UnknownYear(last_known + 1)));
    }

    #[test]
    fn files_that_contradict_themselves() {
        let file = |holiday: &str| -> HolidayFile {
            toml::from_str(&format!(
                "[[year]]\nyear = 2024\nsource = 'x'\nchecked = true\n[[year.holiday]]\nzh = '元旦'\nen = 'x'\n{holiday}"
            ))
            .unwrap()
        };
        for (holiday, error) in [
            ("from = '2024-01-02'\nto = '2024-01-01'", CalendarError::BadSpan("元旦".into(), 2024)),
            ("from = '2023-12-30'\nto = '2024-01-01'", CalendarError::BadSpan("元旦".into(), 2024)),
            ("from = '2024-01-01'\nto = '2024-01-01'\nworked = ['2024-01-03']", CalendarError::BadWorked(day("2024-01-03"))),
            ("from = '2024-01-01'\nto = '2024-01-06'\nworked = ['2024-01-06']", CalendarError::BadWorked(day("2024-01-06"))),
        ] {
            assert_eq!(WorkCalendar::new(&file(holiday)), Err(error), "{holiday}");
        }
    }
}
