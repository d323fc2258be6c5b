import { eventually } from './eventually.js';
import { newKey } from './api.js';
import { sharedStack } from './shared-stack.js';
import { sse } from './sse.js';

const { api, url } = sharedStack();

describe('state-manager, through the gateway', () => {
  const path = (owner: string, key: string): string => `/v1/states/saves/${owner}/${key}`;

  it('creates once, then names the current version to who comes late', async () => {
    const player = await api.player();
    const put = () =>
      api.put(path(player.id, 'first'), { value: { coins: 1 }, expectedVersion: '0' }, { token: player.token });
    expect((await put()).status).toBe(200);
    const second = await put();
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: 'VERSION_CONFLICT', details: { current_version: '1' } });
  });

  it('lets one of twenty parallel writers win', async () => {
    const { id, token } = await api.player();
    await api.put(path(id, 'race'), { value: { n: 0 }, expectedVersion: '0' }, { token });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        api.put(path(id, 'race'), { value: { n }, expectedVersion: '1' }, { token }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
    expect((await api.get(path(id, 'race'), { token })).body.version).toBe('2');
  });

  it('changes nothing when a check of a transaction fails', async () => {
    const { id, token } = await api.player();
    await api.put(path(id, 'a'), { value: { n: 1 } }, { token });
    const stateId = (key: string) => ({ namespace: 'saves', key, ownerId: id });
    const answer = await api.post(
      '/v1/states:transact',
      {
        ops: [
          { id: stateId('b'), put: { value: { n: 2 } } },
          { id: stateId('a'), expectedVersion: '7', check: {} },
        ],
      },
      { token, idempotencyKey: newKey() },
    );
    expect(answer.status).toBe(409);
    expect((await api.get(path(id, 'b'), { token })).status).toBe(404);
  });

  it('increments within bounds, and loses none of fifty at once', async () => {
    const { id, token } = await api.player();
    await api.put(path(id, 'count'), { value: { n: 3 } }, { token });
    const add = (delta: number, min?: string) =>
      api.post(
        `${path(id, 'count')}:increment`,
        { path: '/n', delta: String(delta), ...(min === undefined ? {} : { min }) },
        { token },
      );
    const below = await add(-5, '0');
    expect(below.status).toBe(409);
    expect(below.body.reason).toBe('OUT_OF_RANGE');
    const answers = await Promise.all(Array.from({ length: 50 }, () => add(1)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect((await api.get(path(id, 'count'), { token })).body.value.n).toBe(53);
  });

  it('shows a watcher what another caller wrote within half a second', async () => {
    const { id, token } = await api.player();
    const closing = new AbortController();
    const seen: unknown[] = [];
    const watching = (async () => {
      const stream = sse(`${url}/v1/states/saves:watch?owner_id=${id}`, {
        headers: { authorization: `Bearer ${token}` },
        signal: closing.signal,
      });
      for await (const frame of stream) seen.push(frame.data);
    })().catch(() => undefined);
    await eventually(() => Promise.resolve(expect(seen.length).toBeGreaterThan(0)), 3000);
    const before = seen.length;
    await api.put(path(id, 'watched'), { value: { n: 1 } }, { token });
    await eventually(() => Promise.resolve(expect(seen.length).toBeGreaterThan(before)), 500);
    expect(JSON.stringify(seen.at(-1))).toContain('watched');
    closing.abort();
    await watching;
  });

  it.each([
    ['an array', { value: [1] }],
    ['a text', { value: 'x' }],
    ['nothing', {}],
    ['an unknown field', { value: {}, nope: 1 }],
  ])('refuses %s as a value', async (_case, body) => {
    const { id, token } = await api.player();
    const answer = await api.put(path(id, 'bad'), body, { token });
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('INVALID_ARGUMENT');
  });
});
