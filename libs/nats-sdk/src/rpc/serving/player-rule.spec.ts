import { TestingService } from '@bodybroker/contracts-testing';
import { MessageType, ScalarType } from '@protobuf-ts/runtime';
import { ANONYMOUS } from '../actor.js';
import { methodPlan, type MethodPlan } from '../method/method-plan.js';
import { playerRule } from './player-rule.js';

const Owner = new MessageType<object>('test.Owner', [
  { no: 1, name: 'player_id', kind: 'scalar', T: ScalarType.STRING },
]);
const Request = new MessageType<object>('test.Request', [
  { no: 1, name: 'player_id', kind: 'scalar', T: ScalarType.STRING },
  { no: 2, name: 'item_owner', kind: 'message', T: () => Owner },
  { no: 3, name: 'by_name', kind: 'map', K: ScalarType.STRING, V: { kind: 'scalar', T: ScalarType.STRING } },
]);

function ruleFor(playerField: string): ReturnType<typeof playerRule> {
  const [method] = TestingService.methods;
  if (method === undefined) throw new Error('the testing service has methods');
  const plan: MethodPlan = { ...methodPlan(method), playerField, method: { ...method, I: Request } };
  return playerRule(plan);
}

const PLAYER = { kind: 'player', id: 'p1' } as const;
const refusal = (field: string): Error =>
  expect.objectContaining({ code: 'PERMISSION_DENIED', reason: 'NOT_YOUR_PLAYER', details: { field } }) as Error;

describe('playerRule', () => {
  it('is none where no field names a player', () => {
    expect(ruleFor('')).toBeUndefined();
  });

  it('lets a player ask for what is theirs only', () => {
    const rule = ruleFor('player_id');
    expect(() => rule?.({ playerId: 'p1' }, PLAYER)).not.toThrow();
    for (const playerId of ['p2', '', 'P1', 'p1 ', undefined]) {
      expect(() => rule?.({ playerId }, PLAYER)).toThrow(refusal('player_id'));
    }
  });

  it('looks into messages, and takes a missing one for somebody else’s', () => {
    const rule = ruleFor('item_owner.player_id');
    expect(() => rule?.({ playerId: 'p2', itemOwner: { playerId: 'p1' } }, PLAYER)).not.toThrow();
    expect(() => rule?.({ playerId: 'p1', itemOwner: { playerId: 'p2' } }, PLAYER)).toThrow(
      refusal('item_owner.player_id'),
    );
    expect(() => rule?.({ playerId: 'p1' }, PLAYER)).toThrow(refusal('item_owner.player_id'));
    expect(() => rule?.({ playerId: 'p1', itemOwner: null }, PLAYER)).toThrow(refusal('item_owner.player_id'));
  });

  it('does not bind who is no player', () => {
    const rule = ruleFor('player_id');
    for (const actor of [{ kind: 'service', id: 'p1' }, { kind: 'admin', id: 'root' }, ANONYMOUS] as const) {
      expect(() => rule?.({ playerId: 'p2' }, actor)).not.toThrow();
    }
  });

  it.each(['nobody', 'item_owner.nobody', 'player_id.more', 'by_name', 'playerId'])(
    'refuses the contract when %s is no field',
    (path) => {
      expect(() => ruleFor(path)).toThrow(TypeError);
    },
  );
});
