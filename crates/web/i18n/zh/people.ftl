# 人员与单位。

people-title = 人员
people-lead = 打开本页即对列出的每个人记一次查阅，本人可见。
people-empty = 此单位此日无人在岗，或没有符合搜索的人。
people-on = 日期
people-unit = 单位
people-show = 查看
person-erased = （个人信息已删除）
person-on-leave = 休假
person-id = 代号
person-service = 任职经历
person-what = 事项
person-from = 起
person-until = 止
person-now = 至今
person-evidence = 依据
units-title = 单位
units-lead = 单位按树形顺序列出，含历史名称；不按任何数量排序。
units-empty = 此日没有您可查看的单位。
