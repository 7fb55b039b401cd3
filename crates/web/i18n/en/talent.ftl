# Talent.

attr-domain = Field
attr-fen = Amount (fen)
attr-movement = Paid or given back
group-talent = Talent
when-done-on = Day done
when-named-on = Day named
when-paid-on = Day paid or given back
