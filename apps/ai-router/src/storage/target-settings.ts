import type { BucketRecord, RecordBucket } from '@bodybroker/nats-sdk';

/** What an admin set of a target. A limit of 0: none. */
export interface TargetSettings {
  readonly state: 'ENABLED' | 'DRAINED';
  readonly requestLimit: number;
  readonly tokenLimit: number;
}

/** What admins set of targets, by model_ref. */
export type TargetSettingsRecords = RecordBucket<TargetSettings>['records'];

export const NOTHING_SET: TargetSettings = { state: 'ENABLED', requestLimit: 0, tokenLimit: 0 };

/** What holds for a target: what was set, or else nothing, version 0. */
export function settingsOf(records: TargetSettingsRecords, modelRef: string): BucketRecord<TargetSettings> {
  return records.get(modelRef) ?? { value: NOTHING_SET, version: 0n };
}
