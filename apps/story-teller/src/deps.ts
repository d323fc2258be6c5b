import type { ConditionCache, WorldFacts } from '@bodybroker/conditions';
import type { Clock } from '@bodybroker/domain';
import type { Logger } from '@bodybroker/telemetry';
import type { BeatContext } from './domain/moment.js';
import type { StoryRules } from './domain/settle-arcs.js';
import type { Narrator } from './peers/narrator.js';
import type { Tastes } from './peers/tastes.js';
import type { Catalogues } from './storage/catalogues.js';
import type { Stories } from './storage/stories.js';
import type { Worlds } from './storage/worlds.js';

/** What the handlers and subscribers of this service are built from. */
export interface Deps {
  readonly worldIds: ReadonlySet<string>;
  readonly worldSeed: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly conditions: ConditionCache;
  readonly catalogues: Catalogues;
  readonly stories: Stories;
  readonly worlds: Worlds;
  readonly facts: WorldFacts;
  readonly tastes: Tastes;
  readonly narrator: Narrator;
  /** What decides about stories in a world now. @throws DomainError NOT_FOUND WORLD_NOT_FOUND */
  readonly rulesOf: (worldId: string, context?: BeatContext) => Promise<StoryRules>;
}
