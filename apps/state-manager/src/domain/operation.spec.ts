import { applyOperation, type CurrentState, type Operation } from './operation.js';
import type { Caller } from './permissions.js';
import type { StateEntry } from './state-entry.js';

const id = { namespace: 'saves', ownerId: 'ana', key: 'slot1' };
const entry: StateEntry = {
  value: { n: 1 },
  permissionRead: 1,
  permissionWrite: 1,
  createdMs: 5,
  expiresMs: undefined,
};
const there: CurrentState = { id, entry, version: 3n };
const absent: CurrentState = { id, entry: undefined, version: 0n };
const ana: Caller = { kind: 'player', id: 'ana' };
const put: Operation = { kind: 'put', request: { value: { n: 2 } } };

const apply = (state: CurrentState, operation: Operation, caller: Caller = ana, expectedVersion?: bigint) =>
  applyOperation(state, operation, { caller, nowMs: 100, expectedVersion });

describe('applyOperation', () => {
  it('writes a new entry for its owner with Nakama’s default permissions', () => {
    expect(apply(absent, put, ana, 0n)).toEqual({
      kind: 'put',
      entry: { value: { n: 2 }, permissionRead: 1, permissionWrite: 1, createdMs: 100, expiresMs: undefined },
    });
  });

  it('keeps permissions and creation on a later put, but not the end of life', () => {
    const before: CurrentState = { ...there, entry: { ...entry, permissionRead: 2, expiresMs: 900 } };
    expect(apply(before, put)).toMatchObject({ entry: { permissionRead: 2, createdMs: 5, expiresMs: undefined } });
  });

  it.each<[string, CurrentState, bigint]>([
    ['an entry that exists', there, 0n],
    ['another version', there, 2n],
    ['an entry that is not there', absent, 1n],
  ])('refuses an expected version against %s', (_name, state, expected) => {
    expect(() => apply(state, put, ana, expected)).toThrow(
      expect.objectContaining({
        code: 'VERSION_CONFLICT',
        details: expect.objectContaining({ current_version: String(state.version) }) as unknown,
      }),
    );
  });

  it.each<[string, Caller, CurrentState]>([
    ['another player', { kind: 'player', id: 'bob' }, there],
    ['another player who makes it', { kind: 'player', id: 'bob' }, absent],
    ['the owner of what only services write', ana, { ...there, entry: { ...entry, permissionWrite: 0 } }],
    ['a player who writes what nobody owns', ana, { ...absent, id: { ...id, ownerId: '_' } }],
  ])('refuses %s without telling the version', (_name, caller, state) => {
    expect(() => apply(state, put, caller, 77n)).toThrow(
      expect.objectContaining({ code: 'PERMISSION_DENIED', details: {} }),
    );
  });

  it('lets a service write all', () => {
    const locked = { ...there, entry: { ...entry, permissionWrite: 0 } as const };
    expect(apply(locked, put, { kind: 'trusted' })).toMatchObject({ kind: 'put' });
  });

  it.each<Operation>([
    { kind: 'merge_patch', patch: {} },
    { kind: 'json_patch', operations: [] },
    { kind: 'delete' },
    { kind: 'check' },
  ])('finds nothing to $kind where nothing is', (operation) => {
    expect(() => apply(absent, operation)).toThrow(expect.objectContaining({ reason: 'STATE_NOT_FOUND' }));
  });

  it('checks that an entry is absent', () => {
    expect(apply(absent, { kind: 'check' }, ana, 0n)).toEqual({ kind: 'keep' });
  });

  it('refuses a patch that makes no object', () => {
    const operations = [{ op: 'replace', path: '', value: [1] }];
    expect(() => apply(there, { kind: 'json_patch', operations })).toThrow(
      expect.objectContaining({ reason: 'VALUE_NOT_OBJECT' }),
    );
  });

  it('restores a value: into a living entry as it is, or with its old permissions after a deletion', () => {
    const old: StateEntry = { ...entry, value: { n: 0 }, permissionRead: 2, expiresMs: 50 };
    expect(apply(there, { kind: 'restore', old })).toMatchObject({ entry: { value: { n: 0 }, permissionRead: 1 } });
    expect(apply(absent, { kind: 'restore', old })).toMatchObject({
      entry: { value: { n: 0 }, permissionRead: 2, createdMs: 100, expiresMs: undefined },
    });
  });

  it.each([999, 90 * 24 * 3_600_000 + 1])('refuses a life of %d ms', (ttlMs) => {
    expect(() => apply(absent, { kind: 'put', request: { value: {}, ttlMs } })).toThrow(/ttl_ms/);
  });
});
