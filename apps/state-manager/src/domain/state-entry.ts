import { invalidArgument } from '@bodybroker/domain';
import { checkValue } from './check-value.js';
import type { JsonObject, JsonValue } from './json-value.js';

/** Who may read an entry: 0 services only, 1 its owner, 2 everybody (the numbers are Nakama's). */
export type ReadPermission = 0 | 1 | 2;
/** Who may write an entry: 0 services only, 1 its owner. */
export type WritePermission = 0 | 1;

/** What is kept under a state's name. */
export interface StateEntry {
  readonly value: JsonObject;
  readonly permissionRead: ReadPermission;
  readonly permissionWrite: WritePermission;
  /** Unix milliseconds. */
  readonly createdMs: number;
  /** When the entry deletes itself; undefined: never. */
  readonly expiresMs: number | undefined;
}

/** A whole new value for an entry. */
export interface PutRequest {
  readonly value: JsonValue;
  /** 1 s to 90 d. Undefined: the entry stays. */
  readonly ttlMs?: number | undefined;
  /** Undefined: as it was; 1 for a new entry. */
  readonly permissionRead?: number | undefined;
  readonly permissionWrite?: number | undefined;
}

export const MIN_TTL_MS = 1000;
export const MAX_TTL_MS = 90 * 24 * 3_600_000;

/** The entry a put makes. @throws DomainError INVALID_ARGUMENT */
export function putEntry(current: StateEntry | undefined, request: PutRequest, nowMs: number): StateEntry {
  const { ttlMs } = request;
  if (ttlMs !== undefined && !(ttlMs >= MIN_TTL_MS && ttlMs <= MAX_TTL_MS)) {
    throw invalidArgument('ttl_ms', `must be between ${MIN_TTL_MS} and ${MAX_TTL_MS}`);
  }
  return {
    value: checkValue(request.value),
    permissionRead: readPermission(request.permissionRead ?? current?.permissionRead ?? 1),
    permissionWrite: writePermission(request.permissionWrite ?? current?.permissionWrite ?? 1),
    createdMs: current?.createdMs ?? nowMs,
    expiresMs: ttlMs === undefined ? undefined : nowMs + ttlMs,
  };
}

/** The entry with another value; permissions and end of life stay. @throws DomainError INVALID_ARGUMENT */
export function withValue(entry: StateEntry, value: JsonValue): StateEntry {
  return { ...entry, value: checkValue(value) };
}

/** Whether the entry has reached its end. */
export function hasExpired(entry: StateEntry, nowMs: number): boolean {
  return entry.expiresMs !== undefined && entry.expiresMs <= nowMs;
}

function readPermission(value: number): ReadPermission {
  if (value === 0 || value === 1 || value === 2) return value;
  throw invalidArgument('permission_read', 'must be 0, 1 or 2');
}

function writePermission(value: number): WritePermission {
  if (value === 0 || value === 1) return value;
  throw invalidArgument('permission_write', 'must be 0 or 1');
}
