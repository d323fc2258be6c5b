The letter is under the door. It is addressed to THE OCCUPANT OF LINE, and then somebody has scratched the number out.
"Madam or Sir. In the course of rebinding we find we cannot find you. Kindly attend, with yourself."
* [Put on your good coat.]
  It has a cuff missing. So, it turns out, has the Ledger. # effect: rumour
* [Use it to light the stove.]
  It will not catch. A second copy is under the door by evening, with the cost of the first. # effect: late
- Below you a cart goes by, slowly, reading the numbers on the houses.
-> END
