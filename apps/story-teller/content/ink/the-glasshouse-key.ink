Peregrine Oake grows orchids on what other people throw away. One bed is labelled VEYL, SPRING. # gore
"The remainder," he says. "Lady Isaure could not have it in the house. It has taken very well."
* [Ask what is under the label.]
  "All but the right arm. I have the invoice." He has, framed. # effect: proof
* [Pocket the invoice when he turns to his misters.]
  The flies rise and settle. He will miss it by morning; he counts everything. # phobia.insects # effect: steal
- The orchids turn, very slightly, toward whoever is talking.
-> END
