Old Tobit has his ear to the wall. He holds up a finger for you to wait.
"They were bricked in head to heel," he says, "forty to a fathom. It saves on lime. You can tell where one stops." # phobia.confinement
* [Put your own ear there.]
  It is like a shell. It is like a shell with a great many people in it who have just stopped talking. # effect: listen
* [Knock.]
  Nothing. Tobit sighs. Then, a long way off, and unhurried, as one would answer a tradesman: a knock. # effect: knock
* [Ask what he is listening for.]
  "Vacancies," says Old Tobit. # effect: listen
- He chalks a small cross at the height of his knee, and another, lower.
-> END
