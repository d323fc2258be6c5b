Mother Cask keeps one corner for people who have had a day. There is a cushion in it, and a view of the door.
{&The fire is low and means it.|Somebody is losing at bones, politely.|It rains outside, and only water.}
* [Have the dark beer.]
  It is four marks, and it is forgiveness.
* [Have the soup.]
  It has been on since the last king. Nobody has ever reached the bottom.
* [Just sit.]
  She takes the weight of your bag off you as if it were a child's. She does not look inside.
- The door opens, and closes, and it is for somebody else.
-> END
