# People and units.

people-title = People
people-lead = Opening this page is noted for everybody listed, and they can see it.
people-empty = Nobody serves in this unit that day, or nobody fits the search.
people-on = Day
people-unit = Unit
people-show = Show
person-erased = (personal data erased)
person-on-leave = On leave
person-id = Pseudonym
person-service = Service
person-what = What
person-from = From
person-until = Through
person-now = to date
person-evidence = Evidence
units-title = Units
units-lead = Units stand in the order of the tree, with former names; never by any count.
units-empty = There is no unit you may read that day.
