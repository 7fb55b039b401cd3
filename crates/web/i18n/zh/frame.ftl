# 每页的外框。

brand = 暖城
claim = 一次记录，处处可核
skip = 跳到正文
menu = 菜单
menu-close = 关闭菜单
nav-label = 主导航
crumbs-label = 当前位置
nav-mine = 我的
nav-programme = 抓强整树
nav-staff = 人员与单位
nav-admin = 管理
sign-in = 登录
sign-out = 退出
switch-lang = English
theme-label = 外观
theme-auto = 跟随系统
theme-light = 浅色
theme-dark = 深色
foot = 每个数字都由入账事实计算得出，可打开明细，可离线核验。
form-faults = 有几处需要更正
form-needed = 请填写此项
done = 已办理
problem-title = 无法显示
problem-request = 请求编号
problem-home = 回到工作台
