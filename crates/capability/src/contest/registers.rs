//! The registers contests feed.

use nc_kernel::RegisterDoc;

/// 比武登记簿: one row a contest whose results were published.
pub const CONTEST: &str = "contest.contest";
/// 科目登记簿: one row a discipline of a published contest.
pub const DISCIPLINE: &str = "contest.discipline";
/// 参赛登记簿: one row a person in an entry that came.
pub const PARTICIPATION: &str = "contest.participation";

/// What the rows are, for figure definitions.
pub const REGISTERS: &[RegisterDoc] = &[
    RegisterDoc {
        name: CONTEST,
        zh: "一场已公布成绩的比武竞赛",
        en: "one contest whose results were published",
        when: "contest_ended_on",
        attrs: &["level"],
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: DISCIPLINE,
        zh: "已公布成绩的比武竞赛的一个科目",
        en: "one discipline of a contest whose results were published",
        when: "contest_ended_on",
        attrs: &["level", "scoring"],
        has_person: false,
        lasts: false,
    },
    RegisterDoc {
        name: PARTICIPATION,
        zh: "一人在一个科目的一次参赛（到场者）",
        en: "one person taking part in one discipline (who came)",
        when: "contest_ended_on",
        attrs: &["level", "member"],
        has_person: true,
        lasts: false,
    },
];
