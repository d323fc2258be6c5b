import type { IPerformanceModeService } from '@bodybroker/contracts-performance-mode';
import type { Clock } from '@bodybroker/domain';
import type { EventLog, Handler } from '@bodybroker/nats-sdk';
import type { LatencyWindow } from './domain/latency-window.js';
import type { LoadTargets } from './domain/server-mode.js';
import type { DeviceFacts } from './handlers/device-facts.js';
import type { DeviceModes } from './storage/device-modes.js';
import type { Profiles } from './storage/profiles.js';
import type { ServerModes } from './storage/server-modes.js';

/** What the handlers of this service are built from. */
export interface Deps {
  readonly modes: DeviceModes;
  readonly profiles: Profiles;
  readonly serverModes: ServerModes;
  readonly facts: DeviceFacts;
  /** How long generations took lately. */
  readonly generations: LatencyWindow;
  readonly targets: LoadTargets;
  readonly log: Pick<EventLog, 'read' | 'last'>;
  readonly clock: Clock;
}

/** The handler of one method. */
export type ModeHandler<Method extends keyof IPerformanceModeService> = Handler<IPerformanceModeService, Method>;
