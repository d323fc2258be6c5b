import { randomBytes } from 'node:crypto';
import { eventually } from './eventually.js';
import { sharedStack } from './shared-stack.js';
import { sse } from './sse.js';
import { SERVICES } from './stack.js';

const { api, url } = sharedStack();
const unique = (what: string): string => `${what}-${randomBytes(4).toString('hex')}`;

describe('capability-registry, through the gateway', () => {
  let token: string;

  beforeAll(async () => {
    token = await api.adminToken();
  });

  const register = (id: string, capabilities: readonly object[], generation = '1', leaseMs = '60000') =>
    api.post(
      '/v1/capability-subjects:register',
      { subject: { kind: 'SUBJECT_KIND_MODEL', id }, capabilities, generation, leaseMs },
      { token },
    );

  it('knows every service that runs', async () => {
    const running = process.env['E2E_SERVICES']?.split(',') ?? SERVICES;
    await eventually(async () => {
      const { body } = await api.get('/v1/capability-subjects?kind=SUBJECT_KIND_SERVICE&page_size=200', { token });
      const ids = ((body.subjects ?? []) as { id: string }[]).map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining([...running]));
    }, 10_000);
  });

  it('forgets who does not renew, and says so on SYSTEM_EVENTS', async () => {
    const id = unique('model');
    const path = `/v1/capability-subjects/SUBJECT_KIND_MODEL/${id}`;
    const registered = await register(id, [{ name: 'ai.chat', version: '1.0.0' }], '1', '5000');
    expect(registered.status).toBe(200);
    const renewed = await api.post(`/v1/capability-leases/${registered.body.leaseId}:renew`, {}, { token });
    expect(renewed.status).toBe(200);
    expect((await api.get(path, { token })).status).toBe(200);
    await eventually(async () => expect((await api.get(path, { token })).status).toBe(404), 10_000);
    const told = async (): Promise<boolean> => {
      const query = new URLSearchParams({
        'filter.subjectPattern': 'sys.capability.subject_expired.*',
        'from.from': 'START_FROM_ALL',
      });
      for await (const { data } of sse(`${url}/v1/event-streams/SYSTEM_EVENTS/events:replay?${query.toString()}`, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(5000),
      })) {
        if (JSON.stringify(data).includes(id)) return true;
      }
      return false;
    };
    await eventually(async () => expect(await told()).toBe(true), 10_000);
    const late = await api.post(`/v1/capability-leases/${registered.body.leaseId}:renew`, {}, { token });
    expect(late).toMatchObject({ status: 404, body: { reason: 'LEASE' } });
  }, 30_000);

  it('finds the models that fit, best first', async () => {
    const [small, big, house] = [unique('small'), unique('big'), unique('house')];
    const tongue = unique('tongue');
    const chat = (tokens: number) => ({
      name: 'ai.chat.stream',
      version: '1.1.0',
      attributes: { context_tokens: tokens, languages: [tongue] },
    });
    await register(small, [chat(2048)]);
    await register(big, [chat(8192)]);
    await register(house, [chat(4096), { name: 'ai.local', version: '1.0.0' }]);
    const condition = `attributes.context_tokens >= 4096 && '${tongue}' in attributes.languages`;
    const { status, body } = await api.post(
      '/v1/capability-subjects:find',
      {
        requirements: [
          { name: 'ai.chat.stream', range: '>=1.0', condition },
          { name: 'ai.local', optional: true },
        ],
      },
      { token },
    );
    expect(status).toBe(200);
    expect(body.matches.map((match: { subject: { id: string } }) => match.subject.id)).toEqual([house, big]);
  });

  it('agrees with a client on version 2 of the codec, and refuses what has no common version', async () => {
    const player = await api.player();
    const { status, body } = await api.post(
      '/v1/capabilities:negotiate',
      {
        clientId: `${player.id}.phone`,
        offered: [
          { name: 'codec', range: '1 - 3', attributes: { formats: ['json'] } },
          { name: 'client.audio', range: '7' },
        ],
      },
      { token: player.token },
    );
    expect(status).toBe(200);
    expect(body.agreed).toMatchObject([{ name: 'codec', version: '2.0.0', attributes: { formats: ['json'] } }]);
    expect(body.refused).toEqual([{ name: 'client.audio', reason: 'NO_COMMON_VERSION' }]);
  });

  it('refuses an older generation, and attributes that do not fit', async () => {
    const id = unique('model');
    await register(id, [], '2');
    expect(await register(id, [], '1')).toMatchObject({ status: 409, body: { reason: 'STALE_GENERATION' } });
    const bad = { name: 'ai.chat', version: '1.0.0', attributes: { context_tokens: 'many' } };
    expect(await register(id, [bad], '3')).toMatchObject({
      status: 400,
      body: { reason: 'ATTRIBUTES', details: { path: '/context_tokens' } },
    });
  });
});
