import type { ConditionCache } from '@bodybroker/conditions';
import type { IAiRouterService } from '@bodybroker/contracts-ai-router';
import type { Clock } from '@bodybroker/domain';
import type { Handler, RecordBucket } from '@bodybroker/nats-sdk';
import type { LastTold } from '@bodybroker/storage';
import type { Logger } from '@bodybroker/telemetry';
import type { ServerMode } from './domain/candidate.js';
import type { CapabilityMatches } from './sources/capability-matches.js';
import type { Catalogue } from './sources/catalogue.js';
import type { RemoteConsent } from './sources/remote-consent.js';
import type { Decisions } from './storage/decisions.js';
import type { MinuteUses } from './storage/minute-uses.js';
import type { Policies } from './storage/policies.js';
import type { Sessions } from './storage/sessions.js';
import type { Spending } from './storage/spending.js';
import type { StatsStore } from './storage/stats-store.js';
import type { TargetSettings } from './storage/target-settings.js';

/** What the handlers and subscribers of this service are built from. */
export interface Deps {
  readonly catalogue: Catalogue;
  readonly capabilities: CapabilityMatches;
  readonly consent: RemoteConsent;
  readonly policies: Policies;
  /** By model_ref. */
  readonly targetSettings: RecordBucket<TargetSettings>;
  readonly stats: StatsStore;
  readonly uses: MinuteUses;
  readonly decisions: Decisions;
  readonly sessions: Sessions;
  readonly spending: Spending;
  /** How much the whole server can do now. */
  readonly mode: LastTold<ServerMode>;
  /** Compiled matches of policies. */
  readonly matches: ConditionCache;
  readonly dailyCapMicros: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A decision id nobody else has. */
  newId(): string;
}

export type RouterHandler<Method extends keyof IAiRouterService> = Handler<IAiRouterService, Method>;
