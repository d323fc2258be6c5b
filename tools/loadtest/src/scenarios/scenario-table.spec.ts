import type { Player } from '../players/player.js';
import { PlayerPool } from '../players/player-pool.js';
import { seededRandom } from '../schedule/seeded-random.js';
import { checkWeights, scenarioTable } from './scenario-table.js';

const setting = {
  world: { id: 'main', regionIds: ['ward'], locationIds: ['tallow-rooms', 'bone-gate'] },
  random: seededRandom(1),
  now: () => 0,
};
const player = (id: string): Player => ({
  id,
  username: `load-${id}`,
  password: 'secret-word',
  token: 'token',
  refreshToken: 'refresh',
  tokenExpiresMs: 0,
});

describe('the table of scenarios', () => {
  it('names each once, and has a call for everybody at any time', () => {
    const table = scenarioTable({ setting, weights: new Map(), purchases: 'sandbox' });
    expect(new Set(table.map(({ name }) => name)).size).toBe(table.length);
    const first = player('one');
    for (const scenario of table) {
      const call = scenario.next(first);
      expect(call.path).toMatch(/^\/v1\//);
      expect(call.name).not.toBe('');
      // Whatever happens, there is a next call.
      call.onFailure?.();
      expect(scenario.next(first).path).toMatch(/^\/v1\//);
    }
  });

  it('makes no accounts unless asked, and spends money only in a sandbox', () => {
    const weight = (name: string, purchases: 'sandbox' | 'none', weights = new Map<string, number>()) =>
      scenarioTable({ setting, weights, purchases }).find((scenario) => scenario.name === name)?.weight;
    expect(weight('sign up', 'sandbox')).toBe(0);
    expect(weight('purchase', 'none')).toBe(0);
    expect(weight('purchase', 'sandbox')).toBeGreaterThan(0);
    expect(weight('purchase', 'none', new Map([['purchase', 2]]))).toBe(2);
  });

  it('refuses weights of what is not in it, and weights that leave nothing', () => {
    expect(() => checkWeights({ weights: new Map([['dance', 1]]), purchases: 'none' })).toThrow('there is no dance');
    const names = scenarioTable({ setting, weights: new Map(), purchases: 'none' }).map(({ name }) => name);
    const nothing = new Map(names.map((name) => [name, 0]));
    expect(() => checkWeights({ weights: nothing, purchases: 'none' })).toThrow('nothing is left');
  });
});

describe('players', () => {
  it('make one call at a time of what goes one by one, and any number of the rest', () => {
    const table = scenarioTable({ setting, weights: new Map(), purchases: 'none' });
    const visit = table.find(({ name }) => name === 'visit');
    const time = table.find(({ name }) => name === 'time');
    if (visit === undefined || time === undefined) throw new Error('the table has changed');
    const players = [player('a'), player('b')];
    const pool = new PlayerPool(players);
    const taken = [pool.take(visit), pool.take(visit)];
    expect(new Set(taken)).toEqual(new Set(players));
    expect(pool.take(visit)).toBeUndefined();
    expect(pool.take(time)).toBeDefined();
    pool.giveBack(visit, players[1] as Player);
    expect(pool.take(visit)).toBe(players[1]);
  });
});
