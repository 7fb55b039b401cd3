//! What the rules say of a row, put back to the cell it is about.

use nc_kernel::{Refusal, Refused};
use nc_office::{Binding, CellFault, cell_name};

/// Every refusal as a fault of a cell.
#[must_use]
pub(crate) fn by_cell(refused: &Refused, binding: &Binding) -> Vec<CellFault> {
    refused.0.iter().map(|refusal| fault(refusal, binding)).collect()
}

fn fault(refusal: &Refusal, binding: &Binding) -> CellFault {
    let (line, field) = refusal.place.as_deref().and_then(row).unwrap_or((1, ""));
    binding.fault(line, column(field, binding), refusal.rule.code, refusal.zh(), refusal.en())
}

/// A class, run or batch that is not there for whoever imports: the same words whether it does not exist or is another unit's,
/// because which of the two is not theirs to know.
#[must_use]
pub(crate) fn not_theirs(place: &str, binding: &Binding) -> CellFault {
    let (line, _) = row(place).unwrap_or((1, ""));
    if binding.slot("batch").is_some() {
        return binding.fault(
            line,
            "batch",
            "unknown_batch",
            "没有您可以列入学生的这个实习批次；请核对编号，或先设立批次，或联系安全管理员授权",
            "there is no batch of this serial to which you may enter students; check the serial, open the batch first, or ask the security administrator for a role",
        );
    }
    binding.fault(
        line,
        "class_no",
        "unknown_class",
        "没有您可以登记的这个班次；请核对编号，或先立项，或联系安全管理员授权",
        "there is no class of this number that you may record for; check the number, plan the class first, or ask the security administrator for a role",
    )
}

/// Reads `row 12` or `row 12.person`.
fn row(place: &str) -> Option<(u32, &str)> {
    let rest = place.strip_prefix("row ")?;
    let (line, field) = rest.split_once('.').unwrap_or((rest, ""));
    Some((line.parse().ok()?, field))
}

/// The column a field of the command came from.
fn column(field: &str, binding: &Binding) -> &'static str {
    // One of several mentors stands in the cell of all of them.
    match field.split('[').next().unwrap_or(field) {
        "batch" => "batch",
        "name" => "name",
        "host" => "host",
        "post" => "post",
        "mentors" => "mentors",
        "from" => "from",
        "to" => "to",
        "over" => "over",
        "class" | "run" => "class_no",
        "status" | "leave" | "made_up_on" => "status",
        "credit_minutes" | "sittings" => "hours",
        "score" => "score",
        _ if binding.column("police_number").is_some() => "police_number",
        _ => "id_number",
    }
}

/// Rising by line and column, each cell's sentence once.
pub(crate) fn sort(faults: &mut Vec<CellFault>) {
    faults.sort_by(|a, b| (a.line, a.column, &a.zh).cmp(&(b.line, b.column, &b.zh)));
    faults.dedup();
}

/// The cell of a fault as a person finds it.
#[must_use]
pub fn cell(fault: &CellFault) -> String {
    cell_name(fault.line, fault.column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_rows_are_read_back() {
        assert_eq!(row("row 12"), Some((12, "")));
        assert_eq!(row("row 12.person"), Some((12, "person")));
        assert_eq!(row("rows"), None);
        assert_eq!(row("roster[3].person"), None);
    }
}
