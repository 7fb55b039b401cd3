//! 人员与单位: who serves where and which units there are, on any day.

pub(crate) mod find;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod units;
