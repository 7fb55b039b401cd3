//! Every no of the report: each names its place as line:character of the template, and the remedy.

use nc_kernel::Rule;
use nc_kernel::refusal::No;

/// The header cannot be read.
pub const HEADER: Rule = Rule::new(
    "report.header",
    No::Invalid,
    "页首项“{what}”无法识别；可用：主送、期间、截至、活动、落款、日期、附件，写作“期间：3年来”",
    "the header line `{what}` is not known; use to, period, as_of, campaign, issuer, date or attachment, as `period: 3y`",
);
/// A value of the header cannot be read.
pub const HEADER_VALUE: Rule = Rule::new(
    "report.header_value",
    No::Invalid,
    "页首项“{what}”的内容读不懂：{why}",
    "the value of `{what}` in the header cannot be read: {why}",
);
/// No title, or two.
pub const TITLE: Rule = Rule::new(
    "report.title",
    No::Invalid,
    "报告须有且只有一个标题，写作一行“# 标题”，标题不含数字绑定",
    "a report has exactly one title, a line `# title`, without a binding",
);
/// Nothing but a title.
pub const EMPTY: Rule = Rule::new("report.empty", No::Invalid, "报告没有正文；请在标题下写正文", "the report has no text below its title");
/// A row of a table has another number of cells than its heading.
pub const TABLE: Rule = Rule::new(
    "report.table",
    No::Invalid,
    "表头有{columns}格，这一行有{found}格；请逐行对齐",
    "the heading of the table has {columns} cells and this row has {found}; give every row the same",
);
/// The template is too long.
pub const TOO_LONG: Rule = Rule::new(
    "report.too_long",
    No::Invalid,
    "模板超过{most}字；请拆成几份报告",
    "the template is longer than {most} characters; make several reports of it",
);
/// A binding cannot be read.
pub const BINDING: Rule = Rule::new(
    "report.binding",
    No::Invalid,
    "“{what}”不是数字绑定；应写作 [[指标 期间=3年来 写作=万2]]，可用的项是 期间、单位、写作",
    "`{what}` is no binding; write [[figure period=3y as=万2]], with period, unit and as",
);
/// The figure does not exist.
pub const FIGURE: Rule = Rule::new(
    "report.figure",
    No::Invalid,
    "没有指标 {figure}；请核对名称，或先在指标目录中定义",
    "there is no figure {figure}: check its name, or define it in the catalogue",
);
/// The form does not exist.
pub const FORM: Rule = Rule::new(
    "report.form",
    No::Invalid,
    "没有写法“{form}”；可用：原数、万2、亿2、整数、小数1、余百、近千、达万2、率1、分子、分母",
    "there is no form `{form}`; use 原数 (exact), 万2, 亿2, 整数 (integer), 小数1, 余百, 近千, 达万2, 率1, 分子 (n), 分母 (N)",
);
/// The form does not fit the figure.
pub const FORM_UNFIT: Rule = Rule::new(
    "report.form_unfit",
    No::Invalid,
    "写法“{form}”不适用于 {figure}；{remedy_zh}",
    "the form `{form}` does not fit {figure}; {remedy_en}",
);
/// The measure word is wrong.
pub const MEASURE: Rule = Rule::new(
    "report.measure",
    No::Invalid,
    "{figure} 的计量单位是“{unit}”，文中写作“{found}”；请改为“{unit}”，或改用按“{found}”计数的指标",
    "{figure} is counted in `{unit}`, the text says `{found}`; write `{unit}`, or bind a figure counted in `{found}`",
);
/// A hedge that is not true.
pub const HEDGE: Rule = Rule::new(
    "report.hedge",
    No::Invalid,
    "“{said}”与实际值 {value} 不符；请改写为“{remedy}”，或去掉限定词",
    "`{said}` is not true of {value}; write `{remedy}`, or leave the hedge out",
);
/// Hedges that contradict each other.
pub const HEDGES: Rule =
    Rule::new("report.hedges", No::Invalid, "“{said}”用了两个限定词；只能保留一个", "`{said}` hedges twice; keep one of the words");
/// No period is bound.
pub const NO_PERIOD: Rule = Rule::new(
    "report.no_period",
    No::Invalid,
    "{figure} 没有绑定期间；请在页首写“期间：…”，或在绑定中写 期间=…",
    "{figure} is bound to no period: add `period:` to the header, or period= to the binding",
);
/// The period of a binding cannot be read.
pub const BAD_PERIOD: Rule =
    Rule::new("report.bad_period", No::Invalid, "期间“{words}”读不懂：{zh}", "the period `{words}` cannot be read: {en}");
