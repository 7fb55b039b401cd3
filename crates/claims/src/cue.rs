//! Words that carry the grammar: verbs, award verbs, fields of comparison, organisations.

use std::sync::LazyLock;

use crate::dictionary::Dictionary;
use crate::text::Text;

/// 提示词类.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Ends a noun phrase or a name.
    Verb,
    /// Winning or being named something.
    Wins,
    /// 全国, 全区, 公安部: the field of a rank.
    Field,
    /// What an organisation's name ends with.
    Organisation,
    /// 增长, 下降.
    Changes,
    /// 同比, 环比, 较上年: against which period.
    Against,
    /// 其中, 分别, 合计 …
    Frame,
    /// 金奖, 冠军, 首家, 唯一, 国家级 …: a claim without a numeral.
    Claim,
}

/// 提示词.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cue {
    /// First character.
    pub start: usize,
    /// First character after it.
    pub end: usize,
    /// What it does.
    pub sort: Sort,
    /// The word.
    pub word: &'static str,
}

const VERBS: &str = "开展 组织 举办 举行 承办 侦破 破获 破案 抓获 抓捕 挽回 挽损 追回 追缴 返还 发放 发布 落实 推动 推进 推行 推出 推送 推选 建立 建成 建设 打造 制定 制订 出台 梳理 创评 创作 实现 完成 通过 \
    培养 召开 查处 查获 查扣 缴获 打掉 捣毁 办理 办结 受理 接受 接待 接处 调解 化解 排查 整改 整治 检查 巡逻 出动 投入 新增 同意 提供 提升 提高 严格 全面 精准 大力 围绕 探索 创新 深化 持续 坚持 坚决 始终 将 把 被 使 让 \
    参加 参与 参训 组建 成立 设立 设置 设 配备 配置 安装 走访 慰问 救助 帮扶 帮助 解决 收到 收缴 收集 征集 印发 编印 编发 刊发 刊播 播出 拍摄 拍 处置 处理 处罚 刑拘 逮捕 起诉 移送 审结 执结 执行到位 执行 结案 立案 侦办 \
    救出 疏散 营救 抢救 扑救 转移 服务 惠及 覆盖 涉及 采集 录入 上线 运行 启动 试点 挂牌 命名 做强 选派 选送 选树 表彰 表扬 记功 嘉奖 晋升 提拔 招录 招聘 吸纳 培训 轮训 巩固 规范 强化 加强 健全 完善 构建 畅通 优化 简化 压缩 压降 \
    缩短 精简 取消 下放 释放 夯实 压实 确保 增强 营造 聚焦 依托 利用 统筹 扎实 深入 积极 充分 先后 共 累计 已 均 达 为 占 有 由 对 向 与 是 在 从 让 获知 超 增至 降至 帮办 协助 抽检 约谈 发现 消除 督促 责令 关停 查封 劝阻 止付 冻结 拦截 预警 \
    张贴 宣传 宣讲 讲授 授课 送达 下达 签订 接警 出警 接报 送检 检测 检验 鉴定了 核查 核发 签发 补发 换发 发出 发送 开通 开设 开发 研发 上报 填报 报送 撰写 采写 拥有 具有 包括 拥护 接入 汇聚 整合 撤销 合并 转化 破解 打击 严打 惩处 立查 受处 调处 审理 审查 审核 指导 督导 督办 \
    得到 受到 遭受 进行 作出 交出 引导 引入 引进 争取 筹集 筹措 募集 捐赠 捐款 献血 植树 义诊 减免 补贴 支付 拨付 兑现 退还 退赔 没收 罚款 扣押 扣留 暂扣 吊销 拘留 强制 传唤 取保 解救 寻回 找回 申请 申报 获批 牵头 抽调 会同 联合 调处 带队 率队 带领 深入推进 端掉 铲除 打处 比中 追缴 上门 走进 拦下 开出 授牌 关停 封停 惩戒 推广 修订 筹措 支出 采购 投建 实施 部署 发起 推选 整治 达成 接待 争创 创建 化解 消化 清理 清查 收治 盘查 盘活 新建 改建 扩建 复核 约见 查办";

const WINS: &str = "荣获 获评 获得 获奖 获 斩获 夺得 摘得 取得 揽获 捧回 捧得 喜获 勇夺 包揽 荣膺 荣立 荣记 被评为 被授予 被评选为 被评定为 被命名为 被认定为 被确定为 被推荐为 被列为 被表彰为 评为 评定为 授予 命名为 认定为 评选为 \
    入选 入围 当选 分获  记 立 位居 位列 排名 排 名列 列 居 跃居 稳居 蝉联 获颁 获授 荣登 创成 创建为 晋级 晋升为 跻身";

/// Words that begin or hold a win verb and mean something else.
const NOT_WINS: &str = "获取 收获 获救 获悉 获知 获利 查获 抓获 缴获 截获 捕获 俘获 起获 人赃俱获 记录 记者 登记 书记 标记 记忆 日记 牢记 笔记 切记 立案 成立 建立 设立 树立 立即 确立 独立 立足 立法 立体 创立 立功 立项 中立 \
    排查 安排 排列 排忧 排除 排头 排队 排放 排班 编排 排版 彩排 列车 系列 列入 陈列 列席 行列 列举 序列 居民 居住 居委 邻居 定居 社居 小区居 旅居 群居 取得联系 取得成效 取得实效 取得进展 取得突破 移居 民居 居家 居所 居中 列管 罗列 下列 并列 一系列";

