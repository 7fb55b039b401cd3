//! A figure's value as it is answered.

use nc_figures::{Value, Worth};
use nc_kernel::Period;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::schema::{On, Unit};

/// 期间.
#[derive(Serialize, ToSchema)]
pub(crate) struct PeriodAsked {
    /// First day; null from the beginning of records.
    from: Option<On>,
    /// Last day.
    to: On,
}

impl From<Period> for PeriodAsked {
    fn from(period: Period) -> Self {
        Self { from: period.from.map(On), to: On(period.to) }
    }
}

/// 数值: exact, a count or n of N.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FigureWorth {
    /// A count or a sum, in the figure's own unit.
    Count(i64),
    /// n of N.
    Ratio {
        /// Above the line.
        n: i64,
        /// Below the line.
        of: i64,
    },
}

/// A value with all that makes it checkable.
#[derive(Serialize, ToSchema)]
pub(crate) struct FigureValue {
    figure: String,
    version: u32,
    worth: FigureWorth,
    /// Measure word.
    unit: String,
    period: PeriodAsked,
    /// The unit whose subtree it counts.
    scope: Unit,
    /// What was recorded by the end of this day.
    known_on: On,
    /// How many facts the ledger had.
    ledger_size: u64,
    /// Root of the ledger at that size, hex.
    ledger_root: String,
}

impl From<Worth> for FigureWorth {
    fn from(worth: Worth) -> Self {
        match worth {
            Worth::Count(n) => Self::Count(n),
            Worth::Ratio { n, of } => Self::Ratio { n, of },
        }
    }
}

impl From<Value> for FigureValue {
    fn from(value: Value) -> Self {
        Self {
            figure: value.figure,
            version: value.version,
            worth: value.worth.into(),
            unit: value.unit,
            period: value.period.into(),
            scope: Unit(value.scope),
            known_on: On(value.known_on),
            ledger_size: value.ledger_size,
            ledger_root: value.ledger_root,
        }
    }
}
