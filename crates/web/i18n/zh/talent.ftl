# 人才引育用励与创新项目.

attr-domain = 领域
attr-fen = 金额（分）
attr-movement = 收付
attr-source = 来源
attr-stage = 阶段
group-innovation = 创新项目
group-talent = 人才工作
when-adopted-on = 推广应用日
when-begun-on = 结对日
when-done-on = 完成日
when-named-on = 挂牌日
when-paid-on = 支付或退回日
when-reached-on = 到达阶段日
