Before there is a cloud there are barrels. They come out of Chimney Row on trolleys, forty of them, scrubbed.
Then it comes down, warm, and rings in the barrels like a small coin counted by an honest man. # gore
* [Ask the girl with the trolley how she knew.]
  "Chimney master says Tuesday," says Cinder, "and it's Tuesday." She has a hat for it. # effect: clue
* [Help her with the lid.]
  The stave is branded with a lantern, not a kiln. She sees you see it. # effect: help
* [Stand under the eaves until it stops.]
  It stops on the hour, as if somebody had shut a tap.
- The gutters run for a while after. They have grates in them, new, with locks.
-> END
