import { Api } from './api.js';
import { startStack, type Stack } from './stack.js';

describe('a client session while a service is down', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack({
      services: ['auth', 'time-manager', 'weather-manager', 'world-state', 'body-broker-integration'],
    });
  }, 60_000);

  afterAll(() => stack.stop());

  it('(a) begins all the same, and names what is missing', async () => {
    const api = new Api(stack.url);
    const player = await api.player();
    const client = { client: { build: '1', platform: 'e2e', capabilities: ['x'] }, deviceId: 'd' };
    const open = () => api.post('/v1/client-sessions', client, { token: player.token });
    const absent = ['settings', 'mode', 'wallet', 'quests', 'story', 'agreed_capabilities'];
    const before = await open();
    expect(before.status).toBe(200);
    expect(before.body.sectionsFailed).toEqual(absent);
    await stack.running.find(({ name }) => name === 'weather-manager')?.stop();
    const after = await open();
    expect(after.status).toBe(200);
    expect(after.body.sectionsFailed).toEqual([...absent.slice(0, 2), 'weather', ...absent.slice(2)]);
    expect(after.body.worldSnapshot).toBeDefined();
  }, 30_000);
});
