import { Arc as WireArc } from '@bodybroker/contracts-story-teller';
import type { Entity } from '@bodybroker/storage';
import type { Arc } from '../domain/arc.js';

/** An arc as those who write it see it. */
export function toArc({ value, version }: Entity<Arc>): WireArc {
  const { id, title, start, acts, endings, summary } = value;
  return WireArc.create({
    id,
    title,
    start,
    acts: acts.map((act) => ({ id: act.id, beatIds: [...act.beatIds], advance: act.advance })),
    endings: endings.map((ending) => ({
      id: ending.id,
      title: ending.title,
      text: ending.text,
      condition: ending.condition,
      failure: ending.isFailure,
    })),
    summary,
    version,
  });
}

/** An arc as players may see it: without how it goes on and ends. */
export function toPlayerArc({ value: { id, title, summary }, version }: Entity<Arc>): WireArc {
  return WireArc.create({ id, title, summary, version });
}
