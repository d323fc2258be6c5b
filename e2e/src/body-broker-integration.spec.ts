import { newKey, type Player } from './api.js';
import { eventually } from './eventually.js';
import { sharedStack } from './shared-stack.js';

const { api } = sharedStack();
const HOUR = 3_600_000;
const CLIENT = { client: { build: '1.0.0', platform: 'e2e', capabilities: ['stream.sse'] }, deviceId: 'device-1' };

let admin = '';
let player: Player;
let bodies = 0;

beforeAll(async () => {
  admin = await api.adminToken();
});

beforeEach(async () => {
  player = await api.player();
});

async function standAt(locationId: string): Promise<void> {
  const order = { toLocation: locationId, mode: 'MOVE_MODE_PLACE' };
  expect((await api.post(`/v1/worlds/main/entities/${player.id}:move`, order, { token: admin })).status).toBe(200);
}

/** A corpse of this test's own, in a quiet ward, with the player beside it. */
async function corpse(locationId = 'bone-chapel'): Promise<string> {
  const id = `e2e-corpse-${newKey().slice(0, 8)}-${(bodies += 1)}`;
  const entity = { id, kind: 'corpse', name: 'Nobody', locationId };
  const answer = await api.put(`/v1/worlds/main/entities/${id}`, { entity }, { token: admin });
  expect(answer.status).toBe(200);
  await standAt(locationId);
  return id;
}

function harvest(entityId: string, partType = 'eye', idempotencyKey = newKey()) {
  const body = { source: { kind: 'SOURCE_KIND_CORPSE', entityId }, partType, tool: 'menders-kit', skill: 90 };
  return api.post(`/v1/players/${player.id}/parts:harvest`, body, { token: player.token, idempotencyKey });
}

async function advance(hours: number): Promise<void> {
  const body = { byGms: String(hours * HOUR) };
  await api.post('/v1/worlds/main/time:advance', body, { token: admin, idempotencyKey: newKey() });
}

const get = async (path: string, token = player.token) => (await api.get(path, { token })).body;
const marks = async (account: string, token = admin): Promise<number> => {
  const { balances = [] } = await get(`/v1/players/${account}/wallet`, token);
  return Number(balances.find(({ currency }: { currency: string }) => currency === 'MARK')?.available ?? 0);
};

/** A contract for eyes, accepted. */
async function acceptedContract(price: number, count = 1, clientNpcId = 'widow-sallow'): Promise<string> {
  const { gms } = await get('/v1/worlds/main/time', admin);
  const order = {
    playerId: player.id,
    clientNpcId,
    demand: { partType: 'eye', minFreshness: 10, count },
    price: String(price),
    deadlineGms: String(Number(gms) + 300 * HOUR),
  };
  const { status, body } = await api.post('/v1/contracts', order, { token: admin });
  expect(status).toBe(200);
  expect((await api.post(`/v1/contracts/${body.contractId}:accept`, {}, { token: player.token })).status).toBe(200);
  return body.contractId;
}

const deliver = (contractId: string, partIds: readonly string[], idempotencyKey = newKey()) =>
  api.post(`/v1/contracts/${contractId}:deliver`, { partIds }, { token: player.token, idempotencyKey });

