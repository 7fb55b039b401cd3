# 导调台：演练实施中的时钟、待发布与已发布的情况。

live-title = 实时席位
live-sheet = 演练卷页
live-clock = 演练时钟
live-running = 运行中
live-standing = 已停
live-as-of = 截至 {$at}
live-again = 刷新
live-speed = 倍速 {$n}
live-next = 待发布情况
live-next-empty = 没有待发布的情况。
live-at = 第 {$n} 分
live-key = 关键
live-due = 已到时，待人工发布
live-by-hand = 人工发布
live-mine = 由我负责
live-expected = 预期行动：{$text}
live-contingency = 备用方案：{$text}
live-objective = 目标：{$text}
live-came = 已发布与跳过
live-came-empty = 还没有发布。
live-received = 收到的情况
live-received-empty = 还没有收到情况。
