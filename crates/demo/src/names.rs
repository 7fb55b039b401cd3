//! Names and numbers of invented people. The given names say that they are invented: 演, 示, 例, 样.

use nc_kernel::Day;
use nc_people::MemberKind;

const FAMILY: &[&str] = &[
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "杨", "朱", "秦", "许", "何", "吕", "张", "孔", "曹", "严", "金", "魏",
    "陶", "姜", "白", "包", "苏", "云", "乌", "宝", "鲍", "奇", "康", "贺", "高", "梁", "宋", "庞", "温", "席",
];
const GIVEN: &[&str] = &["演", "示", "例", "样"];
const NUMERAL: &[&str] = &["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千", "万"];
const AREAS: &[&str] = &["150602", "150603", "150621", "150622", "150623", "150624", "150625", "150626", "150627"];

fn nth<'a>(list: &[&'a str], n: usize) -> &'a str {
    list.get(n % list.len().max(1)).copied().unwrap_or("演")
}

/// The name of person `n`: 赵演一.
pub(crate) fn name(n: usize) -> String {
    format!("{}{}{}", nth(FAMILY, n), nth(GIVEN, n / FAMILY.len()), nth(NUMERAL, n / 7))
}

/// The citizen number of person `n`: an area of the bureau, a birth day between 1966 and 2001, a right check character.
pub(crate) fn id_number(n: usize) -> String {
    const DAYS: usize = 13_000;
    // 7919 and 13000 have no common divisor, so the birth day is another one for each of 13,000 people.
    let born = i64::try_from(n.wrapping_mul(7_919) % DAYS).unwrap_or(0);
    let birth = Day::from_epoch_days(born - 1_461);
    let body = format!("{}{:08}{:03}", nth(AREAS, n), birth.key(), n / DAYS % 999 + 1);
    let check = nc_kernel::identifiers::CitizenNumber::check_character(&body).unwrap_or_default();
    format!("{body}{check}")
}

/// The police or auxiliary number of person `n`.
pub(crate) fn number(n: usize, kind: MemberKind) -> String {
    match kind {
        MemberKind::Police => format!("{:06}", (100_001 + n) % 1_000_000),
        MemberKind::Auxiliary => format!("YS{n:06}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn numbers_are_well_formed_and_nobody_elses() {
        let today = Day::parse("2023-01-01").unwrap();
        let mut seen = HashSet::new();
        for n in 0..30_000 {
            let number = id_number(n);
            assert_eq!(nc_people::numbers::id_number(&number, today).as_deref(), Ok(number.as_str()));
            assert!(number.starts_with("1506"));
            assert!(seen.insert(number));
            for kind in [MemberKind::Police, MemberKind::Auxiliary] {
                let own = super::number(n, kind);
                assert_eq!(nc_people::numbers::police_number(&own, kind).as_deref(), Some(own.as_str()));
                assert!(seen.insert(own));
            }
            assert!(nc_people::numbers::name(&name(n)).is_some());
        }
    }
}
