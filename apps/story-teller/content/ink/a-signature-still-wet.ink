Fennimore, a clerk, has a deed he does not like. He has put a cup on it, so as to see it less.
"Sold: two warehouses. Signed: the heir of Veyl, Tuesday." He moves the cup. "I was at the viewing, in the spring. It was a good coffin."
* ["Could it be forged?"]
  "I have had his hand since he was nine. He crosses it the same. He is only pressing harder." # effect: doubt
* [Buy a copy.]
  Six marks. The copy comes out paler than the deed, as if there had been less of it to go round. # effect: copy
* ["Perhaps he got better."]
  Fennimore looks at you with real longing. # effect: doubt
- The cup goes back on the signature. It leaves a ring, and the ring is brown.
-> END
