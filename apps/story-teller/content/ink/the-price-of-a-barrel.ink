The Marchese of Lune buys rain by the cellar. He has a man to taste it, and a second man to sit with the first.
"Ash-ward, last Tuesday," he reads from a label. "A baker. Domestic, a little long in the finish."
* ["You drink them?"]
  "I read them," says the Marchese. "It is the only library in which nobody has lied yet." # effect: buyer
* [Bid on the baker.]
  You have him for thirty marks. He knows a good way with rye. # effect: bid
* [Ask who sells.]
  "The one who burns," says the Marchese, surprised. "Who else would know what goes up?" # effect: buyer
- The second man wipes the first man's chin and writes down what he says. # gore
-> END
