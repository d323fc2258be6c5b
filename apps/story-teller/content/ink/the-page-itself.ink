The page is lighter than it should be. It has been scraped, twice, and written over; under your name the skin remembers another. # gore
Line eighty-eight. Your name. OWNER, and then a gap the width of a finger, and then nothing.
Nobody has signed. In forty years nobody has troubled to.
* [Write your own name in the gap.]
  The pen takes it. It costs you all you have and some of what you have not, and Hesper Quill stamps it without looking at the stamp. # effect: buy
* [Hold it to the candle.]
  It does not want to burn, being mostly you. Then it does. # effect: burn
* [Sell the gap to whoever asks first.]
  Madam Copper asks first. She had her hat on already. # effect: sell
- Four hundred lines were on the page. You did not read the others. Nobody does.
-> END