describe('body-broker-integration, through the gateway', () => {
  it('(a) opens a client session with all its sections', async () => {
    const startedMs = Date.now();
    const { status, body } = await api.post('/v1/client-sessions', CLIENT, { token: player.token });
    expect(Date.now() - startedMs).toBeLessThan(1500);
    expect(status).toBe(200);
    expect(body.sectionsFailed ?? []).toEqual([]);
    expect(body).toMatchObject({
      regionId: 'tallow-ward',
      inventory: { capacity: 200 },
      player: { accountId: player.id },
    });
    expect(Number(body.eventSequence)).toBeGreaterThan(0);
    // Sections are what their services answer.
    expect(body.player).toEqual(await get(`/v1/accounts/${player.id}`));
    expect(body.settings).toEqual(await get(`/v1/players/${player.id}/settings?device_id=device-1`));
    expect(body.wallet).toEqual(await get(`/v1/players/${player.id}/wallet`));
    expect(body.quests).toEqual(await get(`/v1/players/${player.id}/quests?status=QUEST_STATUS_ACTIVE`));
    expect(body.weather.regionId).toBe('tallow-ward');
    const alive = await api.post(`/v1/client-sessions/${body.sessionId}:heartbeat`, {}, { token: player.token });
    expect(alive.body.open).toBe(true);
    await api.post(`/v1/client-sessions/${body.sessionId}:close`, {}, { token: player.token });
    const contracts = await get(`/v1/players/${player.id}/contracts`);
    expect(contracts.contracts).toHaveLength(3);
  });

  it('(b) gives the last eye to one of two', async () => {
    const body = await corpse();
    expect((await harvest(body)).status).toBe(200);
    const answers = await Promise.all([harvest(body), harvest(body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.reason).toBe('SOURCE_EXHAUSTED');
    expect((await get(`/v1/players/${player.id}/inventory`)).used).toBe(2);
  });

  it('cuts only where the player is', async () => {
    const body = await corpse();
    await standAt('tallow-rooms');
    const answer = await harvest(body);
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ reason: 'NOT_HERE', details: { location_id: 'bone-chapel' } });
    await standAt('bone-chapel');
    expect((await harvest(body)).status).toBe(200);
  });

  it('takes one eye for one key, ten times at once', async () => {
    const body = await corpse();
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => harvest(body, 'eye', key)));
    const ids = answers.filter(({ status }) => status === 200).map((answer) => answer.body.partId);
    expect(new Set(ids).size).toBe(1);
    expect((await get(`/v1/players/${player.id}/inventory`)).used).toBe(1);
  });

  it('(c) spoils faster in the open than on ice', async () => {
    const body = await corpse();
    const [open, iced] = [(await harvest(body)).body, (await harvest(body)).body];
    const ice = { method: 'PRESERVE_METHOD_ICE', expectedVersion: iced.version };
    expect((await api.post(`/v1/parts/${iced.partId}:preserve`, ice, { token: player.token })).status).toBe(200);
    await advance(12);
    const [after, kept] = [await get(`/v1/parts/${open.partId}`), await get(`/v1/parts/${iced.partId}`)];
    expect(after.freshness).toBeLessThan(open.freshness);
    expect(after.freshness).toBeLessThan(kept.freshness);
  });

  it('(d) settles a delivery once, however often it is made', async () => {
    const part = (await harvest(await corpse())).body;
    const contractId = await acceptedContract(40);
    const before = await marks(player.id);
    const key = newKey();
    const answers = await Promise.all([
      deliver(contractId, [part.partId], key),
      deliver(contractId, [part.partId], key),
      deliver(contractId, [part.partId]),
    ]);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    await eventually(async () => {
      expect((await get(`/v1/contracts/${contractId}`)).status).toBe('CONTRACT_STATUS_SETTLED');
    }, 15_000);
    expect(await marks(player.id)).toBe(before + 40);
    expect(await get(`/v1/parts/${part.partId}`)).toMatchObject({
      state: 'PART_STATE_TRANSFERRED',
      owner: 'npc:widow-sallow',
    });
    expect((await get(`/v1/players/${player.id}/inventory`)).used ?? 0).toBe(0);
    expect(await get(`/v1/players/${player.id}/standing`)).toMatchObject({ contractsSettled: 1 });
  }, 30_000);

  it('(d) leaves everything as before when the client cannot pay', async () => {
    const part = (await harvest(await corpse())).body;
    const contractId = await acceptedContract(900_000_000, 1, 'brother-tallis');
    const before = await marks(player.id);
    expect((await deliver(contractId, [part.partId])).status).toBe(200);
    await eventually(async () => {
      expect((await get(`/v1/contracts/${contractId}`)).status).toBe('CONTRACT_STATUS_ACCEPTED');
    }, 15_000);
    expect((await get(`/v1/contracts/${contractId}`)).reason).toBe('INSUFFICIENT_FUNDS');
    expect(await marks(player.id)).toBe(before);
    const { parts } = await get(`/v1/players/${player.id}/inventory`);
    expect(parts).toMatchObject([{ partId: part.partId }]);
    expect(parts[0].reservationId ?? '').toBe('');
  }, 30_000);

  it('(e) refuses an offer above the reserve and counters one near it', async () => {
    const { gms } = await get('/v1/worlds/main/time', admin);
    const order = {
      playerId: player.id,
      clientNpcId: 'marchese-lune',
      demand: { partType: 'eye', count: 1 },
      price: '1000',
      deadlineGms: String(Number(gms) + 300 * HOUR),
    };
    const { body } = await api.post('/v1/contracts', order, { token: admin });
    const offer = (price: number) =>
      api.post(`/v1/contracts/${body.contractId}:offer`, { price: String(price) }, { token: player.token });
    expect((await offer(5000)).body.outcome).toBe('OFFER_OUTCOME_REFUSED');
    const countered = (await offer(1090)).body;
    expect(countered.outcome).toBe('OFFER_OUTCOME_COUNTERED');
    expect(Number(countered.price)).toBeGreaterThan(1000);
    expect(Number(countered.price)).toBeLessThan(1090);
  });

  it('breaks a contract that was not delivered in time', async () => {
    const { gms } = await get('/v1/worlds/main/time', admin);
    const order = {
      playerId: player.id,
      clientNpcId: 'ivo-scrim',
      demand: { partType: 'rib', count: 3 },
      price: '30',
      deadlineGms: String(Number(gms) + 2 * HOUR),
    };
    const { body } = await api.post('/v1/contracts', order, { token: admin });
    await api.post(`/v1/contracts/${body.contractId}:accept`, {}, { token: player.token });
    await advance(3);
    await eventually(async () => {
      expect((await get(`/v1/contracts/${body.contractId}`)).status).toBe('CONTRACT_STATUS_BREACHED');
    }, 15_000);
    expect((await get(`/v1/players/${player.id}/standing`)).reputation.menders).toBe(-8);
  }, 30_000);

  it('hands over what was bought', async () => {
    const order = { productId: 'founders-kit' };
    const paying = { token: player.token, idempotencyKey: newKey() };
    const intent = await api.post(`/v1/players/${player.id}/payment-intents`, order, paying);
    expect(intent.status).toBe(200);
    const method = { paymentMethod: 'pm_ok' };
    const confirmation = { token: player.token, idempotencyKey: newKey() };
    await api.post(`/v1/payment-intents/${intent.body.intentId}:confirm`, method, confirmation);
    await eventually(async () => {
      expect((await get(`/v1/players/${player.id}/inventory`)).items).toEqual([
        { itemId: 'ice-chest', count: '1' },
        { itemId: 'menders-kit', count: '1' },
      ]);
    }, 20_000);
  }, 30_000);

  it('keeps one player out of another’s trade', async () => {
    const part = (await harvest(await corpse())).body;
    const other = await api.player();
    const options = { token: other.token };
    const answers = await Promise.all([
      api.get(`/v1/parts/${part.partId}`, options),
      api.get(`/v1/players/${player.id}/inventory`, options),
      api.post(`/v1/parts/${part.partId}:discard`, {}, options),
      api.post(
        `/v1/players/${other.id}/items:grant`,
        { items: [{ itemId: 'knife', count: '1' }], reference: 'x' },
        options,
      ),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });
});
