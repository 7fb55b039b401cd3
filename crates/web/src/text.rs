//! What pages say, Chinese and English side by side. Field terms stay the field's own (期, 人次).

use nc_figures::{Counts, Scope};

use crate::lang::Lang;

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $zh:literal, $en:literal;)+ })+) => {$(
        $(#[$doc])*
        pub(crate) struct $name {
            $(pub $field: &'static str,)+
        }

        impl $name {
            pub(crate) fn of(lang: Lang) -> &'static Self {
                match lang {
                    Lang::Zh => &Self { $($field: $zh,)+ },
                    Lang::En => &Self { $($field: $en,)+ },
                }
            }
        }
    )+};
}

texts! {
    /// Around every page.
    FrameText {
        brand: "暖城", "Nuancheng";
        claim: "一次记录，处处可核", "Recorded once, checked anywhere";
        skip: "跳到正文", "Skip to content";
        nav: "主导航", "Main navigation";
        figures: "数字", "Figures";
        ledger: "账本", "Ledger";
        other: "English", "中文";
        foot: "每个数字都由入账事实计算得出，可打开明细，可离线核验。", "Every figure is computed from recorded facts, opens to its rows, and can be checked offline.";
    }

    /// The form that chooses unit and time.
    ViewText {
        heading: "选择单位和期间", "Choose unit and period";
        unit: "单位", "Unit";
        from: "起日", "From";
        to: "止日", "Through";
        known: "截至该日已入账", "As recorded by";
        show: "查看", "Show";
    }

    /// The table of figures.
    FiguresText {
        title: "数字", "Figures";
        name: "指标", "Figure";
        value: "数值", "Value";
        measure: "计量", "Measure";
        period: "期间", "Period";
        sense: "口径", "Counted by";
        version: "标识与版本", "Id and version";
        empty: "账本上还没有指标定义。请系统管理员运行 nuancheng 的指标入账命令。", "No figure is defined on the ledger yet. Ask the system administrator to record the catalogue.";
    }

    /// One figure.
    FigureText {
        definition: "定义", "Definition";
        id: "标识与版本", "Id and version";
        counts: "计数方式", "Counts";
        register: "登记簿", "Register";
        filter: "条件", "Condition";
        all: "全部", "all rows";
        of: "求和项", "Sum of";
        parts: "组成", "Made of";
        day: "计入日", "Counts on";
        sense: "口径", "Counted by";
        contained: "包含于（不得相加）", "Contained in (never add)";
        aliases: "文中其他说法", "Other wordings";
        effective: "启用日", "In use from";
        ledger: "计算所依账本", "Ledger it was computed from";
        facts: "条事实", "facts";
        trend: "本单位逐年", "This unit, year by year";
        year: "年度", "Year";
        value: "数值", "Value";
        bar: "图示", "Bar";
        rows: "明细", "Rows";
        above: "以下为分子的明细。", "These are the rows above the line.";
        row_day: "日期", "Day";
        row_unit: "单位", "Unit";
        row_key: "编号", "Key";
        row_person: "人员代号", "Person (pseudonym)";
        row_facts: "内容", "Content";
        row_evidence: "依据", "Evidence";
        hidden: "本页另有您无权查看的明细条数：", "Rows of this page you may not open: ";
        none: "没有明细。", "There are no rows.";
        next: "下一页", "Next page";
        first: "回到第一页", "Back to the first page";
        proof: "下载证明文件", "Download the proof";
        proof_how: "证明文件含检查点、依据事实和哈希路径；收到的人只凭文件和账本公钥即可离线重算。", "The file holds the checkpoint, the facts and their hash paths. Whoever gets it recounts offline with the file and the ledger's public key. ";
        proof_not: "证明不了的：是否全部如实入账。", "What it cannot show: that everything was recorded, and truly.";
    }

    /// The ledger.
    LedgerText {
        title: "账本", "Ledger";
        size: "事实数", "Facts";
        root: "根哈希", "Root";
        key: "账本公钥", "Verifier key";
        checkpoint: "最新检查点", "Newest checkpoint";
        none: "尚未签发检查点；第一条事实入账后一分钟内签发。", "No checkpoint yet; one is signed within a minute of the first fact.";
        how: "如何核验", "How to verify";
        how_keep: "把账本公钥和检查点另存到本系统之外（打印、邮件、档案、另一单位）。没有外存的检查点，账本对自己的管理员证明不了什么。", "Keep the key and a checkpoint outside this system: on paper, by mail, in an archive, with another bureau. Without one, a ledger proves nothing against its own administrator.";
        how_tree: "任何 C2SP tlog-tiles 工具都能从下列地址核对整棵树：", "Any C2SP tlog-tiles tool can check the whole tree from these addresses:";
        how_figure: "在指标页下载证明文件，凭公钥离线重算该数字。", "Download a figure's proof from its page and recount the figure offline with the key.";
        how_all: "系统管理员运行 nuancheng verify 核对全部事实，并指出第一处不符的位置。", "The system administrator runs nuancheng verify: it checks every fact and names the first bad position.";
    }

    /// A page that cannot be shown.
    ProblemText {
        title: "无法显示", "Cannot be shown";
        request: "请求编号", "Request";
        home: "返回数字页", "Back to the figures";
        token: "请在本机直接打开，或随请求附上访问令牌（Cookie：nuancheng_token）。", "Open it on the server's own machine, or send an access token (cookie nuancheng_token).";
    }
}

