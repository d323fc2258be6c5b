import tracery from 'tracery-grammar';

/** Tracery, by the types declared beside this file. */
export const createTraceryGrammar = tracery.createGrammar;

/** Tracery's generator is one for the whole process: set it right before each synchronous expansion. */
export const setTraceryDraw: (draw: () => number) => void = tracery.setRng;
