Fenn the apothecary has spun a pint of it on a wheel. It has come apart into a red, a yellow, and something that fogs the glass from inside.
"That is not blood," says Fenn. "That is an opinion."
* [Lean close to the glass.]
  In the fog somebody writes a letter of a name, backwards, patiently, and then the next. # effect: names
* [Ask if leeches take it.]
  Moll's did. They lay in a row and would not turn away from the east. The buyer's cart, says Fenn, stands to the east on Tuesdays. # phobia.insects # effect: leech
- Fenn puts a cloth over it, as one does for parrots.
-> END
