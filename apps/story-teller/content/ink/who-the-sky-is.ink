The cloud comes in low over Chimney Row, and you know it. There is a baker in it, and a clerk's wife, and a man who knew a stair that creaked.
They are not angry. They are only up there, and wet, and nobody has written them down.
It begins. You let it. # gore
* [Put out the fires.]
  You and Deacon Ruth and eleven wet blankets. By morning you are the least popular person in the ward, and dry. # effect: cold
* [Set out your own barrel.]
  It fills. It says your name as it fills, in a number of voices, quite kindly. # effect: feed
* [Read out the names you have.]
  You read until your voice goes. Brother Tallis takes the list from you and goes on, with his hat off. # effect: read
- The last drop hangs from the eave for a long time.
-> END
