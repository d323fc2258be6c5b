Dame Orsola Brandt has the box across from the Veyls'. She has had it for thirty years and missed nothing in it.
"He was bored by everything but contracts," she says, of the heir. "He proposed to me with a schedule of payments."
* ["When did he die?"]
  "At the interval. They carried him out by the arm, dear. Only the arm. The rest followed in a rug." # gore # effect: proof
* ["Did you accept?"]
  "I initialled it," says Dame Orsola, and opens her fan like a door closing. # effect: proof
- The lights go down. In the box across the way somebody has left a glove on the rail.
-> END
