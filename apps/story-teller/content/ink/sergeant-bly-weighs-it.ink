Sergeant Bly has your bag on the gate scale. It drips. You both watch it drip. # gore
"Personal effects?" says the sergeant.
* ["A person's effects."]
  It is a long moment. Then the sergeant laughs, stamps your hand, and takes two marks for the joke. # effect: toll
* ["Mutton."]
  "From what?" A pencil is licked. MUTTON is written down, and underlined, and dated. # effect: lie
* [Pay the toll and a half.]
  The half goes in the left pocket. It is a very professional pocket. # effect: toll
- The gate goes up. Behind you the scale swings, lighter by nothing you can name.
-> END
