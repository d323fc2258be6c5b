import { sharedStack } from './shared-stack.js';
import { sse } from './sse.js';

const { api, url } = sharedStack();

interface Value {
  readonly key: string;
  readonly value: unknown;
  readonly source: string;
}

describe('settings, through the gateway', () => {
  const path = (player: string, verb = ''): string => `/v1/players/${player}/settings${verb}`;
  const shown = ({ values }: { values: readonly Value[] }, key: string): unknown => {
    const found = values.find((each) => each.key === key);
    return [found?.value, found?.source];
  };

  it('are defaults, then the player’s, then defaults again', async () => {
    const { id, token } = await api.player();
    const fresh = await api.get(path(id), { token });
    expect(fresh.status).toBe(200);
    expect(fresh.body.values.every(({ source }: Value) => source === 'SETTING_SOURCE_DEFAULT')).toBe(true);
    const updated = await api.send('PATCH', path(id), { changes: { 'content.gore': 'OFF' } }, { token });
    expect(shown(updated.body, 'content.gore')).toEqual(['OFF', 'SETTING_SOURCE_PLAYER']);
    const reset = await api.post(path(id, ':reset'), { keys: ['content.gore'] }, { token });
    expect(shown(reset.body, 'content.gore')).toEqual(['FULL', 'SETTING_SOURCE_DEFAULT']);
  });

  it('are not changed at all when one of three changes is bad', async () => {
    const { id, token } = await api.player();
    const changes = { language: 'de', 'audio.master': 7, 'ai.enabled': false };
    const answer = await api.send('PATCH', path(id), { changes }, { token });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ reason: 'SETTING_VALUE', details: { key: 'audio.master' } });
    const { body } = await api.get(path(id), { token });
    expect(shown(body, 'language')).toEqual(['en', 'SETTING_SOURCE_DEFAULT']);
  });

  it('have flags that split a thousand keys in two, and keep them', async () => {
    const admin = await api.adminToken();
    const key = `half-${Date.now()}`;
    const flag = (weight: number) => ({
      flag: {
        key,
        enabled: true,
        variants: { a: 1, b: 2 },
        defaultVariant: 'a',
        rules: [
          {
            splits: [
              { variant: 'a', weight },
              { variant: 'b', weight: 10_000 - weight },
            ],
          },
        ],
      },
    });
    const deal = async (): Promise<readonly string[]> => {
      const variants: string[] = [];
      for (let start = 0; start < 1000; start += 50) {
        const asked = Array.from({ length: 50 }, (_, at) =>
          api.post(`/v1/flags/${key}:evaluate`, { context: { targetingKey: `k${start + at}` } }, { token: admin }),
        );
        variants.push(...(await Promise.all(asked)).map(({ body }) => body.variant as string));
      }
      return variants;
    };
    expect((await api.put(`/v1/flags/${key}`, flag(5000), { token: admin })).status).toBe(200);
    const first = await deal();
    const inA = first.filter((variant) => variant === 'a').length;
    expect(inA).toBeGreaterThan(450);
    expect(inA).toBeLessThan(550);
    await api.put(`/v1/flags/${key}`, flag(6000), { token: admin });
    const wider = await deal();
    expect(first.every((variant, at) => variant === 'b' || wider[at] === 'a')).toBe(true);
  });

  it('of everybody win over the player’s when they are locked', async () => {
    const { id, token } = await api.player();
    const admin = await api.adminToken();
    const definition = {
      key: `test.k${Date.now()}`,
      type: 'SETTING_TYPE_INT',
      defaultValue: 1,
      scope: 'SETTING_SCOPE_PLAYER',
      playerWritable: true,
    };
    await api.put(`/v1/setting-definitions/${definition.key}`, { definition }, { token: admin });
    await api.send('PATCH', path(id), { changes: { [definition.key]: 2 } }, { token });
    await api.put(`/v1/global-settings/${definition.key}`, { value: 3, locked: true }, { token: admin });
    const { body } = await api.get(path(id, `?keys=${definition.key}`), { token });
    expect(shown(body, definition.key)).toEqual([3, 'SETTING_SOURCE_GLOBAL']);
    const refused = await api.send('PATCH', path(id), { changes: { [definition.key]: 4 } }, { token });
    expect([refused.status, refused.body.reason]).toEqual([409, 'SETTING_LOCKED']);
  });

  it('are watched over a stream', async () => {
    const { id, token } = await api.player();
    const stop = new AbortController();
    const frames = sse(`${url}${path(id, ':watch')}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: stop.signal,
    });
    const seen: unknown[] = [];
    for await (const { data } of frames) {
      seen.push(shown(data, 'language'));
      if (seen.length === 2) break;
      await api.send('PATCH', path(id), { changes: { language: 'ko' } }, { token });
    }
    stop.abort();
    expect(seen).toEqual([
      ['en', 'SETTING_SOURCE_DEFAULT'],
      ['ko', 'SETTING_SOURCE_PLAYER'],
    ]);
  });
});
