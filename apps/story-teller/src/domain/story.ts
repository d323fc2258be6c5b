import type { ArcProgress, ArcStatus } from './arc.js';
import type { Feeling } from './beat.js';
import { calmPulse, type Phase, type Pulse } from './pulse.js';

export interface Sighting {
  readonly times: number;
  readonly lastGms: number;
}

/** A player's story in one world: all that decides about what comes next. */
export interface Story {
  readonly playerId: string;
  readonly worldId: string;
  readonly pulse: Pulse;
  /** What tension_changed said last. */
  readonly told: { readonly tension: number; readonly phase: Phase };
  readonly qualities: Readonly<Record<string, number>>;
  /** Those that have begun. */
  readonly arcs: Readonly<Record<string, ArcProgress>>;
  /** By beat. */
  readonly seen: Readonly<Record<string, Sighting>>;
  /** The beat seen of each exclusive group. */
  readonly groups: Readonly<Record<string, string>>;
  /** How many runs there were. */
  readonly runs: number;
  readonly activeRunId?: string;
  readonly locationId: string;
  readonly quests: { readonly active: readonly string[]; readonly done: readonly string[] };
  readonly clues: readonly string[];
  readonly incidents: readonly string[];
  readonly lore: readonly string[];
  /** What people think of the player, as far as it was heard of. */
  readonly standing: Readonly<Record<string, Readonly<Record<Feeling, number>>>>;
  /** Of the last events that counted, so that none counts twice. */
  readonly marks: readonly string[];
}

export function newStory(playerId: string, worldId: string, gms: number): Story {
  return {
    playerId,
    worldId,
    pulse: calmPulse(gms),
    told: { tension: 0, phase: 'BUILD_UP' },
    qualities: {},
    arcs: {},
    seen: {},
    groups: {},
    runs: 0,
    locationId: '',
    quests: { active: [], done: [] },
    clues: [],
    incidents: [],
    lore: [],
    standing: {},
    marks: [],
  };
}

export function arcStatus(story: Story, arcId: string): ArcStatus {
  return story.arcs[arcId]?.status ?? 'DORMANT';
}
