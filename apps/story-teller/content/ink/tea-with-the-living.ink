Lady Isaure Veyl pours for three. There are two of you.
"My son is resting," she says, and puts sugar in the third cup. "He takes it very sweet now."
* [Drink your tea.]
  It is excellent tea. The third cup steams, then stops, then has a skin on it. # effect: polite
* [Ask what he is resting from.]
  "Correspondence," says Lady Isaure. Upstairs something heavy is moved an inch. # effect: doubt
* [Look at the third chair.]
  The cushion is wrapped in oilcloth, and the oilcloth has been wiped. # gore # effect: doubt
- "You will come again," she says. It is not quite an order. She has people for orders.
-> END
