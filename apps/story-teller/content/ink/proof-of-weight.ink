Knox the renderer has the big scale out, the one for oxen.
"Gentleman came," he says. "Wanted a weight on you. Estimated. I said I would have to see you stand."
There is a hook above the scale. It has been wiped. # gore
* [Step onto the scale.]
  The beam settles. He writes the number on his palm, licks it, and rubs it out. "Clumsy of me." # effect: hint
* ["What gentleman?"]
  "Clean. Wet shoes. Paid with a coin that had moss on it." # effect: hint
* [Look at the hook until he looks at it too.]
  "It is for a pig," says Knox. He takes it down, all the same. # effect: nerve
- You weigh what you weigh. It is odd to have it known.
-> END
