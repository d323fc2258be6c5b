Doctor Ambrose Pell keeps his accounts in a hand as neat as his stitches. You read them upside down.
VEYL. ONE ARM, DRESSING OF. WEEKLY. And underneath, eleven times: RENEWAL.
* ["What is renewed?"]
  "The arm," says the doctor. "The boy is past it. But an arm, fed and kept cold, has habits." # gore # effect: proof
* ["The guild would be interested."]
  He washes his hands for longer than hands need. Then he tells you what he buys, and from whom, and that some of it was yours. # gore # effect: threat
* [Admire the stitching.]
  He shows you. It is, you have to say, superb. # phobia.needles # effect: proof
- "It is not resurrection," says Doctor Ambrose. "It is stationery."
-> END
