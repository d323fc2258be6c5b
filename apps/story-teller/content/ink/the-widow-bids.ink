The Widow Sallow receives in the yard, among the jars. Each has a ribbon. Each ribbon has a name, and she has pressed them all.
"You have come about your page," she says. "I keep it by the pickles. It is quite safe: nobody likes my pickles."
* ["Why mine?"]
  "I bought the page for line twelve. You came with it, like bones with a fish." # effect: deal
* ["What do you want for it?"]
  "An evening. The man on line twelve was my husband. I should like to hear him called in." She smiles at the ribbon. # effect: deal
* ["I could take it."]
  "You could," she agrees, and a jar that was on the third shelf is on the second. # phobia.eyes # effect: insult
- She gives you a pickle. It would be rude to leave it.
-> END
