import { Access } from '@bodybroker/contracts-options';
import { TestingService } from '@bodybroker/contracts-testing';
import { ANONYMOUS } from '../actor.js';
import type { Actor } from '../call-context.js';
import { methodPlan, type MethodPlan } from '../method/method-plan.js';
import { RpcError } from '../rpc-error.js';
import { assertAccess } from './access-rules.js';

const ACTORS: readonly Actor[] = [
  ANONYMOUS,
  { kind: 'player', id: 'p1' },
  { kind: 'service', id: 'auth' },
  { kind: 'admin', id: 'root' },
];

function planWith(access: Access, scopes: readonly string[] = []): MethodPlan {
  const [method] = TestingService.methods;
  if (method === undefined) throw new Error('the testing service has methods');
  return { ...methodPlan(method), access, scopes };
}

/** `ok`, or the code and reason of the refusal. */
function verdict(plan: MethodPlan, actor: Actor, scopes: readonly string[] = []): string {
  try {
    assertAccess(plan, { actor, scopes });
    return 'ok';
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    return `${error.code} ${error.reason}`;
  }
}

const UNKNOWN = 'UNAUTHENTICATED AUTHENTICATION_REQUIRED';
const DENIED = 'PERMISSION_DENIED ACCESS_DENIED';
const NO_SCOPE = 'PERMISSION_DENIED SCOPE_REQUIRED';

describe('assertAccess', () => {
  it.each([
    ['PUBLIC', ['ok', 'ok', 'ok', 'ok']],
    ['PLAYER', [UNKNOWN, 'ok', 'ok', 'ok']],
    ['SERVICE', [UNKNOWN, DENIED, 'ok', 'ok']],
    ['ADMIN', [UNKNOWN, DENIED, DENIED, 'ok']],
    ['UNSPECIFIED', [UNKNOWN, DENIED, 'ok', 'ok']],
  ] as const)('%s: admits of nobody, player, service and admin', (access, expected) => {
    const plan = planWith(Access[access]);
    expect(ACTORS.map((actor) => verdict(plan, actor))).toEqual(expected);
  });

  it('binds players and admins, who come with a token, to its scopes', () => {
    const plan = planWith(Access.PUBLIC, ['hero:read']);
    expect(ACTORS.map((actor) => verdict(plan, actor))).toEqual(['ok', NO_SCOPE, 'ok', NO_SCOPE]);
    expect(ACTORS.map((actor) => verdict(plan, actor, ['hero:read']))).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  it('wants all scopes and names those that are missing', () => {
    const plan = planWith(Access.PLAYER, ['hero:read', 'hero:write', 'hero:name']);
    const player: Actor = { kind: 'player', id: 'p1' };
    expect(verdict(plan, player, ['other', 'hero:name', 'hero:write', 'hero:read'])).toBe('ok');
    expect(() => assertAccess(plan, { actor: player, scopes: ['hero:write'] })).toThrow(
      expect.objectContaining({ details: { scopes: 'hero:read hero:name' } }),
    );
  });

  it('looks at who asks before it looks at scopes', () => {
    const plan = planWith(Access.ADMIN, ['ops']);
    expect(verdict(plan, { kind: 'player', id: 'p1' }, ['ops'])).toBe(DENIED);
    expect(verdict(plan, ANONYMOUS, ['ops'])).toBe(UNKNOWN);
  });
});
