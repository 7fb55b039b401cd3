//! Words that hold a number and state none: idioms, political terms, names, structure words.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::text::Text;

/// 非数词语: a stretch of text whose numerals are no figures.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Term {
    /// First character.
    pub start: usize,
    /// First character after it.
    pub end: usize,
    /// What it is.
    pub why: &'static str,
}

/// Everyday words.
const LEXICAL: &str = "一体 一线 一同 一道 一齐 一并 一步 一定 一直 一致 一样 一般 一切 一旦 一律 一方面 一键 一站 一窗 一门 一网 一张网 一张图 一张表 \
    一盘棋 一把手 一本账 一条龙 一条心 一股绳 一辈子 一家人 一家亲 一家 一手 一心 一路 一边 一面 一带 一流 一经 一时 一次性 一再 一贯 一如既往 一以贯之 \
    一一 一日 一举 一批 一系列 一些 一起 一名 一位 一个 一项 一件 一场 一次 一份 一种 一类 一处 一部 一首 一支 一条 一套 一天 一年 一月 一点 一座 一片 一代 \
    统一 专一 单一 万一 之一 唯一 进一步 每一 同一 任一 逐一 归一 合一 第一时间 第一线 第一现场 第一道 第一步 百姓 百货 百科 百倍 百余年 百年 千秋 千家万户 千方百计 \
    千山万水 千头万绪 千锤百炼 千言万语 千军万马 万众 万家 万里 万物 万千 万无一失 万全 成千上万 成百上千 百尺竿头 百花 百业 百炼 百日 百战 百强 百佳 百优 \
    两岸 两头 两侧 两地 两手 两端 两边 两全 两眼 三思 三更 四周 四季 四面 四处 四方 四海 五湖 五谷 五彩 六亲 七彩 七夕 八方 八面 九州 十分 十足 十全十美 \
    三天两夜 三番五次 三言两语 三三两两 接二连三 再三 五花八门 七上八下 乱七八糟 四通八达 四平八稳 不三不四 朝三暮四 举一反三 略知一二 独一无二 说一不二 \
    星期一 星期二 星期三 星期四 星期五 星期六 周一 周二 周三 周四 周五 周六 礼拜 双十一 双十二 双11 双12 三伏 三九天 二维码 二手 二次 二级市场 三轮 四轮 两轮 三角 三农 四肢 五官 六神 \
    多种 多样 多元 多方 多年 多次 多维 多层 多地 半年 半天 半途 半个 过半 大半 一半 半数 数字 数据 首先 初一 十五的月亮 百里挑一 大千世界 亿万  \
    一二三产业 三产 二氧化 三氯 七氟 四氢 九牛 六一班";

/// Terms of policy and work.
const TERMS: &str = "四项指数 四项建设 两升两降 一升一降 双升双降 第一议题 第一责任人 第一责任 第一选择 第一标准 第一书记 第一要务 第一要求 第一资源 第一动力 第一生产力 第一信号 第一保障 第一粒扣子 第一课 第一站 第一方阵 第一梯队 第一身份 第一职责 \
    第一种形态 第二种形态 四种形态 三会一课 两个确立 两个维护 四个意识 四个自信 四个全面 五位一体 两学一做 三严三实 四风 八项规定 中央八项规定 六大纪律 六项纪律 三个规定 三项规定 十个严禁 \
    六个严禁 五个严禁 四个铁一般 三个必须 两个毫不动摇 两个结合 三个务必 两个一百年 十个明确 六个必须坚持 一国两制 一带一路 一岗双责 一岗多能 两法衔接 四议两公开 五险一金 六稳 六保 六保六稳 两新 两会 两委 \
    三重一大 三违 三超 三非 三零 三无 两抢一盗 两抢 两卡 两客一危 两客一危一货 一盔一带 三驾 两队一室 三队合一 一村一警 一社区一警 一区一警 一格一员 一校一警 一村一辅警 一警多能 一案一策 一人一策 一人一档 一企一策 一户一档 一车一档 一案双查 一事一议 \
    一网通办 一门通办 一窗通办 一网统管 一次办好 一次办成 一次办结 一件事 最多跑一次 只跑一次 一次不用跑 一证通办 一站式 一站通 一体化 一对一 点对点 一机双屏 一标三实 四色预警 三色 四个一 五个一 六个一 三个一 八个一 十个一 \
    三项清单 三张清单 四张清单 两张清单 三本台账 三项制度 三项机制 三清单 零距离 零门槛 零容忍 零延时 零跑腿 零差错 零事故 零发案 零接触 清零 归零 从零 为零 三同时 三同步 四不两直 三早 三级预警 \
    二十大 十九大 十八大 十七大 二十届 十九届 十八届 三中全会 四中全会 二中全会 五中全会 六中全会 十四五 十三五 十五五 十二五 十四运 百日行动 百日攻坚 百日会战 千名民警 千警 万警 千人计划 百城 百村 百校 千企 万企 \
    枫桥式 七五普法 八五普法 三大攻坚战 三大战役 三年行动 五年规划 三年规划 两优一先 四有 五好 六个不 两高 两抓 三抓 四抓 一号文件 一号工程 一号检察建议 一号线 二号线 五一 六一 七一 八一 十一假期 十一黄金周 三八 五四 九一八 一二九 一二三 \
    一中心 两中心 三中心 一平台 两平台 一校三区 一江两岸 四合一 三合一 二合一 五合一 多合一 三位一体 四位一体 三级联动 四级联动 五级联动 两级联动 三下乡 四进 五进 六进 七进 八进 一老一小 一盔 两站 两客 三见面 双随机 双报告 双随机一公开 一公开 三方 两手抓 三结合 四结合 \
    八类 两类 十类 三类 四类 五类 六类 两高一弱 三化 四化 五化 三实 两实 二代身份证 三代 二代 三甲 三防 四防 三查 四查 三定 四定 五定 六定 三服务 三走进 四必 五必 六必 七必 八必 三必 四必谈 五必访 六必访";

