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
    let follows_office = |lead: &str| OFFICES.iter().any(|office| lead.ends_with(office));
    let mut surnames = words.char_indices().filter(|(_, c)| is_surname(*c));
    if !surnames.any(|(at, _)| words.get(..at).is_some_and(follows_office) || words.get(at..).is_some_and(|rest| rest.contains("同志"))) {
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
        let after_office = is_surname(*c) && follows_office(&out);
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

/// 百家姓之常见: the commonest surnames.
#[rustfmt::skip]
fn is_surname(c: char) -> bool {
    matches!(
        c,
            '王' | '李' | '张' | '刘' | '陈' | '杨' | '黄' | '赵' | '吴' | '周' | '徐' | '孙' | '马' | '朱' |
            '胡' | '郭' | '何' | '高' | '林' | '罗' | '郑' | '梁' | '谢' | '宋' | '唐' | '许' | '韩' | '冯' |
            '邓' | '曹' | '彭' | '曾' | '肖' | '田' | '董' | '袁' | '潘' | '于' | '蒋' | '蔡' | '余' | '杜' |
            '叶' | '程' | '苏' | '魏' | '吕' | '丁' | '任' | '沈' | '姚' | '卢' | '姜' | '崔' | '钟' | '谭' |
            '陆' | '汪' | '范' | '金' | '石' | '廖' | '贾' | '夏' | '韦' | '付' | '方' | '白' | '邹' | '孟' |
            '熊' | '秦' | '邱' | '江' | '尹' | '薛' | '闫' | '段' | '雷' | '侯' | '龙' | '史' | '陶' | '黎' |
            '贺' | '顾' | '毛' | '郝' | '龚' | '邵' | '万' | '钱' | '严' | '覃' | '武' | '戴' | '莫' | '孔' |
            '向' | '汤'
    )
}

/// How many characters of a name stand here.
fn named(rest: &[char]) -> Option<usize> {
    let pair: String = rest.iter().take(2).collect();
    if !rest.first().is_some_and(|c| is_surname(*c)) || rest.len() < 2 || NO_NAMES.contains(&pair.as_str()) {
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
    rest.first().is_some_and(|c| is_surname(*c)).then(|| [2, 3].into_iter().find(|size| comrade(*size))).flatten()
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
