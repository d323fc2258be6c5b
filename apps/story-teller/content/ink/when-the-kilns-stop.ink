At third bell the kilns stop. You had not known they made a sound until they did not.
Ash comes down like a letter torn very small. In it the chimney master stands with his ladder and his list. # phobia.confinement
"Short by one," he says. "They have paid for forty barrels." He looks at you, then at the ladder, then, which is decent of him, at his boots.
* [Climb up and look in.]
  It is clean in there, and warm, and from above comes a murmur of a great many people keeping their voices down. # effect: up
* [Give him the ox from Ostler's yard.]
  "It will rain cud," says the chimney master. But he writes it down as one. # effect: fed
* [Walk away at the pace of somebody who is not running.]
  The ash fills your footprints. He does not follow; he only counts again.
- Somewhere a woman calls a child in, by its whole name.
-> END
