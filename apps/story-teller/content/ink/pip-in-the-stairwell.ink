Pip delivers ice to the house of Veyl. Four blocks at noon, and since the spring four more at midnight.
"Nobody eats that much cream," says Pip.
* ["Which floor?"]
  "Up. The little room with the bell. I put it by the door and it goes in. I don't see what by." # effect: hear
* [Give the boy three marks.]
  Pip bites each. "There's scratching," says Pip, "like a pen. All night. He's a hard worker, for a nob." # effect: pay
* ["You have seen nothing."]
  "I've seen ice," says Pip, offended.
- A drip has followed Pip down the arcade. It is pinker than it was at noon. # gore
-> END
