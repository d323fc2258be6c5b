The gutter is running red. It is a slaughter day, you think; then you think that it is not, and that the gutter runs from the roof. # gore
An old man has put out a cup. He has put out a saucer, too, with a biscuit.
* [Ask him what it is.]
  "My wife, some of it," he says. "Tuesdays." # effect: first
* [Follow the gutter up with your eyes.]
  Slates, a chimney, a plain grey sky. Then, with no cloud to speak of, another drop. # effect: first
* [Step over it.]
  You step over it. It has left a line on your hem, as straight as a clerk's.
- A grate at the corner swallows what is left. There is a lock on it.
-> END
