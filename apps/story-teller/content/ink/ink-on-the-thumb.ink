Quince the dyer knows reds. You put the smear on his bench, the one that came off on your thumb.
"That is not dye. That is the archive's own brown: oak gall, iron, a pint of somebody." He licks it, because he is a professional. # gore
* [Ask who else has had it on them.]
  "A man who washed four times, in my good vat, and tipped in wet coin." # effect: lead
* [Offer to pay for the vat.]
  He names eleven marks, and then a man, and then the stair the man went down. The river stair. # effect: favour
- You wash. It does not come off, which is the point of it.
-> END
