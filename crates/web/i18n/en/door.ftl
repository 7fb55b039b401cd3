# At the door.

sign-in-title = Sign in
sign-in-login = Login
sign-in-password = Password
sign-in-go = Sign in
sign-in-wrong = Login or password is not right. Ask the system administrator for a new password if you forgot yours.
sign-in-demo = Demo accounts: logins such as demo-political, demo-leader, demo-recorder-150602, demo-officer, demo-sysadmin; the password of all is nuancheng-demo.
sign-in-limit = Each account may be tried at most ten times a minute.
code-title = Second step
code-code = Six digits, or a recovery code
code-go = Go on
code-wrong = The code is not right or was used already; wait for the next six digits.
set-up-title = First set-up
set-up-lead = Three administrators: one makes accounts, one grants roles, one reads the audit. Let three people choose their passwords.
set-up-code = One-time code (shown on the terminal where the server was started)
set-up-code-wrong = The code is not right; look at the terminal where the server was started.
set-up-three-people = Three administrators need three logins
set-up-login = Login
set-up-password = Password (at least 10 characters)
set-up-go = Make the three administrators
set-up-role-system = System administrator
set-up-role-security = Security administrator
set-up-role-audit = Audit administrator
