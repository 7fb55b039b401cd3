# Around every page.

brand = Nuancheng
claim = Recorded once, checked anywhere
skip = Skip to content
menu = Menu
menu-close = Close the menu
nav-label = Main navigation
crumbs-label = You are here
nav-mine = Mine
nav-programme = The programme
nav-staff = People and units
nav-admin = Administration
sign-in = Sign in
sign-out = Sign out
switch-lang = 中文
theme-label = Look
theme-auto = As the system
theme-light = Light
theme-dark = Dark
foot = Every figure is computed from recorded facts, opens to its rows, and can be checked offline.
form-faults = A few things to put right
form-needed = Fill this in
done = Done
problem-title = Cannot be shown
problem-request = Request
problem-home = Back to the desk
