The little room has a desk, a lamp, a bowl of ice and no chair. It does not need one.
The arm lies on the blotter in a kid glove. It is sewn at the shoulder to a bag of something that breathes. # gore
It is writing. It stops. It knocks, twice, on the wood: the way one does for a servant.
* [Dip the pen for it.]
  It signs. The pressure is tremendous. You read the page before it dries: it is selling the house. # effect: proof
* [Shake its hand.]
  It holds on a beat too long, as they do, the rich. When you look at your palm his name is on it. # effect: shake
* [Put out the lamp.]
  The scratching goes on. It never needed the lamp. # phobia.confinement # effect: proof
- On the stair the ice boy has left four more blocks. You step over them with care.
-> END
