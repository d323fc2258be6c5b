Hesper Quill stamps three licences while you stand there. She has never once needed to look at the stamp. She looks at it now.
"Pages 4413 and 4414," you say.
"Are with the binder."
* ["Which binder?"]
  "The one who has pages 4413 and 4414." The stamp comes down. A drop of ink lands on her cuff, and that has never happened either. # effect: lead
* ["My name is on 4413."]
  She puts the stamp down. "Then I would not say so in a room with a counter in it." # effect: lead
* [Lean on the counter until she has to move her papers.]
  Under the papers is a receipt from the archive, for one blade. She sees you read it. # effect: press
- "Next," says Hesper Quill. There is nobody behind you.
-> END