const FIELDS: &str = "全国 全省 全区 全市 全旗 全县 全州 全盟 全疆 全军 全警 全球 世界 国内 国际 亚洲 华北 华东 华南 华中 东北 西北 西南 西部 中西部 同行业 行业 全行业 全系统 系统内 公安部 司法部 应急管理部 应急部 最高人民法院 最高法院 最高法 最高检 省公安厅 区公安厅 \
    自治区公安厅 公安厅 自治区党委 自治区 省委 省政府 市委 市政府 市直 区直 省直 国家级 自治区级 省级 部级 省部级 市厅级 国家省部级 市级 厅级 地市级 县级 旗县级 区级 国务院 中央 人社部 全国总工会 共青团中央 全国妇联 团中央";

const ORGANISATIONS: &str = "公安机关 公安局 公安分局 分局 公安处 公安厅 公安部 市局 县局 旗局 支队 大队 中队 总队 派出所 车管所 车辆管理所 看守所 拘留所 戒毒所 监狱 司法局 司法所 法院 法庭 检察院 检察室 消防救援站 消防站 救援站 特勤站 \
    中心 管理局 办公室 政务服务办 政工办 督察办 研究所 鉴定所 警校 学院 党委 党总支 党支部 政治部 政治处 指挥部 警务站 边检站 检查站 出入境管理局 委员会 管委会 应急局 应急管理局 交警队 刑警队 派出法庭 服务大厅 办证大厅 医院 集团 公司 监管局 税务局 海关 政府 交管部门 公安部门 反诈中心";

const CHANGES: &str = "增长 增加 增幅 上升 上涨 提升 提高 提增 攀升 升高 扩大 下降 降低 减少 下滑 下跌 降幅 压降 缩短 压缩 压减 缩减 回落";

const AGAINST: &str = "同比 环比 较上年 较去年 比上年 比去年 与去年同期 同期 较上月 比上月 较前一年 较上一年";

const FRAMES: &str = "其中 分别 依次 合计 共计 总计 包括 包含 各 双双 均";

const CLAIMS: &str = "冠军 亚军 季军 团体冠军 金奖 银奖 铜奖 金牌 银牌 铜牌 特等奖 优秀奖 优胜奖 组织奖 优秀组织奖 鼓励奖 提名奖 入围奖 最佳奖 唯一 首家 首个 首例 首创 首批 率先 首部 首支 首座 首张 首条 首台 首款 榜首 三连冠 二连冠 两连冠 四连冠 五连冠";

static WORDS: LazyLock<Dictionary<Sort>> = LazyLock::new(|| {
    Dictionary::of(&[
        (CLAIMS, Sort::Claim),
        (FRAMES, Sort::Frame),
        (AGAINST, Sort::Against),
        (CHANGES, Sort::Changes),
        (NOT_WINS, Sort::Verb),
        (WINS, Sort::Wins),
        (FIELDS, Sort::Field),
        (ORGANISATIONS, Sort::Organisation),
        (VERBS, Sort::Verb),
    ])
});

/// The cues of a text, in order.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    all: Vec<Cue>,
    /// For every character, how many cues begin before it: ranges are looked up for every clause, many times.
    before: Vec<u32>,
}

impl Cues {
    /// Finds them.
    pub(crate) fn of(text: &Text<'_>) -> Self {
        let found = WORDS.find(text).into_iter();
        let all: Vec<Cue> = found.map(|f| Cue { start: f.start, end: f.end, sort: f.what, word: f.word }).collect();
        let mut before = Vec::with_capacity(text.len() + 1);
        for (number, cue) in (0_u32..).zip(&all) {
            before.resize(cue.start + 1, number);
        }
        before.resize(text.len() + 1, u32::try_from(all.len()).unwrap_or(u32::MAX));
        Self { all, before }
    }

    /// Those that lie wholly between `start` and `end`.
    pub(crate) fn within(&self, start: usize, end: usize) -> impl DoubleEndedIterator<Item = &Cue> {
        let at = |i: usize| self.before.get(i).map_or(self.all.len(), |n| usize::try_from(*n).unwrap_or_default());
        let (from, to) = (at(start), at(end));
        self.all.get(from..to.max(from)).unwrap_or_default().iter().filter(move |c| c.end <= end)
    }

    /// The last of a sort between `start` and `end`.
    pub(crate) fn last(&self, start: usize, end: usize, sort: Sort) -> Option<&Cue> {
        self.within(start, end).rev().find(|c| c.sort == sort)
    }

    /// The first of a sort between `start` and `end`.
    pub(crate) fn first(&self, start: usize, end: usize, sort: Sort) -> Option<&Cue> {
        self.within(start, end).find(|c| c.sort == sort)
    }

    /// Where a noun phrase that begins at `start` must have ended.
    pub(crate) fn phrase_end(&self, start: usize, end: usize) -> usize {
        self.within(start, end).find(|c| matches!(c.sort, Sort::Verb | Sort::Wins | Sort::Changes | Sort::Frame)).map_or(end, |c| c.start)
    }
}
