# 人才引育用励.

attr-domain = 领域
attr-fen = 金额（分）
attr-movement = 收付
group-talent = 人才工作
when-done-on = 完成日
when-named-on = 挂牌日
when-paid-on = 支付或退回日
