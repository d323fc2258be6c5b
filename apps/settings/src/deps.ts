import type { Clock } from '@bodybroker/domain';
import type { EventLog, EventPublisher, Handler, RecordBucket } from '@bodybroker/nats-sdk';
import type { ISettingsService } from '@bodybroker/contracts-settings';
import type { Flag } from './domain/flag.js';
import type { SettingDefinition } from './domain/setting-definition.js';
import type { PlayerLayers } from './storage/player-layers.js';
import type { SharedValues } from './storage/shared-values.js';

/** What the handlers of this service are built from. */
export interface Deps {
  readonly definitions: RecordBucket<SettingDefinition>;
  readonly flags: RecordBucket<Flag>;
  readonly layers: PlayerLayers;
  readonly shared: SharedValues;
  readonly log: Pick<EventLog, 'read' | 'last'>;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** The handler of one method. */
export type SettingsHandler<Method extends keyof ISettingsService> = Handler<ISettingsService, Method>;
