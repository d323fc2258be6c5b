import type { Player } from '../players/player.js';
import type { World } from '../players/read-world.js';

/** A kind of stream that players keep open. */
export interface Watch {
  readonly name: string;
  /** Its part of all streams, compared with the others'. */
  readonly weight: number;
  readonly path: (player: Player) => string;
  /** Whether it goes on after the last event seen (Last-Event-ID); others begin anew. */
  readonly resumes: boolean;
  /** Whether it begins with how things are; others are silent until something happens. */
  readonly beginsAtOnce: boolean;
}

/** What players keep open. To add to it: name it here with its weight. */
export function watchTable(world: World): readonly Watch[] {
  const at = `/v1/worlds/${world.id}`;
  const weatherEvents = 'filter.subjectPattern=game.weather.changed.*&start.from=START_FROM_NEW';
  return [
    {
      name: 'watch time',
      weight: 4,
      path: () => `${at}/time:watch?every=WATCH_INTERVAL_MINUTE`,
      resumes: false,
      beginsAtOnce: true,
    },
    { name: 'watch world', weight: 5, path: () => `${at}/changes:watch`, resumes: true, beginsAtOnce: false },
    {
      name: 'watch quests',
      weight: 3,
      path: ({ id }) => `/v1/players/${id}/quests:watch`,
      resumes: false,
      beginsAtOnce: false,
    },
    {
      name: 'watch settings',
      weight: 1,
      path: ({ id }) => `/v1/players/${id}/settings:watch`,
      resumes: false,
      beginsAtOnce: true,
    },
    { name: 'watch weather', weight: 1, path: () => `${at}/weather:watch`, resumes: false, beginsAtOnce: true },
    {
      name: 'watch events',
      weight: 1,
      path: () => `/v1/events:subscribe?${weatherEvents}`,
      resumes: true,
      beginsAtOnce: false,
    },
  ];
}

/** Shares streams out by weight, always the same way; one kind follows on another, so that few streams are a mix as well. */
export function shareOut<T extends { readonly weight: number }>(kinds: readonly T[], count: number): readonly T[] {
  const total = kinds.reduce((sum, { weight }) => sum + weight, 0);
  const given = new Map<T, number>();
  return Array.from({ length: count }, (_, index) => {
    // The one that is furthest behind its part.
    const owed = (kind: T): number => (kind.weight / total) * (index + 1) - (given.get(kind) ?? 0);
    const next = kinds.reduce((best, kind) => (owed(kind) > owed(best) ? kind : best));
    given.set(next, (given.get(next) ?? 0) + 1);
    return next;
  });
}
