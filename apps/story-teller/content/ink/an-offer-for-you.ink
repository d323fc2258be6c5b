Madam Copper has a stool for people she means to like. You are on it.
"A hundred and ninety marks," she says, "against line 4413/88. Whole. On delivery, in your own time. You would never notice."
* [Take the money.]
  It is in an envelope, and the envelope is warm. She has been sitting on it. # effect: take
* ["I am worth more than that."]
  "In parts," says Madam Copper, kindly, "you are worth two hundred and sixty. But think of the labour." # effect: refuse
* [Get off the stool.]
  "It will be a lower stool next time," she says. # effect: refuse
- The stool creaks back into the shape of whoever sat there before.
-> END
