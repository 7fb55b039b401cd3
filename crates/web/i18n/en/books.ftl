# Books: the lists, sheets and forms every area shares.

books-empty = Nothing fits. Ask for less, or enter a new one.
books-optional = (may be left out)
books-lines = One a line.
books-minutes = In minutes.
books-money = In yuan; 72.34万元 is read too.
books-points = At most {$n} decimals.
books-person = Police or auxiliary number.
books-people = One police or auxiliary number a line.
books-units = Any number.
books-rows = Paste from a spreadsheet, or write one row a line with bars | between, columns in this order: {$columns}.
books-document-name = What the document is called (no names of people)
books-document-number = Document number
books-other-ways = Other ways
books-comma = ,{" "}
desk-mine = Waiting for me by name
books-thing = Its serial, or choose one of those suggested.