/// What a group of figures, the first word of their ids, is about.
pub(crate) fn group(word: &str, lang: Lang) -> &str {
    match word {
        "branch" => lang.pick("党组织", "Party branches"),
        "people" => lang.pick("人员", "People"),
        "study" => lang.pick("理论武装", "Theory study"),
        "training" => lang.pick("培训练兵", "Training"),
        other => other,
    }
}

/// 计数方式 in words.
pub(crate) fn counts(counts: Counts, lang: Lang) -> &'static str {
    match counts {
        Counts::Runs => lang.pick("期：每举办一期计一", "runs: one for each run held"),
        Counts::Rows => lang.pick("人次：每条明细计一", "rows: one for each row"),
        Counts::Distinct => lang.pick("人：每人只计一次", "people: each person once"),
        Counts::Sum => lang.pick("合计：各条明细相加", "sum over the rows"),
        Counts::Active => lang.pick("时点：止日当日有效的", "stock: in force on the last day"),
        Counts::Ratio => lang.pick("比率：分子÷分母", "ratio: above ÷ below the line"),
        Counts::Honour => lang.pick("荣誉：附有外部文件的", "honours: with their outside document"),
        Counts::Streak => lang.pick("连续届数", "editions in a row"),
    }
}

/// 口径 in words.
pub(crate) fn sense(scope: Scope, lang: Lang) -> &'static str {
    match scope {
        Scope::Organiser => lang.pick("主办", "organiser"),
        Scope::Host => lang.pick("承办", "host"),
        Scope::Sender => lang.pick("派员", "sender"),
    }
}

/// What the counting day means, in words; the definition's own word when it is new here.
pub(crate) fn when(word: &str, lang: Lang) -> &str {
    match word {
        "run_ended_on" => lang.pick("结束日", "the day the run ended"),
        "follow_due_on" => lang.pick("跟进到期日", "the day following was due"),
        "meeting_held_on" => lang.pick("会议日", "the day of the meeting"),
        "studied_on" => lang.pick("学习日", "the day of study"),
        "joined_on" => lang.pick("转入日", "the day of joining"),
        "service_from" => lang.pick("到岗日", "the first day of service"),
        other => other,
    }
}

/// What an attribute of a row is called. English takes the register's own word.
pub(crate) fn attribute(name: &str, lang: Lang) -> String {
    let zh = match name {
        "assessed" => "已考核",
        "before_source" => "早于文件",
        "branch" => "支部",
        "category" => "类别",
        "credit_minutes" => "学时（分钟）",
        "first_item" => "第一议题",
        "hosted" => "有承办",
        "joint" => "联合举办",
        "kind" => "类型",
        "lag_days" => "间隔天数",
        "late" => "迟录",
        "member" => "身份",
        "on_time" => "按时",
        "owed" => "应有",
        "passed" => "合格",
        "sittings" => "听课场次",
        "status" => "考勤",
        "theme" => "主题",
        "topic" => "专题",
        other => other,
    };
    if lang == Lang::Zh { zh.to_owned() } else { name.replace('_', " ") }
}

/// What a word of a closed list is called. English takes the register's own word.
pub(crate) fn word(word: &str, lang: Lang) -> String {
    let zh = match word {
        "absent" => "缺勤",
        "auxiliary" => "辅警",
        "centre_group" => "理论学习中心组",
        "development" => "发展",
        "drill" => "大练兵",
        "early_leave" => "早退",
        "featured_lesson" => "特色党课",
        "initial" => "初任",
        "instructor" => "教官",
        "late" => "迟到",
        "leave" => "请假",
        "make_up" => "补训",
        "official_leave" => "公假",
        "other" => "其他",
        "police" => "民警",
        "present" => "出勤",
        "professional" => "专业",
        "promotion" => "晋升",
        "rotation" => "政治轮训",
        "sick_leave" => "病假",
        "special" => "专题",
        other => other,
    };
    if lang == Lang::Zh { zh.to_owned() } else { word.replace('_', " ") }
}
