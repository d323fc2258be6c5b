Ines rents hot water by the hour and silence by the half. You take both.
{&The tile has a fish on it, worn to a smile.|Someone two doors down is singing, flat, and happy.|The steam has drawn a face on the glass and thinks better of it.}
* [Wash your hands first.]
  They take longest. They always do. # gore
* [Go under, once.]
  It is quiet there, and green, and nothing has hold of you. # phobia.drowning
- She knocks at the hour. She has ironed your collar.
-> END
