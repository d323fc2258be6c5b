import { newKey, type Player } from './api.js';
import { eventually } from './eventually.js';
import { sharedStack } from './shared-stack.js';

const { api } = sharedStack();
const HOUR = 3_600_000;

describe('quest-system, through the gateway', () => {
  let admin = '';
  beforeAll(async () => {
    admin = await api.adminToken();
    await eventually(async () => {
      const { body } = await api.get('/v1/quest-definitions?page_size=200', { token: admin });
      expect(body.definitions.length).toBeGreaterThanOrEqual(18);
    }, 10_000);
  });

  const accept = (player: Player, definitionId: string, idempotencyKey = newKey()) =>
    api.post(`/v1/players/${player.id}/quests`, { definitionId }, { token: player.token, idempotencyKey });
  const quest = async (id: string) => (await api.get(`/v1/quests/${id}`, { token: admin })).body;
  const claim = (player: Player, id: string) =>
    api.post(`/v1/quests/${id}:claim`, {}, { token: player.token, idempotencyKey: newKey() });
  const untilStatus = (id: string, status: string, timeoutMs: number) =>
    eventually(async () => expect((await quest(id)).status).toBe(`QUEST_STATUS_${status}`), timeoutMs);
  const marks = async (player: Player): Promise<number> => {
    const { body } = await api.get(`/v1/players/${player.id}/wallet`, { token: player.token });
    const balance = (body.balances ?? []).find(({ currency }: { currency: string }) => currency === 'MARK');
    return Number(balance?.available ?? 0);
  };
  const report = (id: string, objectiveId: string, amount: number, eventId = newKey()) =>
    api.post(`/v1/quests/${id}:recordProgress`, { objectiveId, amount, eventId }, { token: admin });

  /** A player's first cut, all but claimed. */
  const completed = async (player: Player): Promise<string> => {
    const { body } = await accept(player, 'first-cut');
    expect((await report(body.id, 'eyes', 2)).body.status).toBe('QUEST_STATUS_COMPLETED');
    return body.id;
  };

  it('completes the first cut by two eyes that were harvested', async () => {
    const player = await api.player();
    const corpse = `corpse-${newKey().slice(0, 8).toLowerCase()}`;
    const placed = await api.put(
      `/v1/worlds/main/entities/${corpse}`,
      { entity: { kind: 'corpse', name: 'A stranger', locationId: 'tallow-rooms' } },
      { token: admin },
    );
    expect(placed.status).toBe(200);
    const accepted = await accept(player, 'first-cut');
    expect(accepted.status).toBe(200);
    for (let nth = 0; nth < 2; nth += 1) {
      const harvested = await api.post(
        `/v1/players/${player.id}/parts:harvest`,
        { source: { kind: 'SOURCE_KIND_CORPSE', entityId: corpse }, partType: 'eye', skill: 50 },
        { token: player.token, idempotencyKey: newKey() },
      );
      expect(harvested.status).toBe(200);
    }
    await untilStatus(accepted.body.id, 'COMPLETED', 2000);
  });

  it('counts what is reported twice once', async () => {
    const player = await api.player();
    const { body } = await accept(player, 'first-cut');
    const first = await report(body.id, 'eyes', 1, 'the-same');
    const again = await report(body.id, 'eyes', 1, 'the-same');
    expect(again.body).toEqual(first.body);
  });

  it('pays once, though it is claimed twice at once', async () => {
    const player = await api.player();
    const id = await completed(player);
    const before = await marks(player);
    const claims = await Promise.all([claim(player, id), claim(player, id)]);
    expect(claims.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(claims.map(({ body }) => body.executionId)).size).toBe(1);
    await untilStatus(id, 'CLAIMED', 15_000);
    expect(await marks(player)).toBe(before + 60);
    expect((await claim(player, id)).body.reason).toBe('NOT_COMPLETED');
  });

  it('gives everything back when the inventory is full, and pays when there is room', async () => {
    const player = await api.player();
    const id = await completed(player);
    const filled = await api.post(
      `/v1/players/${player.id}/items:grant`,
      { items: [{ itemId: 'brine-jar', count: '200' }], reference: 'e2e' },
      { token: admin, idempotencyKey: newKey() },
    );
    expect(filled.status).toBe(200);
    const before = await marks(player);
    expect((await claim(player, id)).status).toBe(200);
    await eventually(async () => {
      expect(await quest(id)).toMatchObject({ status: 'QUEST_STATUS_COMPLETED', claimProblem: 'INVENTORY_FULL' });
    }, 15_000);
    expect(await marks(player)).toBe(before);
    const emptied = await api.post(
      '/v1/item-grants:revoke',
      { grantId: filled.body.grantId },
      { token: admin, idempotencyKey: newKey() },
    );
    expect(emptied.status).toBe(200);
    expect((await claim(player, id)).status).toBe(200);
    await untilStatus(id, 'CLAIMED', 15_000);
    expect(await marks(player)).toBe(before + 60);
  });

  it('refuses a graph with a cycle, and names the steps', async () => {
    const step = (id: string) => ({ id, text: id });
    const definition = {
      title: 'Round',
      summary: 'And round.',
      steps: ['a', 'b', 'c'].map(step),
      connections: [
        { from: 'START', to: 'a' },
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
        { from: 'c', to: 'b' },
        { from: 'c', to: 'END' },
      ],
    };
    const answer = await api.put('/v1/quest-definitions/e2e-round', { definition }, { token: admin });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ reason: 'BAD_GRAPH', details: { steps: 'b, c' } });
  });

  it('expires when game time passes the limit', async () => {
    const player = await api.player();
    const { body } = await accept(player, 'a-pint-for-moll');
    const deadline = Number(body.deadlineGms);
    expect(deadline).toBeGreaterThan(0);
    const { body: time } = await api.get('/v1/worlds/main/time', { token: admin });
    const byGms = String(Math.max(HOUR, deadline - Number(time.gms) + HOUR));
    const advanced = await api.post(
      '/v1/worlds/main/time:advance',
      { byGms },
      { token: admin, idempotencyKey: newKey() },
    );
    expect(advanced.status).toBe(200);
    await untilStatus(body.id, 'EXPIRED', 5000);
  });

  it('shows a player what there is to do, and keeps others out', async () => {
    const [ann, bob] = [await api.player(), await api.player()];
    const { body: offers } = await api.get(`/v1/players/${ann.id}/quest-offers`, { token: ann.token });
    const byId = new Map(offers.offers.map((offer: { definitionId: string }) => [offer.definitionId, offer]));
    expect(byId.get('first-cut')).not.toHaveProperty('lockedReason');
    expect(byId.get('the-quiet-heart')).toMatchObject({ lockedReason: 'PREREQUISITES' });
    expect(byId.has('the-heir')).toBe(false);
    const { body } = await accept(ann, 'first-cut');
    expect((await api.get(`/v1/quests/${body.id}`, { token: bob.token })).status).toBe(403);
    expect((await api.get(`/v1/players/${ann.id}/quests`, { token: bob.token })).status).toBe(403);
    const refused = await accept(ann, 'the-quiet-heart');
    expect(refused.body).toMatchObject({ reason: 'PREREQUISITES', code: 'FAILED_PRECONDITION' });
  });
});
