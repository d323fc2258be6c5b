Minnow has a jar with a cloth on it. "Fresh," says Minnow. "Tuesday's."
It is red, and it has not clotted, and it is warm although the day is not. # gore
* [Buy it.]
  Two marks. "It don't keep with other jars," says Minnow. "They shout." # effect: clue
* ["Who taught you to sell this?"]
  "The lady at the shrine said leave it. The man with the cart said fourpence." Minnow shrugs. "He's got a cart." # effect: clue
* [Tell Minnow to pour it back in the river.]
  Minnow looks at you as at someone who has never been hungry.
- The jar knocks once, by itself, in its basket.
-> END
