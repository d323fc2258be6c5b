Wren Digby reads you the chimney book by a covered lamp. What is burned, how long, at what heat, which way the wind.
"Low and slow," says Wren, "and it goes up as smoke. Fast and wet, and it goes up as the other." A thumb on the column. "They have been paid for wet since autumn." # gore
* [Copy out the names of who was burned wet.]
  There are a hundred and six. It takes until the candle is a coin. # effect: buyer
* [Ask who pays.]
  "It's a lantern on the chit. It's always a lantern. Don't say I can read." # effect: buyer
* [Close the book on Wren's thumb, gently.]
  "I know," says Wren. "But I'd shown you by then." # effect: leave
- Behind the wall the kiln takes a breath.
-> END
