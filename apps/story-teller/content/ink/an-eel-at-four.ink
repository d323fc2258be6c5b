Bertha Lunt serves eel at four and is not interested in what you want at five.
It comes in a tin dish with the head on. It looks resigned. # phobia.eyes
* [Eat it the way she shows you.]
  You pull, it parts, there is mustard. You see why people live out here. # effect: recipe
* [Give yours to Minnow.]
  It is gone before you have let go of the dish. Bertha brings you another, larger, and stands there. # effect: recipe
- The tide comes in under the floor and goes out again without comment.
-> END
