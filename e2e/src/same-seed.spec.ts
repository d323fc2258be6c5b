import { Api, newKey } from './api.js';
import { eventually } from './eventually.js';
import { startStack, type Stack } from './stack.js';

const HOUR = 3_600_000;

/** Advances a stack's clock step by step, standing still in between, and answers the weather of each hour. */
async function weatherAfter(stack: Stack, steps: readonly number[]): Promise<Map<number, string>> {
  const api = new Api(stack.url);
  const token = await api.adminToken();
  await api.post('/v1/worlds/main/time:pause', { reason: 'e2e' }, { token });
  for (const hours of steps) {
    const body = { byGms: String(hours * HOUR) };
    const answer = await api.post('/v1/worlds/main/time:advance', body, { token, idempotencyKey: newKey() });
    expect(answer.status).toBe(200);
  }
  return eventually(async () => {
    const { body } = await api.get('/v1/worlds/main/regions/bone-ward/weather:history?page_size=100', { token });
    const records: { gms: string; state: string; intensity?: number }[] = Object.values(body).find(Array.isArray) ?? [];
    expect(records.length).toBeGreaterThanOrEqual(48);
    return new Map(records.map(({ gms, state, intensity }) => [Number(gms), `${state} ${intensity ?? 0}`]));
  }, 15_000);
}

describe('two stacks of one seed', () => {
  it('have the same 48 hours of weather, however the clock was advanced', async () => {
    const services = ['auth', 'time-manager', 'weather-manager'] as const;
    const [one, two] = await Promise.all([startStack({ services }), startStack({ services })]);
    try {
      const [first, second] = await Promise.all([weatherAfter(one, [48]), weatherAfter(two, [12, 6, 6, 24])]);
      const shared = [...first.keys()].filter((gms) => second.has(gms));
      expect(shared.length).toBeGreaterThanOrEqual(47);
      for (const gms of shared) expect(second.get(gms)).toBe(first.get(gms));
      expect(new Set(first.values()).size).toBeGreaterThan(1);
    } finally {
      await Promise.all([one.stop(), two.stop()]);
    }
  }, 90_000);
});