/// Names of places and things.
const NAMES: &str = "鄂尔多斯 四川 三亚 三明 三门峡 三沙 三原 三江 三河 三水 三峡 九江 九寨沟 九龙 九台 五原 五台 五常 五指山 五莲 五河 六安 六盘水 六合 六枝 七台河 七星 八里 八宿 八步 \
    十堰 十里 百色 百度 千岛湖 千阳 万州 万宁 万年 万荣 万盛 万达 万源 万载 万安 亿利 亿联 两江 两当 二连浩特 二连 二道 一汽 三一重工 三元 三台 三都 三穗 四平 四会 四子王旗 四方台 七里河 九原 九三学社 \
    双百 张三 李四 王五 二胡 三弦 五粮液 三星 一加 七匹狼 三元桥 五道口 三里屯 五四大街 九曲 五华 五通桥 五大连池 八达岭 八道 十渡 九华山 六朝 三国 三字经 百家姓 千字文 三十六计 四大名著 二人转 二人台 四海 八宝山 百灵 千牛 万寿";

/// What a phrase is, and how many characters it has.
type Entry = (&'static str, usize);

static LEXICON: LazyLock<Option<(AhoCorasick, Vec<Entry>)>> = LazyLock::new(|| {
    let lists = [(LEXICAL, "lexical"), (TERMS, "term"), (NAMES, "name")];
    let entries: Vec<(&str, &'static str)> =
        lists.iter().flat_map(|(words, why)| words.split_whitespace().map(move |w| (w, *why))).collect();
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(entries.iter().map(|(w, _)| w))
        .ok()?;
    Some((automaton, entries.iter().map(|(w, why)| (*why, w.chars().count())).collect()))
});

/// Every such stretch, in order.
pub(crate) fn terms(text: &Text<'_>) -> Vec<Term> {
    let Some((automaton, entries)) = LEXICON.as_ref() else { return Vec::new() };
    let mut place = Characters::of(text.plain());
    automaton
        .find_iter(text.plain())
        .filter_map(|m| {
            let (why, size) = entries.get(m.pattern().as_usize())?;
            let start = place.at(m.start());
            Some(Term { start, end: start + size, why })
        })
        .collect()
}

/// Turns growing byte positions into character positions, once through the text.
pub(crate) struct Characters<'a> {
    bytes: &'a [u8],
    byte: usize,
    characters: usize,
}

impl<'a> Characters<'a> {
    /// From the beginning of `text`.
    pub(crate) fn of(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), byte: 0, characters: 0 }
    }

    /// The character that begins at `byte`; never asked to go back.
    pub(crate) fn at(&mut self, byte: usize) -> usize {
        let passed = self.bytes.get(self.byte..byte).unwrap_or_default();
        self.characters += passed.iter().filter(|b| (**b & 0xc0) != 0x80).count();
        self.byte = byte.max(self.byte);
        self.characters
    }
}
