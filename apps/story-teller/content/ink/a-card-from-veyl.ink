A footman with cold hands gives you a card. HOUSE OF VEYL. AT HOME. And a signature, wet enough to come off on your glove.
"From the young lord himself," says the footman, to a spot above your hat.
* [Say you thought he was dead.]
  "Yes," says the footman. "Thursday suits him." # effect: noticed
* [Say you will be honoured.]
  "They always are," says the footman. He wipes his fingers on the inside of his cuff, where it is brown already. # effect: noticed
* [Give it back.]
  He takes it by the edges. There is another in his pocket. There are, you see, a great many.
- The glove will not wash.
-> END
