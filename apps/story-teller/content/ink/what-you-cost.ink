Mother Cask puts a bowl in front of you without asking. Barley, an onion, a piece of something that had feathers.
"They say you are for sale," she says.
* ["Viewing by appointment."]
  She laughs until she has to hold the tap. Somebody at the back laughs too, and stops when she stops.
* ["What would you give?"]
  She looks you over, seriously, as one looks at a chair. "Board," she says, "and the room with the window."
- It is a good bowl. You finish it.
-> END
