import type { ConditionCache } from '@bodybroker/conditions';
import type { IAiRouterService } from '@bodybroker/contracts-ai-router';
import type { Clock } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';
import type { CapabilityMatches } from './sources/capability-matches.js';
import type { Catalogue } from './sources/catalogue.js';
import type { RemoteConsent } from './sources/remote-consent.js';
import type { Decisions } from './storage/decisions.js';
import type { MinuteUses } from './storage/minute-uses.js';
import type { Policies } from './storage/policies.js';
import type { ServerModes } from './storage/server-modes.js';
import type { Sessions } from './storage/sessions.js';
import type { Spending } from './storage/spending.js';
import type { StatsStore } from './storage/stats-store.js';
import type { TargetSettingsStore } from './storage/target-settings.js';

/** What the handlers and subscribers of this service are built from. */
export interface Deps {
  readonly catalogue: Catalogue;
  readonly capabilities: CapabilityMatches;
  readonly consent: RemoteConsent;
  readonly policies: Policies;
  readonly targetSettings: TargetSettingsStore;
  readonly stats: StatsStore;
  readonly uses: MinuteUses;
  readonly decisions: Decisions;
  readonly sessions: Sessions;
  readonly spending: Spending;
  readonly modes: ServerModes;
  /** Compiled matches of policies. */
  readonly matches: ConditionCache;
  readonly dailyCapMicros: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A decision id nobody else has. */
  newId(): string;
}

export type RouterHandler<Method extends keyof IAiRouterService> = Handler<IAiRouterService, Method>;
