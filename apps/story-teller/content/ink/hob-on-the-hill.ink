Hob Carrow sits under the beam with a pipe, keeping what hangs there company. # gore
"This one's called for at six," says Hob. "Family. You'll be wanting the other."
* [Sit with him till six.]
  They come: a mother, a handcart, a clean sheet. Hob lifts, you steady. Nobody says what you do for a living. # effect: watch
* [Ask what the other one did.]
  "Signed for something." He knocks out the pipe. "Most do." # effect: watch
* [Say you are only passing.]
  "With a saw," says Hob. # effect: lie
- The rope turns a little, one way, then the other, making up its mind.
-> END
