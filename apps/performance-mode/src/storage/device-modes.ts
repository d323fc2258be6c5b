import { cutPage, DomainError, type Page, type PageOf } from '@bodybroker/domain';
import { EntityRepository, jsonCodec, type Entity, type OutboxEvent, type Store } from '@bodybroker/storage';
import type { DeviceMode, ModeStep } from '../domain/device-mode.js';

export interface DeviceId {
  readonly playerId: string;
  readonly deviceId: string;
}

/** The event of a step, committed with it. */
export type TellStep = (mode: DeviceMode, step: ModeStep, version: bigint) => OutboxEvent;

const MAX_DEVICES = 5;
const MAX_CHANGES = 50;
const REPORT_EVERY_MS = 1000;

const stepCodec = jsonCodec<ModeStep>();

/** The mode of each device of a player, and the last changes of it. A player's devices share a shard. */
export class DeviceModes {
  readonly #store: Store;
  readonly #modes: EntityRepository<DeviceMode>;

  constructor(store: Store, random: () => number) {
    this.#store = store;
    this.#modes = new EntityRepository<DeviceMode>(store, 'mode', { ...jsonCodec<DeviceMode>(), random });
  }

  get(id: DeviceId): Promise<Entity<DeviceMode> | undefined> {
    return this.#modes.get(refOf(id));
  }

  /**
   * Changes the mode of a device.
   * @param change the mode after, and the steps that led to it
   * @throws DomainError VERSION_CONFLICT; RESOURCE_EXHAUSTED TOO_MANY_DEVICES
   */
  async change(
    id: DeviceId,
    expectedVersion: bigint | undefined,
    change: (current: DeviceMode | undefined) => { readonly mode: DeviceMode; readonly steps: readonly ModeStep[] },
    tell: TellStep,
  ): Promise<Entity<DeviceMode>> {
    const shard = this.#store.shard(id.playerId);
    return this.#modes.upsert(
      refOf(id),
      async (current, version) => {
        if (current === undefined && (await shard.count(devicesOf(id.playerId))) >= MAX_DEVICES) throw tooMany(id);
        const { mode, steps } = change(current?.value);
        const last = steps.at(-1);
        return {
          value: mode,
          events: last === undefined ? [] : [tell(mode, last, version)],
          logs: steps.map((step) => ({ log: changesOf(id), bytes: stepCodec.encode(step), maxEntries: MAX_CHANGES })),
          indexes: [{ op: 'set', index: devicesOf(id.playerId), member: id.deviceId, score: 0 }],
        };
      },
      expectedVersion === undefined ? {} : { expectedVersion },
    );
  }

  /** Newest first. */
  async changes(id: DeviceId, page: Page): Promise<PageOf<ModeStep>> {
    const entries = await this.#store.shard(id.playerId).log(changesOf(id), {
      limit: page.size + 1,
      ...(page.after === undefined ? {} : { before: BigInt(page.after) }),
    });
    const { rows, nextPageToken } = cutPage(entries, page, ({ sequence }) => String(sequence));
    return { rows: rows.map(({ bytes }) => stepCodec.decode(bytes)), nextPageToken };
  }

  /** @throws DomainError RESOURCE_EXHAUSTED REPORT_RATE when the device has reported less than a second ago */
  async countReport(id: DeviceId): Promise<void> {
    const shard = this.#store.shard(id.playerId);
    const counted = await shard.countWithin(`reports:${memberOf(id)}`, { limit: 1, windowMs: REPORT_EVERY_MS });
    if (counted.allowed) return;
    throw new DomainError('RESOURCE_EXHAUSTED', 'REPORT_RATE', 'a device reports once a second at most', {
      retryAfterMs: counted.retryAfterMs,
    });
  }
}

function tooMany({ playerId }: DeviceId): DomainError {
  return new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_DEVICES', `${playerId} has ${MAX_DEVICES} devices already`, {
    retryable: false,
    details: { limit: String(MAX_DEVICES) },
  });
}

const memberOf = ({ playerId, deviceId }: DeviceId): string => `${playerId}:${deviceId}`;
const refOf = (id: DeviceId): { readonly id: string; readonly owner: string } => ({
  id: memberOf(id),
  owner: id.playerId,
});
const devicesOf = (playerId: string): string => `devices:${playerId}`;
const changesOf = (id: DeviceId): string => `changes:${memberOf(id)}`;
