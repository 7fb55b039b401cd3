# 台账：各领域共用的清单、卷页与办理表单。

books-empty = 没有符合条件的事项。可放宽筛选，或新登记一项。
books-optional = （可不填）
books-lines = 每行一项。
books-minutes = 以分钟计。
books-money = 单位：元；也可写作 72.34万元。
books-points = 最多 {$n} 位小数。
books-person = 警号或辅警工号。
books-people = 每行一个警号或辅警工号。
books-units = 可多选。
books-rows = 从表格复制粘贴，或每行一条、列间写竖线 |，各列依次为：{$columns}。
books-document-name = 附件名称（不写人名）
books-document-number = 文号
books-other-ways = 其他办理方式
books-comma = 、
desk-mine = 点名由我办理
books-thing = 可写编号，或从提示中选择。
