import type { Kept, RouterRecords } from './router-records.js';

const KIND = 'target';

/** What an admin set of a target. A limit of 0: none. */
export interface TargetSettings {
  readonly state: 'ENABLED' | 'DRAINED';
  readonly requestLimit: number;
  readonly tokenLimit: number;
}

const NOTHING_SET: TargetSettings = { state: 'ENABLED', requestLimit: 0, tokenLimit: 0 };

/** What admins set of targets, by model_ref. Version 0: nothing. */
export class TargetSettingsStore {
  readonly #records: RouterRecords;

  constructor(records: RouterRecords) {
    this.#records = records;
  }

  all(): ReadonlyMap<string, Kept<TargetSettings>> {
    return new Map(this.#records.all<TargetSettings>(KIND));
  }

  /** @throws DomainError VERSION_CONFLICT */
  async change(
    modelRef: string,
    change: (current: TargetSettings) => TargetSettings,
    expectedVersion: bigint | undefined,
  ): Promise<void> {
    await this.#records.write<TargetSettings>(
      KIND,
      modelRef,
      (current) => change(current?.value ?? NOTHING_SET),
      expectedVersion,
    );
  }
}

/** What holds for a target: what was set, or else nothing. */
export function settingsOf(all: ReadonlyMap<string, Kept<TargetSettings>>, modelRef: string): Kept<TargetSettings> {
  return all.get(modelRef) ?? { value: NOTHING_SET, version: 0n };
}