/// The unit of a binding is no path.
pub const UNIT: Rule = Rule::new(
    "report.unit",
    No::Invalid,
    "“{unit}”不是单位路径，应写作 /150600/150602/",
    "`{unit}` is no unit path; write it as /150600/150602/",
);
/// The unit lies outside the report's.
pub const UNIT_OUTSIDE: Rule = Rule::new(
    "report.unit_outside",
    No::Invalid,
    "单位 {unit} 不在报告单位 {top} 之内；请改绑定，或为上级单位起草",
    "the unit {unit} is not within the report's unit {top}; change the binding, or draft for the unit above",
);
/// The text before the number names no period.
pub const PERIOD_UNSAID: Rule = Rule::new(
    "report.period_unsaid",
    No::Invalid,
    "本段在该数字之前没有写明期间；绑定的期间是“{words}”，请写出来",
    "the paragraph names no period before this number; it is bound to `{words}`: say so",
);
/// The text before the number names another period.
pub const PERIOD_WRONG: Rule = Rule::new(
    "report.period_wrong",
    No::Invalid,
    "文中的期间“{found}”是{found_days}，绑定的期间是{bound_days}；请改文字为“{words}”，或改绑定",
    "the text says `{found}` ({found_days}), the number is bound to {bound_days}; write `{words}`, or change the binding",
);
/// A number bound to nothing.
pub const BARE_NUMBER: Rule = Rule::new(
    "report.bare_number",
    No::Invalid,
    "“{found}”没有绑定指标；请改为 [[指标]] 并写上量词，没有对应指标的数字不得写入报告",
    "`{found}` is bound to no figure; write [[figure]] with its measure word; a number without a figure may not stand in a report",
);
/// Nothing to divide by.
pub const NO_DENOMINATOR: Rule = Rule::new(
    "report.no_denominator",
    No::Conflict,
    "{figure} 在所绑定的期间没有分母，没有比率可写；请删去这句，或改期间",
    "{figure} has nothing below the line in the bound period, so there is no rate; drop the sentence, or change the period",
);
/// Rounding would make all of it.
pub const ROUNDS_TO_ALL: Rule = Rule::new(
    "report.rounds_to_all",
    No::Invalid,
    "{n}/{of} 按“{form}”会写成 {text}，与事实不符；请增加小数位",
    "{n}/{of} would be printed as {text} with `{form}`, which it is not; take more decimals",
);
/// Not exact in that measure.
pub const INEXACT: Rule = Rule::new(
    "report.inexact",
    No::Invalid,
    "{value} 不能精确写成“{form}”；请改用带小数位的写法，例如“{remedy}”",
    "{value} cannot be written exactly as `{form}`; take a form with decimals, as `{remedy}`",
);
/// The report does not exist, or not for the one who asks.
pub const UNKNOWN: Rule = Rule::new("report.unknown", No::Unknown, "没有这份报告；请核对编号", "there is no such report: check its id");
/// The preparer releases.
pub const SAME_PERSON: Rule = Rule::new(
    "report.same_person",
    No::Forbidden,
    "起草或修改过本稿的人不得签发；请由另一人签发",
    "who drafted or revised a report cannot release it: another person must",
);
/// It was released.
pub const RELEASED: Rule = Rule::new(
    "report.released",
    No::Conflict,
    "报告已签发，不得改动；需要更正时另起一份，并写明更正本报告",
    "the report is released and cannot change; to correct it, draft a new one that names this one",
);
/// The draft changed while its figures were computed.
pub const DRAFT_MOVED: Rule = Rule::new(
    "report.draft_moved",
    No::Conflict,
    "计算期间草稿已被修改，未签发；请核对新稿后再签发",
    "the draft was revised while its figures were computed, and nothing was released; look at the new text and release again",
);
/// What is to be corrected was not released.
pub const NOT_RELEASED: Rule = Rule::new(
    "report.not_released",
    No::Conflict,
    "报告尚未签发，没有可更正、可出证的内容；请先签发",
    "the report is not released, so there is nothing to correct or to prove: release it first",
);
/// It was corrected before.
pub const CORRECTED: Rule = Rule::new(
    "report.corrected",
    No::Conflict,
    "报告已由 {by} 更正；请更正后一份",
    "the report was corrected by {by} already; correct that one",
);
/// A body that cannot be written.
pub const UNWRITABLE: Rule = Rule::new(
    "report.unwritable",
    No::Invalid,
    "内容无法写入账本；请核对特殊字符",
    "this cannot be written to the ledger; check special characters",
);
/// Somebody of the bureau is named. The message never repeats the name.
pub const NAMES_PERSON: Rule = Rule::new(
    "report.names_person",
    No::Invalid,
    "此处与本局人员的姓名相同；报告不写姓名，请删去，或改写职务、单位；确属普通词语的，写明理由，按“不是姓名”保存",
    "this is the name of one of the bureau's people; a report names nobody: leave it out, or write post and unit; where it is an ordinary word, keep it as no name and say why",
);
/// An identity number or a mobile number. The message never repeats it.
pub const PERSONAL_NUMBER: Rule = Rule::new(
    "report.personal_number",
    No::Invalid,
    "此处写有身份证号或手机号；报告不写个人号码，请删去",
    "this is an identity number or a mobile number; a report holds none: leave it out",
);
/// Places are kept without a reason, or with one that names somebody.
pub const NOT_NAMES_REASON: Rule = Rule::new(
    "report.not_names_reason",
    No::Invalid,
    "请用 4 至 200 字写明为什么不是姓名；理由中也不写姓名和号码",
    "say in 4 to 200 characters why this is no name; the reason names nobody and holds no number either",
);
