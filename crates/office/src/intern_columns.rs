//! The columns of a roster of interns (实习生名册): who comes in which batch, and where they go where that is known.

use crate::columns::{Column, ColumnKind, Columns};

/// The columns of a seat: all of them are filled in, or none.
pub(crate) const SEAT: [&str; 5] = ["host", "post", "mentors", "from", "to"];

const LIST: &[Column] = &[
    Column {
        id: "batch",
        zh: "批次编号",
        en: "Batch serial",
        synonyms: &["实习批次", "实习批次编号", "批次", "batch"],
        kind: ColumnKind::Key { max: 64 },
        required: false,
        help_zh: "实习批次的编号；导入时已指明批次的可不填",
        help_en: "Serial of the batch; may stay empty when the import names one",
        example: "2026-示例-春",
    },
    Column {
        id: "name",
        zh: "姓名",
        en: "Name",
        synonyms: &["学生姓名", "实习生姓名", "实习生", "学员姓名", "full name", "student"],
        kind: ColumnKind::Name { max: 40 },
        required: true,
        help_zh: "必填；以前来过的学生用于与号码核对",
        help_en: "Needed; of a student who came before it is compared with the number",
        example: "示例",
    },
    Column {
        id: "id_number",
        zh: "身份证号",
        en: "Identity number",
        synonyms: &["身份证", "身份证号码", "公民身份号码", "居民身份证号", "居民身份证号码", "证件号码", "证件号", "id number", "id no", "id card"],
        kind: ColumnKind::Code { max: 18 },
        required: true,
        help_zh: "必填；18 位，文本格式，末位 X 大小写均可",
        help_en: "Needed; 18 digits as text, the last may be X",
        example: "000000190001010000",
    },
    Column {
        id: "host",
        zh: "实习单位",
        en: "Host unit",
        synonyms: &["接收单位", "分配单位", "实习所队", "host", "unit"],
        kind: ColumnKind::Text { max: 200 },
        required: false,
        help_zh: "已分配的填写单位全称；岗位、指导老师、起、止须一并填写",
        help_en: "Full name of the unit, where one is fixed; then post, mentors, first and last day are needed too",
        example: "示例派出所",
    },
    Column {
        id: "post",
        zh: "岗位",
        en: "Post",
        synonyms: &["实习岗位", "position"],
        kind: ColumnKind::Text { max: 60 },
        required: false,
        help_zh: "如：社区民警助理",
        help_en: "For example: assistant of a community officer",
        example: "社区民警助理",
    },
    Column {
        id: "mentors",
        zh: "指导老师警号",
        en: "Mentors' police numbers",
        synonyms: &["指导老师", "带教民警", "带教民警警号", "指导民警", "带教老师", "mentors", "mentor"],
        kind: ColumnKind::Key { max: 100 },
        required: false,
        help_zh: "警号；多人用顿号或逗号分开",
        help_en: "Police numbers, with commas between",
        example: "000000",
    },
    Column {
        id: "from",
        zh: "起",
        en: "From",
        synonyms: &["起始日期", "开始日期", "实习开始", "起日", "first day", "start"],
        kind: ColumnKind::Date,
        required: false,
        help_zh: "计划报到日；如 2026-03-01、2026.3.1、2026年3月1日",
        help_en: "First day as planned; for example 2026-03-01 or 2026.3.1",
        example: "2026-03-02",
    },
    Column {
        id: "to",
        zh: "止",
        en: "To",
        synonyms: &["结束日期", "截止日期", "实习结束", "止日", "last day", "end"],
        kind: ColumnKind::Date,
        required: false,
        help_zh: "计划结束日",
        help_en: "Last day as planned",
        example: "2026-06-19",
    },
    Column {
        id: "over",
        zh: "超带教上限理由",
        en: "Reason over the cap",
        synonyms: &["超出带教上限的理由", "超带理由"],
        kind: ColumnKind::Text { max: 200 },
        required: false,
        help_zh: "指导老师同期学生超过批次上限时填写",
        help_en: "Where a mentor gets more students at once than the batch allows",
        example: "",
    },
    Column {
        id: "note",
        zh: "备注",
        en: "Note",
        synonyms: &["说明", "remarks", "remark", "notes"],
        kind: ColumnKind::Text { max: 500 },
        required: false,
        help_zh: "可不填，不导入",
        help_en: "Optional, not imported",
        example: "",
    },
];

/// The columns. With `batch_fixed` the caller knows the batch and its column is optional.
#[must_use]
pub fn intern_columns(batch_fixed: bool) -> Columns {
    Columns::new(LIST).require("batch", !batch_fixed)
}
