A drop has got into your mouth. You notice by the taste, which is iron, and by the thought, which is not yours. # gore
You remember a kitchen. You have never had a kitchen. You remember which step creaked, and not to wake her.
* [Swallow.]
  The step creaks. A woman says a name. You write the name down before it goes, and it is in a stranger's hand. # effect: clue
* [Spit.]
  The kitchen goes. Something in you is sorry, and it is not you. # effect: nerve
- It rains on. All over the ward people stop, for a moment, with their mouths open.
-> END
