The Ledger is bound in skin and lies open on the public desk, chained at both corners. You turn to your street.
Page 4411. Page 4412. Page 4415.
Between them runs a stub, one finger wide, cut clean. Somebody had a good blade and a reason. # phobia.needles
* [Run a thumb along the stub.]
  It is soft. It was cut this year; old skin goes hard as a saint's heel. # gore # effect: lead
* [Ask Constable Dray who reads here.]
  "Brokers. Widows. Once a boy who wanted to see his own name." He thinks about it. "He did not find it either." # effect: paid
* [Close the book and say nothing.]
  You close it. A clerk two desks away has stopped writing.
- Four hundred lines are on a page. One of the four hundred is you.
-> END
