//! What goes into the generator, and what it says it made.

use nc_honour::roll::{HonourKind, Level};
use nc_kernel::Day;

use crate::culture::Desk;
use crate::honours::Honours;

/// What to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// All chance comes from it.
    pub seed: u64,
    /// Per cent of the full bureau; 100 gives the article's totals.
    pub scale: u32,
    /// First day of the records.
    pub first_day: Day,
    /// Last day of the records.
    pub last_day: Day,
}

impl Default for Options {
    fn default() -> Self {
        let day = |year, month, day| Day::new(year, month, day).unwrap_or_else(|_| Day::from_epoch_days(0));
        Self { seed: 20_260_101, scale: 100, first_day: day(2023, 1, 1), last_day: day(2025, 12, 31) }
    }
}

impl Options {
    /// So many of `full`, rounded half up, and at least `least`.
    #[must_use]
    pub fn share(&self, full: usize, least: usize) -> usize {
        ((full * self.scale as usize + 50) / 100).max(least)
    }
}

/// 演示账户: one to sign in with. The password is public, so such an account is never for a real bureau.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAccount {
    /// What to sign in with, `demo-…`.
    pub login: String,
    /// Its password.
    pub password: String,
    /// The role in Chinese, with the unit.
    pub role_zh: String,
    /// The role in English, with the unit.
    pub role_en: String,
}

/// 有意被拒的指令: a command sent to be refused, as real ones are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedOnPurpose {
    /// What was wrong with it, in Chinese.
    pub zh: String,
    /// What was wrong with it, in English.
    pub en: String,
    /// The command.
    pub command: &'static str,
    /// The codes it was refused with.
    pub codes: Vec<&'static str>,
}

/// What was awarded and made, as the generator meant it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Honoured {
    /// Works of integrity culture (部幅).
    pub integrity_works: i64,
    /// Works whose highest prize is of national level (部).
    pub national_works: i64,
    /// Works whose highest prize is of region level (部).
    pub region_works: i64,
    /// People named most beautiful officer or auxiliary of the region (名).
    pub beautiful: i64,
    /// Issues of the bulletin (期).
    pub issues: i64,
    /// Officers whose deeds were put forward (名).
    pub put_forward: i64,
    /// Cultural events (场).
    pub events: i64,
    /// Units nominated (家).
    pub units_nominated: i64,
    /// Key laboratories (个).
    pub laboratories: i64,
    /// First, only and leading (项).
    pub about_others: i64,
}

impl Honoured {
    pub(crate) fn of(honours: &Honours, culture: &Desk) -> Self {
        let (beautiful, put_forward) = culture.people();
        Self {
            integrity_works: honours.integrity_works(),
            national_works: honours.works_at(Level::National),
            region_works: honours.works_at(Level::Region),
            beautiful,
            issues: Desk::issues(),
            put_forward,
            events: culture.events(),
            units_nominated: honours.standing(|line| line.kind == HonourKind::Nomination),
            laboratories: honours.standing(|line| line.title == "全国公安机关重点司法鉴定实验室"),
            about_others: honours.standing(|line| line.kind == HonourKind::FirstOrOnly),
        }
    }
}

/// What was made, as the generator meant it: for comparing with the figures, never shown as one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Facts on the ledger.
    pub facts: u64,
    /// People ever registered.
    pub staff: u64,
    /// Rotation runs that count (期).
    pub study_runs: i64,
    /// Attendances of them (人次).
    pub study_attendances: i64,
    /// Training classes that count (期).
    pub training_classes: i64,
    /// Attendances of them (人次).
    pub training_attendances: i64,
    /// Training classes that count and were hosted by the training base (期).
    pub hosted_classes: i64,
    /// Students whose internship counts (名).
    pub interns: i64,
    /// Mentors awarded (名).
    pub excellent_mentors: i64,
    /// Operators of unmanned aircraft trained at the base (人).
    pub operators: i64,
    /// Rosters that went through a real xlsx file.
    pub roster_files: u64,
    /// Honours, works, role models and culture.
    pub honours: Honoured,
    /// Talent studios that stand.
    pub talent_studios: i64,
    /// Talent subsidies paid, less what was given back, in fen.
    pub talent_paid_fen: i64,
    /// Innovation projects that are taken into use.
    pub projects_deployed: i64,
    /// Red-blue exercises (期), their runs, and players (人次).
    pub exercises: (i64, i64, i64),
    /// Contests whose results were published (场), and their disciplines.
    pub contests: (i64, i64),
    /// Commands that were refused, as they had to be.
    pub refused: Vec<RefusedOnPurpose>,
    /// Who can sign in.
    pub accounts: Vec<DemoAccount>,
}
