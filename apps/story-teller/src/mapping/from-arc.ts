import type { Arc as WireArc } from '@bodybroker/contracts-story-teller';
import type { Arc } from '../domain/arc.js';

/** An arc as the domain has it. */
export function fromArc({ id, title, start, acts, endings, summary }: WireArc): Arc {
  return {
    id,
    title,
    start,
    acts: acts.map((act) => ({ id: act.id, beatIds: act.beatIds, advance: act.advance })),
    endings: endings.map((ending) => ({
      id: ending.id,
      title: ending.title,
      text: ending.text,
      condition: ending.condition,
      isFailure: ending.failure,
    })),
    summary,
  };
}
