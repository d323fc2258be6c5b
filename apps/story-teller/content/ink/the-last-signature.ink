The house has gathered in the little room: the mother, the father, the surgeon with his bag. On the blotter lies a will, and it leaves everything to the hand that signs it.
The pen is in the glove. The glove is waiting for a witness. It knocks, twice.
* [Take the pen away.]
  It gropes along the blotter for a while. Then it lies still, and is only an arm, and Lady Isaure makes a sound you will have to be paid to forget. # gore # effect: bury
* [Witness it.]
  Your name goes under his. You are on the payroll. The ink smells of sugar. # effect: keep
* [Send Pip for Captain Ferrow.]
  "Here?" says Lord Casimir, and begins, for the first time in months, to laugh. # effect: tell
- Somebody, at last, empties the bowl of ice.
-> END
