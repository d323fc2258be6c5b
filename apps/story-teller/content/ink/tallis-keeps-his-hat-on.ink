Brother Tallis will not stand at the window when it rains. He sits under the organ with his hat on.
"The Last Account," he says, "is what is owed when there is nobody left to pay it. It falls due somewhere."
* ["On hats?"]
  "On whoever did not count." He has a book of burials in his lap. He has been comparing dates. So do you, now. # effect: clue
* [Sit under the organ too.]
  He moves over. You listen to it together, the way one listens to a neighbour through a wall. # effect: faith
* ["I could sell it."]
  "Somebody does," says Brother Tallis. "Ask them what it remembers." # effect: clue
- It stops. He takes his hat off and looks inside.
-> END
