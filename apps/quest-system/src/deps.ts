import type { WorldFacts } from '@bodybroker/conditions';
import type { Clock, Sleep } from '@bodybroker/domain';
import type { Logger } from '@bodybroker/telemetry';
import type { EventSamples } from './domain/check-definition.js';
import type { QuestConditions } from './domain/quest-conditions.js';
import type { QuestTemplate } from './domain/quest-template.js';
import type { PlayerBook } from './domain/player-book.js';
import type { QuestPlan } from './domain/quest-plan.js';
import type { Moment } from './domain/settle-steps.js';
import type { FactRewards } from './peers/fact-rewards.js';
import type { Givers } from './peers/givers.js';
import type { Phrasing } from './peers/phrasing.js';
import type { Prerequisites } from './peers/prerequisites.js';
import type { RewardWorkflow } from './peers/reward-workflow.js';
import type { Books } from './storage/books.js';
import type { Definitions } from './storage/definitions.js';
import type { Quests } from './storage/quests.js';
import type { WorldTimes } from './storage/world-times.js';

/** What the handlers, subscribers and workers of this service are built from. */
export interface Deps {
  readonly worlds: ReadonlySet<string>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sleep: Sleep;
  readonly conditions: QuestConditions;
  readonly samples: EventSamples;
  readonly templates: ReadonlyMap<string, QuestTemplate>;
  readonly definitions: Definitions;
  readonly books: Books;
  readonly quests: Quests;
  readonly times: WorldTimes;
  readonly facts: WorldFacts;
  readonly factRewards: FactRewards;
  readonly givers: Givers;
  readonly prerequisites: Prerequisites;
  readonly rewards: RewardWorkflow;
  readonly phrasing: Phrasing;
  /** What a quest sees of the world and its player now. */
  readonly momentOf: (worldId: string, plan: QuestPlan, book: PlayerBook) => Promise<Moment>;
}
