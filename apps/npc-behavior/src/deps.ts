import type { Clock } from '@bodybroker/domain';
import type { LastTold } from '@bodybroker/storage';
import type { Logger } from '@bodybroker/telemetry';
import type { City } from './domain/city.js';
import type { ActOut } from './domain/decide.js';
import type { Memory } from './domain/memory.js';
import type { WordValues } from './domain/sentiment.js';
import type { ServerMode } from './domain/server-mode.js';
import type { TopicFinder } from './domain/topics.js';
import type { Conversations } from './storage/conversations.js';
import type { Minds } from './storage/minds.js';
import type { StoredNpc } from './storage/person.js';
import type { Relationships } from './storage/relationships.js';
import type { Roster } from './storage/roster.js';
import type { Worlds } from './storage/worlds.js';
import type { Peers } from './talking/peers.js';

/** What the handlers, subscribers and workers of this service are built from. */
export interface Deps {
  readonly worlds: Worlds;
  readonly roster: Roster;
  readonly minds: Minds;
  readonly relationships: Relationships;
  readonly conversations: Conversations;
  readonly mode: LastTold<ServerMode>;
  readonly city: City;
  /** Those who live in every world from its beginning. */
  readonly people: readonly StoredNpc[];
  readonly topics: TopicFinder;
  readonly words: WordValues;
  readonly peers: Peers;
  readonly actOut: ActOut;
  /** How well each memory fits a question. */
  relevanceOf(memories: readonly Memory[], query: string): ReadonlyMap<string, number>;
  /** Settles the people of content/ in a world that has not had them. @throws DomainError NOT_FOUND WORLD_NOT_FOUND */
  settle(worldId: string): Promise<void>;
  readonly settings: {
    readonly worldSeed: string;
    readonly saysPerMinute: number;
    readonly talkIdleMs: number;
    readonly peerMs: number;
  };
  readonly clock: Clock;
  readonly logger: Logger;
}
