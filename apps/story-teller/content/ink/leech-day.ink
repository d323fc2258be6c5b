On leech day Moll feeds them. Any leg will do.
"Sit on the plank, roll up, think of somebody you don't care for," says Moll. # phobia.insects
* [Sit on the plank.]
  It is a row of cold kisses and then nothing at all. You watch them fill. They are very clean about it. # gore # effect: bed
* [Offer her the butcher's bucket instead.]
  She sniffs it. "They will know," says Moll, "but it's a kind thought." # effect: pass
- She chalks a number on your boot. You are owed, it seems, a favour of about a pint.
-> END
