group-internship = internships
attr-batch = batch
attr-school = academy
value-intern = intern
