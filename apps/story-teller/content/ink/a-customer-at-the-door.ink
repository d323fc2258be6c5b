There is a man on the landing with his hat in one hand. In the other he has a jar, held the way one holds a bird. # gore
"They said you buy," he says. "It is my sister's. She is not using it."
* [Ask how she died.]
  "Tired," he says. You give him tea. He goes home with the jar, and the jar, you think, goes home with him. # effect: kind
* [Hold the jar to the lamp.]
  Good colour, well closed, not two days old. You name a price. He does not haggle; that is how you know it is true. # phobia.eyes # effect: trade
* ["Come back in daylight."]
  "It will not keep," says the man, and he stands there, and it does not.
- His steps go down. At the turn they stop, as if there had been one stair fewer.
-> END
