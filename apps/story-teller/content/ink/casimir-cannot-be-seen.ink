Lord Casimir Veyl is in the coal cellar, in evening dress, with the door pulled to. # phobia.confinement
"I am not hiding," he says. "I am avoiding a signature."
* ["Your son's?"]
  "He wants me to witness. I witnessed once. The hand was cold, and then it was not my hand that was cold." # effect: doubt
* [Sit down on the coal beside him.]
  He shows you his palm. Across it, pressed in like a seal, is a name in mirror writing. # effect: kind
* [Shut the door, softly, and go up.]
  "Thank you," says the dark. You believe he means it.
- On the stairs a bell rings, small and patient. Nobody in the house asks who for.
-> END
