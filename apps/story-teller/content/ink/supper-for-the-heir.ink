Ines has put by a tray for somebody who did not come: sweet wine, sweet cake, a napkin folded like a letter.
"Standing order," she says. "Paid a year ahead, by a signature. Sit. It is a sin to waste sugar."
* [Eat the heir's supper.]
  It is far too sweet. You eat it all.
* [Leave the wine for the stairs.]
  You pour it out where the water starts. The river takes it politely.
- Nobody knocks for anything. It is the first quiet hour in days.
-> END
