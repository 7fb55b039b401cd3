# The wall display.

wall-title = Wall display
wall-released = released on {$day}
wall-empty = No report has been released yet. Once one is, its figures are shown here.
wall-printed = written {$text} in the report
wall-known = recorded through {$day}
wall-ledger = Ledger size {$n}, root
wall-moved = The sources of {$n} of its numbers have changed since; a new release will say so
wall-still = Stay on this page
wall-turn = Turn again
wall-releases = Released reports
wall-preview = This is a preview and does not turn by itself. On the hall screen itself, open
wall-back = Back to the four pillars
wall-screen-title = Connect a screen
wall-screen-lead = Fill this in once, in the browser of the hall screen. It shows nothing but the figures of released reports, and turns by itself until the token ends or is revoked.
wall-screen-token = Token of the screen
wall-screen-hint = Issued by the system administrator: only reads, held to “read figures”, to a unit, and to a last day.
wall-screen-open = Start
