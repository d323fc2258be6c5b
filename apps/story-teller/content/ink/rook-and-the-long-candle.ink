Rook the chandler sells candles by what they were. Ox, sheep, and a shelf at the back with a curtain.
"Lasts longer," says Rook of the shelf, "having more to think about." # gore
* [Buy ox.]
  "Sensible," says Rook, and thinks less of you. # effect: light
* [Lift the curtain.]
  They are plain, and white, and each has a number. One has burned down to somebody's initials. # gore # effect: light
* [Ask for the dark.]
  "That's free," says Rook.
- The wick leans toward you as you pass. It is the draught.
-> END
