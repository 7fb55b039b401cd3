//! The phenomena of the genre, sentence by sentence: what each one claims, and what in it is no figure.

#![expect(clippy::unwrap_used, reason = "a test says what it needs by failing")]

use nc_claims::{Article, Bound, Claim, Context, Kind, Note, Origin, Qualifier, read};
use nc_kernel::Day;
use rust_decimal::Decimal;

fn plain(text: &str) -> Article {
    read(text, &Context::default())
}

fn word<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn value(v: Option<Decimal>) -> String {
    v.map_or_else(|| "-".to_owned(), |v| v.normalize().to_string())
}

/// `text kind value unit dimension qualifier` of a claim.
fn line(c: &Claim) -> String {
    format!("{} {} {} {} {} {}", c.text, word(c.kind), value(c.value), c.unit, c.dimension, word(c.qualifier))
}

fn check(cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let found: Vec<String> = plain(text).claims.iter().map(line).collect();
        if found != *expected {
            wrong.push(format!("{text}\n   found {found:#?}\n   not   {expected:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn scale_and_exact_decimals() {
    check(&[
        ("参训6.45万人次", &["6.45万人次 count_attendances 64500 人次 attendance exact"]),
        ("补贴4.69亿元", &["4.69亿元 money 469000000 亿元 CNY exact"]),
        ("办证1,100万件", &["1,100万件 count_items 11000000 件 item exact"]),
        ("走访3万4000户", &["3万4000户 count_persons 34000 户 household exact"]),
        ("立案三点六四万起", &["三点六四万起 count_cases 36400 起 case exact"]),
        ("资金0.1亿元", &["0.1亿元 money 10000000 亿元 CNY exact"]),
    ]);
}

#[test]
fn r7_hedges_are_intervals() {
    let case = |text: &str| plain(text).claims.first().cloned().unwrap();
    let d = |n: i64| Decimal::from(n);
    for (text, qualifier, low, high) in [
        ("挽损7800余万元", Qualifier::Odd, Bound::Without(d(78_000_000)), Bound::Without(d(79_000_000))),
        ("演出60余场", Qualifier::Odd, Bound::Without(d(60)), Bound::Without(d(70))),
        ("缴获400多件", Qualifier::Odd, Bound::Without(d(400)), Bound::Without(d(500))),
        ("走访1200余户", Qualifier::Odd, Bound::Without(d(1200)), Bound::Without(d(1300))),
        ("培训十余人", Qualifier::Odd, Bound::Without(d(10)), Bound::Without(d(20))),
        ("罚没三十几万元", Qualifier::Odd, Bound::Without(d(300_000)), Bound::Without(d(400_000))),
        ("资助二百余万元", Qualifier::Odd, Bound::Without(d(2_000_000)), Bound::Without(d(3_000_000))),
        ("追赃一千多万元", Qualifier::Odd, Bound::Without(d(10_000_000)), Bound::Without(d(20_000_000))),
        ("近300人参加", Qualifier::Nearly, Bound::Without(d(200)), Bound::Without(d(300))),
        ("近百人参加", Qualifier::Nearly, Bound::Without(d(90)), Bound::Without(d(100))),
        ("约200人参加", Qualifier::About, Bound::With(d(150)), Bound::With(d(250))),
        ("200人左右", Qualifier::About, Bound::With(d(150)), Bound::With(d(250))),
        ("逾600次", Qualifier::Over, Bound::Without(d(600)), Bound::Open),
        ("突破500件", Qualifier::Over, Bound::Without(d(500)), Bound::Open),
        ("10人以上", Qualifier::AtLeast, Bound::With(d(10)), Bound::Open),
        ("不少于30场", Qualifier::AtLeast, Bound::With(d(30)), Bound::Open),
        ("上千名群众", Qualifier::AtLeast, Bound::With(d(1000)), Bound::Open),
        ("不超过5万元", Qualifier::AtMost, Bound::Open, Bound::With(d(50_000))),
        ("5个工作日以内", Qualifier::AtMost, Bound::Open, Bound::With(d(5))),
        ("参训达13.5万人次", Qualifier::Reaching, Bound::With(d(135_000)), Bound::With(d(135_000))),
        ("共199期", Qualifier::Exact, Bound::With(d(199)), Bound::With(d(199))),
    ] {
        let claim = case(text);
        assert_eq!((claim.qualifier, claim.low, claim.high), (qualifier, low, high), "{text}");
    }
    let refused = case("近11亿余元");
    assert!(refused.notes.contains(&Note::ContradictoryQualifiers));
    assert_eq!((refused.low, refused.high), (Bound::Open, Bound::Open));
}

#[test]
fn r8_the_step_of_the_last_printed_digit() {
    for (text, step) in [
        ("6.45万人次", "100"),
        ("13.5万人次", "1000"),
        ("199期", "1"),
        ("达86%", "0.01"),
        ("达98.60%", "0.0001"),
        ("251.6万元", "1000"),
        ("3.5个百分点", "0.001"),
        ("三点六四万起", "100"),
    ] {
        let claim = plain(text).claims.first().cloned().unwrap();
        assert_eq!(claim.step, Some(step.parse().unwrap()), "{text}");
    }
}

#[test]
fn r9_people_and_attendances_are_two_dimensions() {
    let dimensions = |text: &str| plain(text).claims.iter().map(|c| c.dimension).collect::<Vec<_>>();
    assert_eq!(dimensions("培训500人,培训500人次,慰问500名、走访500户"), ["person", "attendance", "person", "household"]);
}

#[test]
fn the_measure_word_takes_its_dimension_from_the_noun() {
    check(&[
        ("培训班举办180期", &["180期 count_sessions 180 期 session exact"]),
        ("编发工作简报5期", &["5期 count_sessions 5 期 issue exact"]),
        ("建成13个人才工作室", &["13个 count_items 13 个 studio exact"]),
        ("创评勤廉所队20个", &["20个 count_units 20 个 unit_org exact"]),
        ("3家企业签约", &["3家 count_units 3 家 unit_org exact"]),
        ("打掉团伙23个", &["23个 count_items 23 个 gang exact"]),
        ("审结案件33件", &["33件 count_cases 33 件 case exact"]),
        ("创作作品126部(幅)", &["126部(幅) count_items 126 部(幅) work exact"]),
        ("查扣手机530部", &["530部 count_items 530 部 device exact"]),
        ("打掉恶势力犯罪集团11个", &["11个 count_items 11 个 gang exact"]),
        ("辗转6省11市", &["6省 count_units 6 省 region exact", "11市 count_units 11 市 region exact"]),
        ("关停号码一点二万个", &["一点二万个 count_items 12000 个 item exact"]),
        ("缴获物品400多件(个)", &["400多件(个) count_items 400 件(个) item 余"]),
    ]);
}

#[test]
fn rates_and_changes() {
    check(&[
        ("破案率达86%", &["达86% rate 0.86 % ratio 达"]),
        ("占百分之八十六", &["百分之八十六 rate 0.86 百分之 ratio exact"]),
        ("八成六的群众满意", &["八成六 rate 0.86 成 ratio exact"]),
        ("占三成", &["三成 rate 0.3 成 ratio exact"]),
        ("成立3个专班", &["3个 count_items 3 个 item exact"]),
        ("同比下降8.37%", &["8.37% change 0.0837 % ratio_change exact"]),
        ("提高3.5个百分点", &["3.5个百分点 change 0.035 个百分点 ratio_change exact"]),
        ("增长2.3倍", &["2.3倍 change 2.3 倍 multiple exact"]),
        ("办结率100%", &["100% rate 1 % ratio exact"]),
        ("破案率提高到45.2%", &["45.2% rate 0.452 % ratio exact"]),
        ("保费打八五折", &["八五折 rate 0.85 折 ratio exact"]),
        ("体检享受8折优惠", &["8折 rate 0.8 折 ratio exact"]),
        ("办件量翻一番", &["一番 change 1 番 doubling exact"]),
        ("产能翻了两番", &["两番 change 2 番 doubling exact"]),
    ]);
}

#[test]
fn r10_respective_lists_bind_in_order() {
    let article = plain("刑事案件、治安案件发案数同比分别下降12.3%、8.5%。");
    let found: Vec<_> = article.claims.iter().map(|c| (c.subject.as_str(), value(c.value))).collect();
    assert_eq!(found, [("刑事案件下降", "0.123".to_owned()), ("治安案件发案数下降", "0.085".to_owned())]);

    let article = plain("执结率和到位率分别为92.1%、68.4%。");
    assert!(article.claims[0].subject.starts_with("执结率") && article.claims[1].subject.starts_with("到位率"));

    let article = plain("“甲模型”“乙模型”分别荣获全省创新大赛二等奖。");
    let found: Vec<_> = article.claims.iter().map(|c| (c.text.as_str(), value(c.value))).collect();
    assert_eq!(found, [("甲模型", "2".to_owned()), ("乙模型", "2".to_owned())]);

    let article = plain("夺得射击、擒敌全省比武竞赛第一名、第三名。");
    let found: Vec<_> = article.claims.iter().map(|c| (c.award.clone().unwrap().title, value(c.value))).collect();
    assert_eq!(found, [("射击全省比武竞赛".to_owned(), "1".to_owned()), ("擒敌全省比武竞赛".to_owned(), "3".to_owned())]);

    let article = plain("2个项目分获全省创新大赛一等奖、二等奖和全国大赛三等奖。");
    assert!(article.claims.iter().all(|c| c.notes.contains(&Note::UndeterminedDistribution)));
    assert_eq!(article.claims.len(), 4);
}

#[test]
fn r11_ranks_levels_titles_and_streaks() {
    check(&[
        ("在全省比武中获第一名", &["第一名 rank 1 名 rank exact"]),
        ("位居全市第十一位", &["第十一位 rank 11 位 rank exact"]),
        ("综合成绩列全国第三", &["第三 rank 3  rank exact"]),
        ("排名全区前三", &["前三 rank 3  rank 以下"]),
        ("入选全国首批试点", &["首批 award_level 1 首批 batch_ordinal exact"]),
        ("荣获全国大赛金奖", &["金奖 award_level 1 金奖 award_level exact"]),
        ("荣立集体一等功", &["一等功 award_level 1 等功 award_level exact"]),
        ("获评五星级派出所", &["五星级 award_level 5 星级 grade exact"]),
        ("连续三届获评全国一等所", &["连续三届 award_streak 3 届 consecutive_editions exact", "一等 award_level 1 等 grade exact"]),
        ("连续5年被评为“先进单位”", &["连续5年 award_streak 5 年 consecutive_years exact"]),
        ("三年蝉联全省冠军", &["三年 award_streak 3 年 consecutive_years exact", "冠军 rank 1 冠军 rank exact"]),
        ("市局被授予“全国文明单位”称号", &["“全国文明单位” award_level -  award_title exact"]),
        ("民警赵某被评为“全国优秀人民警察”", &["“全国优秀人民警察” award_level 1  person exact"]),
        ("建成全国首家智慧车管所", &["全国首家 rank 1 (首家) first_in_scope exact"]),
        ("在全省率先推行", &["全省率先 rank 1 (率先) first_in_scope exact"]),
        ("全市唯一入选单位", &["全市唯一 rank 1 (唯一) uniqueness exact"]),
        ("领导干部率先垂范", &[]),
        ("进入全市个人全能前十名", &["前十名 rank 10 名 rank 以下"]),
        ("支部被命名为“五星级党支部”", &["五星级 award_level 5 星级 grade exact"]),
        ("市局政务中心获评全省优秀政务服务窗口", &["全省优秀政务服务窗口 award_level -  award_title exact"]),
        ("实验室通过国家级资质认定", &["国家级资质 award_level - 级 award_tier exact"]),
        ("41人受到市级以上表彰", &["41人 count_persons 41 人 person exact", "市级以上表彰 award_level - 级 award_tier 以上"]),
        ("连续743天未发生事故", &["连续743天 quantity 743 天 consecutive_days exact"]),
        ("获省级表彰", &["省级表彰 award_level - 级 award_tier exact"]),
        ("经验得到省公安厅肯定并推广", &["得到省公安厅肯定并推广 recognition -  recognition exact"]),
        ("得到群众肯定", &[]),
        ("成功举办第三届文化节", &["第三届 edition 3 届 edition exact"]),
    ]);
    let award = |text: &str| plain(text).claims[0].award.clone().unwrap();
    assert!(award("全市唯一入选单位").about_others && award("建成全国首家智慧车管所").about_others);
    assert!(!award("荣获全国大赛金奖").about_others);
    assert_eq!(award("在第十二届全国技能大赛中获第一名").edition, Some(12));
    let person = plain("民警赵某被评为“全国优秀人民警察”").claims[0].clone();
    assert!(!person.subject.contains("赵某") && !format!("{:?}", person.award).contains("赵某"));
}

#[test]
fn ranges_keep_both_ends() {
    let d = |n: i64| Decimal::from(n);
    for (text, low, high, unit) in [
        ("奖励5000元至1万元", 5000, 10_000, "万元"),
        ("奖励2万至3万元", 20_000, 30_000, "万元"),
        ("罚款一二百万元", 1_000_000, 2_000_000, "万元"),
        ("配备2-3人", 2, 3, "人"),
        ("选派三至五名民警", 3, 5, "名"),
    ] {
        let claim = plain(text).claims[0].clone();
        assert_eq!(
            (claim.value, claim.low, claim.high, claim.unit.as_str()),
            (None, Bound::With(d(low)), Bound::With(d(high)), unit),
            "{text}"
        );
    }
}

#[test]
fn double_units_and_shared_measure_words() {
    check(&[
        ("查获毒品33件490人", &["33件 count_cases 33 件 case exact", "490人 count_persons 490 人 person exact"]),
        ("侦破现案、积案12、34起", &["12 count_cases 12 起 case exact", "34起 count_cases 34 起 case exact"]),
    ]);
}

#[test]
fn subjects_say_what_is_counted_and_name_nobody() {
    let subjects = |text: &str| plain(text).claims.into_iter().map(|c| c.subject).collect::<Vec<_>>();
    assert_eq!(subjects("共查处公共场所违法12起"), ["查处公共场所违法"]);
    assert_eq!(subjects("造成2人死亡、3人受伤"), ["造成死亡", "受伤"]);
    assert_eq!(subjects("破案率从45%上升到62%"), ["破案率从上升到", "破案率从上升到"]);
    assert_eq!(subjects("受理23件,审结22件,同比分别上升5.6%和7.8%")[2..], ["受理上升", "审结上升"]);
    assert_eq!(subjects("四级警长赵某荣立个人一等功"), ["个人一等功"]);
    assert_eq!(subjects("民警张伟带队破案30起"), ["民警带队破案"]);
    assert_eq!(subjects("社区民警李建国调解纠纷60余起"), ["社区民警调解纠纷"]);
    assert_eq!(subjects("教导员王芳参与处置警情8起"), ["教导员参与处置警情"]);
    assert_eq!(subjects("赵强同志办理案件12件"), ["同志办理案件"]);
    let officers = plain("大队长张某、所长王某分别获评全省“最美警察”“优秀人民警察”");
    assert!(officers.claims.iter().all(|c| c.dimension == "person" && !format!("{c:?}").contains('某')), "{:?}", officers.claims);
}

#[test]
fn sums_the_text_states() {
    for (text, whole, parts, holds) in [
        ("开展检查22次,其中机关6次、基层16次。", 0, vec![1, 2], true),
        ("缴获枪支136支,其中仿真枪53支。", 0, vec![1], true),
        ("缴获枪支36支,其中仿真枪53支。", 0, vec![1], false),
        ("审结220件(民事118件、刑事102件)。", 0, vec![1, 2], true),
        ("审结220件(民事118件、刑事101件)。", 0, vec![1, 2], false),
        ("机关6次、基层16次,合计22次。", 2, vec![0, 1], true),
    ] {
        let article = plain(text);
        let sum = article.sums.first().unwrap_or_else(|| panic!("{text}"));
        assert_eq!((sum.whole, sum.parts.clone(), sum.holds), (whole, parts.clone(), holds), "{text}");
        assert!(parts.iter().all(|p| article.claims[*p].part_of == Some(whole)));
    }
}

#[test]
fn r3_periods_stated_inherited_and_resolved() {
    let context = Context {
        as_of: Some(Day::new(2025, 12, 31).unwrap()),
        campaigns: [("大练兵".to_owned(), Day::new(2023, 5, 6).unwrap())].into(),
        publisher: None,
    };
    let day = |t: &str| Some(Day::parse(t).unwrap());
    for (text, at, origin, words, from, to) in [
        ("2024年,立案136起,破案120起。", 1, Origin::Stated, "2024年", day("2024-01-01"), day("2024-12-31")),
        ("3年来,开展轮训199期。", 0, Origin::Stated, "3年来", day("2023-01-01"), day("2025-12-31")),
        ("今年1至10月,立案136起。", 0, Origin::Stated, "今年1至10月", day("2025-01-01"), day("2025-10-31")),
        ("“大练兵”活动开展以来,举办比武20场。", 0, Origin::Stated, "“大练兵”活动开展以来", day("2023-05-06"), day("2025-12-31")),
        ("截至10月底,保有量达35.6万辆。", 0, Origin::Stated, "截至10月底", None, day("2025-10-31")),
        ("上半年破案50起。", 0, Origin::Stated, "上半年", day("2025-01-01"), day("2025-06-30")),
        ("近年来,打造品牌。发放慰问金20万元。", 0, Origin::Inherited, "近年来", None, None),
        ("累计侦破案件520起,抓获861名。", 1, Origin::Stated, "累计", None, day("2025-12-31")),
        ("累计侦破案件520起。培养操作员27人。", 1, Origin::None, "", None, None),
        ("发案数较2023年下降8.3%。", 0, Origin::None, "", None, None),
        // What the opening paragraph reports on governs the paragraphs that name no time of their own …
        ("2024年,全局破案5起。\n发放补贴3万元。", 1, Origin::Inherited, "2024年", day("2024-01-01"), day("2024-12-31")),
        ("2024年工作综述\n全局队伍面貌一新。\n累计发放补贴3万元。", 0, Origin::Inherited, "2024年", day("2024-01-01"), day("2024-12-31")),
        ("2024年工作综述\n全局队伍面貌一新。\n全年发放补贴3万元。", 0, Origin::Stated, "全年", day("2024-01-01"), day("2024-12-31")),
        ("今年以来,全局破案5起。\n上半年发放补贴3万元。慰问8户。", 2, Origin::Inherited, "上半年", day("2025-01-01"), day("2025-06-30")),
        // … and a day, a campaign or 近年来 does not.
        ("3月5日,全局破案5起。\n发放补贴3万元。", 1, Origin::None, "", None, None),
        ("近年来,全局破案5起。\n发放补贴3万元。", 1, Origin::None, "", None, None),
        ("去年累计查处6起。其中酒驾2起。", 1, Origin::Inherited, "去年", day("2024-01-01"), day("2024-12-31")),
        ("占比由上年的82.1%增至86.5%。", 0, Origin::Stated, "上年", day("2024-01-01"), day("2024-12-31")),
        ("占比由上年的82.1%增至86.5%。", 1, Origin::None, "", None, None),
        ("在8月举行的全市比武中,该局选派的12名队员夺冠。", 0, Origin::Stated, "8月", day("2025-08-01"), day("2025-08-31")),
    ] {
        let article = read(text, &context);
        let period = &article.claims[at].period;
        assert_eq!((period.origin, period.words.as_str(), period.from, period.to), (origin, words, from, to), "{text}");
    }
}

#[test]
fn r4_scopes_stated_pointed_at_and_inherited() {
    for (text, at, scope) in [
        ("乌海市公安局交管支队查处违法行为12起。该支队破案3起。", 1, "乌海市公安局交管支队"),
        ("乌海市公安局推进改革,破案3起。该局抓获8人。", 1, "乌海市公安局"),
        ("乌海市公安局推进改革。全市公安机关破案3起。", 0, "乌海市公安机关"),
        ("呼和浩特市中级人民法院受理案件23件。", 0, "呼和浩特市中级人民法院"),
        ("赤峰市消防救援支队出动12次。营救8人。", 1, "赤峰市消防救援支队"),
        ("乌海市公安局推进改革。市局政务服务中心办理12件。", 0, "乌海市公安局政务服务中心"),
        ("乌海市公安局城北分局推进改革。分局刑侦大队破案3起。", 0, "乌海市公安局城北分局刑侦大队"),
        ("在全区率先推行改革,破案3起。", 1, ""),
        ("——乌海市公安局工作综述\n全市破案3起。", 0, "乌海市公安机关"),
        ("乌海市公安局推进改革。局党委部署专项行动。破案3起。", 0, "乌海市公安局"),
        ("乌海市公安局推进改革。刑侦大队破案3起。全局抓获8人。", 1, "乌海市公安局"),
        ("乌海市公安局交警支队副支队长介绍,支队查处12起。", 0, "乌海市公安局交警支队"),
        ("乌海市公安交管部门推进改革。全市查处12起。", 0, "乌海市公安交管部门"),
        ("乌海市公安局推进改革。国家反诈中心APP注册量16万人。", 0, "乌海市公安局"),
        ("乌海市公安局党建扎实。全市公安机关破案3起。抓获8人。", 1, "乌海市公安机关"),
    ] {
        assert_eq!(plain(text).claims[at].scope, scope, "{text}");
    }
    let context = Context { publisher: Some("乌海市公安局".to_owned()), ..Context::default() };
    assert_eq!(read("我局破案3起。", &context).claims[0].scope, "乌海市公安局");
}

#[test]
fn r2_what_looks_like_a_number_and_is_none() {
    for text in [
        "围绕“1+12+N”体系",
        "落实“1234+N”机制",
        "三会一课",
        "两个确立",
        "做到“两个维护”",
        "第一议题",
        "第一责任人",
        "第一标准",
        "落实三项清单",
        "创建“三零”单位",
        "推行零门槛落户",
        "一网通办",
        "一窗通办",
        "365天×24小时守护",
        "24小时值班",
        "拨打110",
        "12345热线",
        "110接处警",
        "登录12123平台",
        "鄂公字〔2024〕3号",
        "第3号令",
        "代号635专案",
        "“10·12”专案",
        "市县两级公安机关",
        "三级联动机制",
        "四级联动",
        "一、强化学习",
        "(一)强化学习",
        "1 以党建为统领",
        "一是抓学习",
        "位于人民路12号",
        "G6高速K120+300处",
        "推广5G、3D技术",
        "扫描二维码",
        "3岁儿童",
        "建局60周年",
        "7时30分到达",
        "上午9点",
        "12月1日",
        "一号文件",
        "双十一",
        "一张网",
        "十四五规划",
        "党的二十大",
        "百日行动",
        "千名民警进万家",
        "三天两夜蹲守",
        "进一步提升",
        "一线民警",
        "新的一年",
        "统一部署",
        "鄂尔多斯",
        "四川省",
        "三亚市",
        "一系列举措",
        "电话0477-8123456",
        "手机13812345678",
        "第三次全体会议",
        "第五期简报",
        "多次召开座谈会",
        "通过一系列务实举措",
        "通过一批先进典型",
        "新一批民警上岗",
        "关于加强队伍建设的若干意见",
        "每季度1次",
        "每月至少开展2次",
        "历时四个多月",
        "被判处有期徒刑十二年",
        "把队伍建设摆在第一位",
        "“政治建警、素质强警、从严治警、从优待警”四项机制",
        "学习、训练和考核三项任务",
        "入选“全国百佳”候选名单",
        "大幅提升服务水平",
        "队伍建设",
        "放在首位",
        "引一育一用一励",
        "十九届六中全会",
        "四个意识",
        "五位一体",
        "八项规定",
        "三年行动计划",
        "访问https://a.cn/b?c=30%25",
        "“我为群众办实事”的第一选择",
        "万众一心",
        "千方百计",
        "百姓",
        "两岸",
        "四面八方",
        "半途而废",
        "全市一盘棋",
    ] {
        let found: Vec<String> = plain(text).claims.iter().map(line).collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
    let why = |text: &str| plain(text).untagged.first().map(|u| u.why);
    assert_eq!(why("拨打110"), Some("telephone"));
    assert_eq!(why("一、强化学习"), Some("section"));
    assert_eq!(why("三会一课"), Some("term"));
    assert_eq!(why("鄂公字〔2024〕3号"), Some("document_number"));
    assert_eq!(why("7时30分到达"), Some("time"));
    assert_eq!(why("2024年"), Some("period"));
}

#[test]
fn titles_that_are_list_sizes() {
    check(&[
        ("出台《从优待警二十条措施》", &["二十条 standing_list_size 20 条 clause exact"]),
        ("印发《强化管理二十六项措施》", &["二十六项 standing_list_size 26 项 item exact"]),
        ("印发《三年行动计划》", &[]),
        ("学习《2024年工作要点》", &[]),
        ("规范13项组织生活制度", &["13项 standing_list_size 13 项 item exact"]),
    ]);
}

#[test]
fn vague_amounts_have_no_value() {
    for (text, kind) in [
        ("推出多项服务", Kind::CountItems),
        ("数百名群众受益", Kind::CountPersons),
        ("几十家企业", Kind::CountUnits),
        ("成功侦破一批重大案件", Kind::CountCases),
        ("整改了一批问题", Kind::CountItems),
        ("培养一批业务骨干", Kind::CountPersons),
        ("申请专利若干", Kind::CountItems),
        ("打掉若干犯罪团伙", Kind::CountItems),
        ("召开座谈会多次", Kind::CountSessions),
        ("组织大型演练多次", Kind::CountSessions),
        ("走访慰问困难民警多人次", Kind::CountAttendances),
        ("电诈发案率同比大幅下降", Kind::Change),
    ] {
        let article = plain(text);
        let claim = &article.claims[0];
        assert_eq!((claim.value, claim.low, claim.high, claim.kind), (None, Bound::Open, Bound::Open, kind), "{text}");
        assert!(claim.notes.contains(&Note::Vague), "{text}");
    }
}

#[test]
fn damaged_text_is_read_and_keeps_its_places() {
    for (text, span, printed) in [
        ("占比８６．５％。", "８６．５％", "0.865"),
        ("抓获 1 2 名嫌疑人", "1 2 名", "12"),
        ("线索1 234条", "1 234条", "1234"),
        ("發放人民幣1,200萬元", "1,200萬元", "12000000"),
        ("兩百餘名學員參訓", "兩百餘名", "200"),
        ("抓获10O人", "10O人", "100"),
    ] {
        let claim = plain(text).claims[0].clone();
        assert_eq!((claim.text.as_str(), value(claim.value)), (span, printed.to_owned()), "{text}");
        let between: String = text.chars().skip(claim.start).take(claim.end - claim.start).collect();
        assert_eq!(between, span, "{text}");
    }
    let cut = plain("大队推进改革。全年共抓获犯罪嫌\n\n疑人120名,破案\n30起。");
    assert_eq!(cut.claims.len(), 2);
    assert_eq!(cut.claims[0].kind, Kind::CountPersons);
}

#[test]
fn a_headline_that_says_otherwise_than_the_body() {
    let differs = plain("全市侦破电诈案件520起\n2024年,全市侦破电诈案件530起。");
    assert!(differs.claims.iter().all(|c| c.notes.contains(&Note::RestatedDifferently)));
    for body in ["520起", "500余起"] {
        let agrees = plain(&format!("全市侦破电诈案件520起\n2024年,全市侦破电诈案件{body}。"));
        assert!(agrees.claims.iter().all(|c| !c.notes.contains(&Note::RestatedDifferently)), "{body}");
    }
}

#[test]
fn the_json_view_keeps_decimals_as_text() {
    let article = plain("挽回损失7800余万元。");
    let json = serde_json::to_value(&article).unwrap();
    assert_eq!(json["claims"][0]["value"], "78000000");
    assert_eq!(json["claims"][0]["low"], serde_json::json!({ "value": "78000000", "inclusive": false }));
}
