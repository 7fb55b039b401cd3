group-internship = 校局合作
attr-batch = 实习批次
attr-school = 院校
value-intern = 实习学生
