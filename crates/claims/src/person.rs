//! Persons' names: read over, kept nowhere. A name follows an office (民警张伟) or stands before 同志.

/// 称谓: what a name follows.
const OFFICES: &[&str] = &[
    "民警",
    "辅警",
    "交警",
    "特警",
    "法官",
    "检察官",
    "干警",
    "警长",
    "所长",
    "队长",
    "局长",
    "政委",
    "教导员",
    "指导员",
    "书记",
    "主任",
    "站长",
    "组长",
    "科长",
    "处长",
    "院长",
    "庭长",
    "同志",
    "警官",
    "队员",
    "消防员",
    "警员",
    "员工",
    "群众",
    "市民",
];
/// 百家姓之常见: the commonest surnames.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔\
    钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
/// Words that begin like a name.
const NO_NAMES: &[&str] = &[
    "高度", "高效", "高质", "高标", "高龄", "高压", "高强", "高频", "马上", "方面", "方便", "方式", "向群", "向社", "于是", "万余", "万元",
    "金额", "白天", "任务", "任职", "任期", "严格", "严厉", "严肃", "严打", "严查", "严守", "严密", "武器", "武装", "程序", "程度", "段落",
    "龙头", "雷霆", "顾全", "周边", "周末", "周到", "许多", "钱款", "毛重", "石油", "何时", "田间", "林区", "江河",
];
/// What may begin the word after a name.
const AFTER: &str =
    "带率等同和与及在先共累侦破抓查办参获荣被因成主连扎坚组开调化走帮救的从为以利用通经今去当近已接处完出追挽受立上下、,(任作做入夺";

/// `words` without the names in it: 民警张伟带队破案 becomes 民警带队破案.
pub(crate) fn without_names(words: String) -> String {
    if !OFFICES.iter().any(|office| words.contains(office)) {
        return words;
    }
    let chars: Vec<char> = words.chars().collect();
    let mut out = String::with_capacity(words.len());
    let mut i = 0;
    while let Some(c) = chars.get(i) {
        let rest = chars.get(i..).unwrap_or_default();
        if let Some(size) = before_comrade(rest) {
            i += size;
            continue;
        }
        let after_office = OFFICES.iter().any(|office| out.ends_with(office));
        match after_office.then(|| named(rest)).flatten() {
            Some(size) => {
                i += size;
                // 民警张伟、李强: the sign goes with the name.
                if chars.get(i) == Some(&'、') && named(chars.get(i + 1..).unwrap_or_default()).is_some() {
                    i += 1;
                }
            }
            None => {
                out.push(*c);
                i += 1;
            }
        }
    }
    out
}

fn is_surname(c: Option<&char>) -> bool {
    c.is_some_and(|c| SURNAMES.contains(*c))
}

/// How many characters of a name stand here.
fn named(rest: &[char]) -> Option<usize> {
    let pair: String = rest.iter().take(2).collect();
    if !is_surname(rest.first()) || rest.len() < 2 || NO_NAMES.contains(&pair.as_str()) {
        return None;
    }
    const VERBS: &[&str] = &[
        "参与", "参加", "带队", "带领", "率队", "率领", "抓获", "侦破", "破获", "查处", "查获", "调解", "化解", "走访", "处置", "办理",
        "主动", "荣获", "荣立", "获评", "获得", "先后", "累计", "连续", "坚守", "组织", "开展", "成功", "救助", "帮助", "接受", "完成",
    ];
    let verb: String = rest.iter().skip(2).take(2).collect();
    if VERBS.contains(&verb.as_str()) {
        return Some(2);
    }
    let ends = |size: usize| rest.get(size).is_none_or(|c| AFTER.contains(*c));
    // Where neither length fits, the longer is dropped: a word less is better than a name.
    Some([3, 2].into_iter().find(|size| ends(*size)).unwrap_or(3).min(rest.len()))
}

/// 张伟同志: how many characters stand before 同志.
fn before_comrade(rest: &[char]) -> Option<usize> {
    let comrade = |at: usize| rest.get(at) == Some(&'同') && rest.get(at + 1) == Some(&'志');
    is_surname(rest.first()).then(|| [2, 3].into_iter().find(|size| comrade(*size))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_dropped_and_words_are_not() {
        for (words, left) in [
            ("民警张伟带队破案", "民警带队破案"),
            ("社区民警李建国扎根基层调解纠纷", "社区民警扎根基层调解纠纷"),
            ("所长王芳参与处置", "所长参与处置"),
            ("张伟同志破案", "同志破案"),
            ("教导员欧阳", "教导员欧阳"),
            ("民警赵强、孙丽抓获嫌疑人", "民警抓获嫌疑人"),
            ("民警高效处置警情", "民警高效处置警情"),
            ("参训民辅警", "参训民辅警"),
            ("开展政治轮训", "开展政治轮训"),
        ] {
            assert_eq!(without_names(words.to_owned()), left, "{words}");
        }
    }
}
