# Talent and innovation projects.

attr-domain = Field
attr-fen = Amount (fen)
attr-movement = Paid or given back
attr-source = Source
attr-stage = Stage
group-innovation = Innovation projects
group-talent = Talent
when-adopted-on = Day adopted
when-begun-on = Day begun
when-done-on = Day done
when-named-on = Day named
when-paid-on = Day paid or given back
when-reached-on = Day the stage was reached
