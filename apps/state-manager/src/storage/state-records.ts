import { readJson, writeJson } from '../domain/json-text.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json-value.js';
import type { Revision } from '../domain/revision.js';
import type { ReadPermission, StateEntry, WritePermission } from '../domain/state-entry.js';

/** What lies in the store for an entry that was deleted, until its version may be forgotten. */
export const TOMBSTONE: Uint8Array = Buffer.from('{}');

/** An entry as bytes: exact JSON {d value, pr, pw permissions, c created ms, e expires ms}. */
export function encodeEntry(entry: StateEntry): Uint8Array {
  return Buffer.from(writeJson(entryRecord(entry)));
}

/** Undefined for a tombstone. */
export function decodeEntry(bytes: Uint8Array): StateEntry | undefined {
  const record = readRecord(bytes);
  return record['d'] === undefined ? undefined : readEntry(record);
}

/** A revision as bytes: the entry's record with {v version, t changed ms}; a deletion has no value. */
export function encodeRevision({ version, entry, changedMs }: Revision): Uint8Array {
  return Buffer.from(writeJson({ v: String(version), t: changedMs, ...(entry && entryRecord(entry)) }));
}

export function decodeRevision(bytes: Uint8Array): Revision {
  const record = readRecord(bytes);
  return {
    version: BigInt(String(record['v'])),
    changedMs: Number(record['t']),
    entry: record['d'] === undefined ? undefined : readEntry(record),
  };
}

function entryRecord(entry: StateEntry): JsonObject {
  return {
    d: entry.value,
    pr: entry.permissionRead,
    pw: entry.permissionWrite,
    c: entry.createdMs,
    ...(entry.expiresMs === undefined ? {} : { e: entry.expiresMs }),
  };
}

function readEntry(record: JsonObject): StateEntry {
  const { d, e } = record;
  return {
    value: isJsonObject(d) ? d : {},
    permissionRead: Number(record['pr']) as ReadPermission,
    permissionWrite: Number(record['pw']) as WritePermission,
    createdMs: Number(record['c']),
    expiresMs: e === undefined ? undefined : Number(e),
  };
}

function readRecord(bytes: Uint8Array): JsonObject {
  const record: JsonValue = readJson(Buffer.from(bytes).toString('utf8'));
  if (!isJsonObject(record)) throw new TypeError('a stored state is not readable');
  return record;
}
