import { Api, newKey } from './api.js';
import { eventually } from './eventually.js';
import { startStack, type ServiceName, type Stack } from './stack.js';

const HOUR = 3_600_000;

describe('the trade while a service is down', () => {
  let stack: Stack;
  let api: Api;

  beforeAll(async () => {
    stack = await startStack({
      services: [
        'auth',
        'time-manager',
        'weather-manager',
        'world-state',
        'payment',
        'npc-behavior',
        'orchestration',
        'body-broker-integration',
      ],
    });
    api = new Api(stack.url);
  }, 60_000);

  afterAll(() => stack.stop());

  const stop = (service: ServiceName) => stack.running.findLast(({ name }) => name === service)?.stop();

  it('(a) begins a client session all the same, and names what is missing', async () => {
    const player = await api.player();
    const client = { client: { build: '1', platform: 'e2e', capabilities: ['x'] }, deviceId: 'd' };
    const open = () => api.post('/v1/client-sessions', client, { token: player.token });
    const absent = ['settings', 'mode', 'quests', 'story', 'agreed_capabilities'];
    const before = await open();
    expect(before.status).toBe(200);
    expect(before.body.sectionsFailed).toEqual(absent);
    await stop('weather-manager');
    const after = await open();
    expect(after.status).toBe(200);
    expect(after.body.sectionsFailed).toEqual(['settings', 'mode', 'weather', ...absent.slice(2)]);
    expect(after.body.worldSnapshot).toBeDefined();
  }, 30_000);

  it.each(['payment', 'orchestration'] as const)(
    'settles a delivery once though %s comes back only later',
    async (service) => {
      const admin = await api.adminToken();
      const player = await api.player();
      const corpse = `corpse-${newKey().slice(0, 8)}`;
      const entity = { id: corpse, kind: 'corpse', name: 'Nobody', locationId: 'bone-chapel' };
      await api.put(`/v1/worlds/main/entities/${corpse}`, { entity }, { token: admin });
      const there = { toLocation: 'bone-chapel', mode: 'MOVE_MODE_PLACE' };
      await api.post(`/v1/worlds/main/entities/${player.id}:move`, there, { token: admin });
      const source = { kind: 'SOURCE_KIND_CORPSE', entityId: corpse };
      const cut = { source, partType: 'eye', tool: 'menders-kit', skill: 90 };
      const keyed = () => ({ token: player.token, idempotencyKey: newKey() });
      const part = (await api.post(`/v1/players/${player.id}/parts:harvest`, cut, keyed())).body;
      const { gms } = (await api.get('/v1/worlds/main/time', { token: admin })).body;
      const order = {
        playerId: player.id,
        clientNpcId: 'ivo-scrim',
        demand: { partType: 'eye', count: 1 },
        price: '40',
        deadlineGms: String(Number(gms) + 300 * HOUR),
      };
      const { contractId } = (await api.post('/v1/contracts', order, { token: admin })).body;
      await api.post(`/v1/contracts/${contractId}:accept`, {}, { token: player.token });
      await stop(service);
      const delivered = await api.post(`/v1/contracts/${contractId}:deliver`, { partIds: [part.partId] }, keyed());
      expect(delivered.status).toBe(200);
      await new Promise((wake) => setTimeout(wake, 3000));
      await stack.add(service);
      await eventually(async () => {
        const contract = (await api.get(`/v1/contracts/${contractId}`, { token: player.token })).body;
        expect(contract.status).toBe('CONTRACT_STATUS_SETTLED');
      }, 40_000);
      const wallet = (await api.get(`/v1/players/${player.id}/wallet`, { token: player.token })).body;
      expect(wallet.balances).toMatchObject([{ currency: 'MARK', available: '40' }]);
      const standing = (await api.get(`/v1/players/${player.id}/standing`, { token: player.token })).body;
      expect(standing.contractsSettled).toBe(1);
    },
    90_000,
  );
});
