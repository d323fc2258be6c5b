import type { Arc } from './arc.js';
import type { BeatCard } from './beat.js';

/** A beat as it is chosen: what it is, and under which hash its words are kept. */
export interface CatalogueBeat extends BeatCard {
  /** Of its telling; a run stays on the one it began with. */
  readonly tellingHash: string;
}

/** Everything that can be told, by id. */
export interface Catalogue {
  readonly arcs: ReadonlyMap<string, Arc>;
  readonly beats: ReadonlyMap<string, CatalogueBeat>;
}
