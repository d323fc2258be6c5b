import { invalidArgument, versionConflict } from '@bodybroker/domain';
import type { FactValue } from './things.js';
import type { WorldDraft } from './world-draft.js';

export interface FactOrder {
  readonly key: string;
  readonly value: FactValue;
  readonly ttlGms: number | undefined;
  readonly expectedVersion: bigint | undefined;
}

/**
 * Writes a fact. The first write decides its type.
 * @throws DomainError INVALID_ARGUMENT FACT_TYPE, VERSION_CONFLICT
 */
export function setFact(draft: WorldDraft, { key, value, ttlGms, expectedVersion }: FactOrder, gms: number): void {
  const current = draft.get('fact', key);
  expectVersion(`fact ${key}`, current?.version, expectedVersion);
  const type = current?.value.value.type ?? value.type;
  if (type !== value.type) {
    throw invalidArgument('value', `fact ${key} is a ${type} and stays one`, 'FACT_TYPE', { key, type });
  }
  draft.put('fact', key, { value, ...(ttlGms !== undefined && { expiresGms: gms + ttlGms }) });
}

/**
 * Adds to a whole-number fact, within 0 and 100. Nothing happens to one that is missing or no whole number.
 */
export function addToGauge(draft: WorldDraft, key: string, delta: number): void {
  const current = draft.get('fact', key)?.value;
  if (current?.value.type !== 'int') return;
  const now = Number(current.value.value);
  const then = Math.max(0, Math.min(100, now + delta));
  if (then !== now) draft.put('fact', key, { ...current, value: { type: 'int', value: String(then) } });
}

/** @throws DomainError VERSION_CONFLICT unless the expectation is met; 0: must not exist */
export function expectVersion(what: string, version: bigint | undefined, expected: bigint | undefined): void {
  if (expected !== undefined && expected !== (version ?? 0n)) throw versionConflict(what, version ?? 0n);
}
