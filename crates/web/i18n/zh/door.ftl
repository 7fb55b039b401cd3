# 登录。

sign-in-title = 登录
sign-in-login = 登录名
sign-in-password = 密码
sign-in-go = 登录
sign-in-wrong = 登录名或密码不对。忘了密码请找系统管理员重设。
sign-in-demo = 演示账户：登录名如 demo-political、demo-leader、demo-recorder-150602、demo-officer、demo-sysadmin，密码均为 nuancheng-demo。
sign-in-limit = 每个账户一分钟最多试十次。
code-title = 动态口令
code-code = 六位动态口令，或一个恢复码
code-go = 继续
code-wrong = 口令不对或已用过；请等下一个六位数再试。
set-up-title = 首次设置
set-up-lead = 三员分立：系统管理员开户，安全管理员授权，审计管理员查看审计。请由三个人分别设定密码。
set-up-code = 一次性代码（启动服务的终端上显示）
set-up-code-wrong = 代码不对；请看启动服务的终端。
set-up-three-people = 三名管理员应是三个登录名
set-up-login = 登录名
set-up-password = 密码（至少 10 个字符）
set-up-go = 设立三名管理员
set-up-role-system = 系统管理员
set-up-role-security = 安全管理员
set-up-role-audit = 审计管理员
