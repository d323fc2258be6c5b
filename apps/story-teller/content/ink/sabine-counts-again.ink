Auditor Sabine counts pages by the sound. She lets the block fall from her thumb, whole, and then she lets it fall again.
"Two short," she says. "I reported it as moths."
* ["Moths took my name."]
  "Then you have more interest in the archive than the archive has." She slides a key across, looking at the window. "It will be missed at six." # effect: in
* ["What does the law say of a line that is gone?"]
  "That it never was. That a body without a line belongs to the finder." She spells you the article. # effect: lore
* ["How much to be a moth?"]
  "You could not afford it. I looked you up. That is how I know you are gone."
- The block falls once more. Two short, still.
-> END
