//! How studios and funds stand in their books.

mod fund;
mod studio;

use nc_people::sheet::{Label, label};

const ON: Label = label("日期", "On");
const REASON: Label = label("理由（不写人名）", "Reason (no names)");
const AUTHORITY: Label = label("依据", "Authority");
