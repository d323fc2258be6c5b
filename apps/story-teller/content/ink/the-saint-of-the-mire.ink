It does not rain on the shrine. Nobody has explained it; Sister Vane says nobody has been asked to.
She has set out bowls, and they are full of water, and the water has nothing in it.
* [Drink.]
  It tastes of tin cup. You had forgotten that anything could taste of so little.
* [Say aloud the names you have.]
  She says them after you. At each the reeds move, once, and are still. # effect: names
- You sit until your boots are dry.
-> END
