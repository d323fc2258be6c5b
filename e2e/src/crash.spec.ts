import { Api, newKey } from './api.js';
import { eventually } from './eventually.js';
import { sse } from './sse.js';
import { startStack, type Stack } from './stack.js';

const HOUR = 3_600_000;

describe('a time-manager that dies', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ services: ['auth', 'time-manager', 'event-bus'], env: { BB_TICK_MS: '2000' } });
  }, 60_000);
  afterAll(() => stack.stop());

  it('fires what was due when it comes back, once', async () => {
    const api = new Api(stack.url);
    const token = await api.adminToken();
    await api.post('/v1/worlds/main/time:pause', { reason: 'e2e' }, { token });
    const { body: now } = await api.get('/v1/worlds/main/time', { token });
    const scheduled = await api.post(
      '/v1/worlds/main/scheduled-events',
      { id: 'bell', atGms: String(Number(now.gms) + 2 * HOUR), type: 'bell' },
      { token },
    );
    expect(scheduled.status).toBe(200);
    const body = { byGms: String(3 * HOUR) };
    await api.post('/v1/worlds/main/time:advance', body, { token, idempotencyKey: newKey() });
    stack.running.find(({ name }) => name === 'time-manager')?.child.kill('SIGKILL');
    await stack.add('time-manager', { BB_INSTANCE: 'time-manager-next' });

    const fired = async (): Promise<number> => {
      let count = 0;
      const query = new URLSearchParams({
        'filter.subjectPattern': 'game.time.scheduled_fired.*',
        'from.from': 'START_FROM_ALL',
      });
      for await (const { event } of sse(`${stack.url}/v1/event-streams/GAME_EVENTS/events:replay?${query.toString()}`, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(5000),
      })) {
        if (event !== 'end') count += 1;
      }
      return count;
    };
    await eventually(async () => expect(await fired()).toBe(1), 20_000);
    await new Promise((wake) => setTimeout(wake, 3000));
    expect(await fired()).toBe(1);
  }, 60_000);
});
