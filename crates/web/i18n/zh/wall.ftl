# 大屏。

wall-title = 大屏
wall-released = {$day} 签发
wall-empty = 还没有签发的报告。签发年报后，其中的数字在这里显示。
wall-printed = 报告中写作 {$text}
wall-known = 截至 {$day} 已入账
wall-ledger = 账本规模 {$n}，根
wall-moved = 其中 {$n} 个数字的来源在签发后有变动，以重新签发的为准
wall-still = 停在本页
wall-turn = 继续轮换
wall-releases = 已签发的报告
wall-preview = 这是预览，不会自动轮换。大厅屏幕请在该屏幕的浏览器打开
wall-back = 回到四大支柱
wall-screen-title = 接入大屏
wall-screen-lead = 在大厅屏幕的浏览器上填一次。屏幕只显示已签发报告里的数字，自动轮换；令牌到期或被收回即停止显示。
wall-screen-token = 大屏令牌
wall-screen-hint = 由系统管理员签发：只读、只限“查看数字”、限定单位、有到期日。
wall-screen-open = 开始显示
