# The control desk: clock, injects to come and injects that came.

live-title = Live desk
live-sheet = Exercise sheet
live-clock = Exercise clock
live-running = Running
live-standing = Stopped
live-as-of = As of {$at}
live-again = Refresh
live-speed = Speed {$n}
live-next = Injects to come
live-next-empty = No inject is pending.
live-at = Minute {$n}
live-key = Key event
live-due = Due: release by hand
live-by-hand = By hand
live-mine = Yours
live-expected = Expected: {$text}
live-contingency = Otherwise: {$text}
live-objective = Objective: {$text}
live-came = Released and skipped
live-came-empty = Nothing was released yet.
live-received = Injects received
live-received-empty = Nothing was received yet.
