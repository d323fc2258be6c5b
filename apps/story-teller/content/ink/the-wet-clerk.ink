The water in the undercroft is knee high and does not move until you do. # phobia.drowning
At the far desk a clerk is writing. The pen is dry. So, you notice, is nothing else about him.
His sleeves leak when he turns the page. What is in them turned long ago to something like tallow. # gore
"Name," says the Drowned Clerk.
* [Give it.]
  He runs one finger down the air. "4413, eighty-eighth line. Withdrawn. Signed for by a widow, for her collection." # effect: named
* [Give him another name.]
  "He is also withdrawn," says the clerk, after a while. "He came down here to ask. He is on the second stair." # phobia.drowning
  ** [Give the right one, then.]
     "Signed for by a widow. You might have said." # effect: named
  ** [Go, while the stair is only a stair.]
     You go. The pen starts again behind you, dry, at the same line.
* [Ask for the receipt.]
  There is a fee. He has a bottle for it and a very old lancet. He is gentle, as the drowned are. "A widow," he says, stoppering the pint. # phobia.needles # gore # effect: paid
- Up on the quay you wring out your hems. Ketch watches you do it and writes something down.
-> END
