Three strikes. There is no ringer; the rope was sold in a bad year. The bell goes regardless.
All along the street the shutters close, one after another, like people turning over in a bed.
* [Stand still until it is done.]
  Something goes by at the height of a dog, with the step of a man who is late. It does not stop. # effect: nerve
* [Go in at the nearest door.]
  It is a cupboard. Somebody is in it already. "Shh," they say. You share the brooms until morning. # phobia.confinement
* [Count the strikes.]
  Three. You are almost certain. You count what you have of everything, and go home. # effect: nerve
- At first light the shutters open. Nobody mentions it.
-> END
