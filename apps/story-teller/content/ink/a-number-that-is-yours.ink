There is a ticket on your door, tied with bone thread. It is the kind Knox ties to a toe. # gore
LINE 4413/88. ONE, COMPLETE. TO BE VIEWED BY APPOINTMENT.
You count your fingers, which is what anyone does.
* [Turn it over.]
  On the back, in a clerk's hand: a price. It is lower than you had hoped. # effect: lead
* [Tie it to the cat and see where the cat goes.]
  The cat goes to the widow's yard, as it does every night. So did the boy who brought the ticket. # effect: lead
* [Burn it in the candle.]
  It burns green. You sleep, in the end, with the chair against the door. # phobia.confinement # effect: calm
- Somebody has made an appointment.
-> END
