import { randomBytes } from 'node:crypto';
import { newKey, type Answer } from './api.js';
import { sharedStack } from './shared-stack.js';

const { api } = sharedStack();

// For vectors: nobody else in this stack asks for such models.
const provider = { kind: 'PROVIDER_KIND_OPENAI_COMPATIBLE', baseUrl: 'http://127.0.0.1:9/v1', secretEnv: 'NO_API_KEY' };

describe('model-management, through the gateway', () => {
  let token: string;
  let name: string;

  beforeAll(async () => {
    token = await api.adminToken();
  });
  beforeEach(async () => {
    name = `e2e-${randomBytes(5).toString('hex')}`;
    await expectOk(api.post('/v1/models', { name, task: 'MODEL_TASK_EMBED' }, { token }));
  });

  const expectOk = async (answer: Promise<Answer>): Promise<Answer> => {
    const { status, body, headers } = await answer;
    expect([status, body]).toEqual([200, expect.anything()]);
    return { status, body, headers };
  };
  const readyVersion = async (): Promise<number> => {
    const { body } = await expectOk(api.post(`/v1/models/${name}/versions`, { provider }, { token }));
    for (const status of ['VALIDATING', 'READY']) {
      const path = `/v1/models/${name}/versions/${body.number}:transition`;
      await expectOk(api.post(path, { toStatus: `VERSION_STATUS_${status}` }, { token }));
    }
    return body.number;
  };
  const deploy = (number: number, more: object = {}): Promise<Answer> => {
    const body = { strategy: 'DEPLOYMENT_STRATEGY_ALL_AT_ONCE', ...more };
    return api.post(`/v1/models/${name}/versions/${number}:deploy`, body, { token, idempotencyKey: newKey() });
  };
  const resolve = async (modelRef: string, key?: string): Promise<Answer['body']> => {
    const query = new URLSearchParams({ model_ref: modelRef, ...(key === undefined ? {} : { routing_key: key }) });
    return (await expectOk(api.get(`/v1/models:resolve?${query.toString()}`, { token }))).body;
  };

  it('has the embedded narrator from the start', async () => {
    const { modelVersion } = await resolve('narrator');
    expect(modelVersion).toMatchObject({ modelRef: 'narrator:1', provider: { kind: 'PROVIDER_KIND_EMBEDDED' } });
  });

  it('gives a canary its share of keys, each always the same side', async () => {
    const [one, two] = [await readyVersion(), await readyVersion()];
    await expectOk(deploy(one));
    await expectOk(deploy(two, { strategy: 'DEPLOYMENT_STRATEGY_CANARY', canaryBasisPoints: 2000 }));
    const sides: number[] = [];
    for (let i = 0; i < 1000; i += 50) {
      const keys = Array.from({ length: 50 }, (_, offset) => `key-${i + offset}`);
      const answers = await Promise.all(keys.map((key) => resolve(name, key)));
      sides.push(...answers.map(({ modelVersion }) => modelVersion.number));
    }
    const onCanary = sides.filter((number) => number === two).length;
    expect(onCanary).toBeGreaterThan(150);
    expect(onCanary).toBeLessThan(250);
    for (const index of [0, 1, 2, 3, 4, 5]) {
      expect((await resolve(name, `key-${index}`)).modelVersion.number).toBe(sides[index]);
    }
  });

  it('goes back to the old number after a promotion, with three entries', async () => {
    const [one, two] = [await readyVersion(), await readyVersion()];
    await expectOk(deploy(one));
    const canary = { strategy: 'DEPLOYMENT_STRATEGY_CANARY', canaryBasisPoints: 2000 };
    const { body } = await expectOk(deploy(two, canary));
    await expectOk(api.post(`/v1/model-deployments/${body.deploymentId}:promote`, {}, { token }));
    expect((await resolve(name)).modelVersion.number).toBe(two);
    const back = { token, idempotencyKey: newKey() };
    const first = await expectOk(api.post(`/v1/models/${name}:rollback`, { reason: 'worse' }, back));
    const again = await expectOk(api.post(`/v1/models/${name}:rollback`, { reason: 'worse' }, back));
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replay')).toBe('true');
    expect((await resolve(name)).modelVersion.number).toBe(one);
    const { body: list } = await expectOk(api.get(`/v1/model-deployments?name=${name}`, { token }));
    expect(list.deployments).toHaveLength(3);
  });

  it('points no alias at a version that is only registered', async () => {
    await expectOk(api.post(`/v1/models/${name}/versions`, { provider }, { token }));
    const refused = await api.put(`/v1/models/${name}/aliases/champion`, { number: 1 }, { token });
    expect([refused.status, refused.body.reason]).toEqual([409, 'ILLEGAL_ALIAS_TARGET']);
  });

  it('lets one of two deployments with one expected version win', async () => {
    const [one, two] = [await readyVersion(), await readyVersion()];
    const both = await Promise.all([one, two].map((number) => deploy(number, { expectedVersion: '0' })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('VERSION_CONFLICT');
  });

  it('changes what a patch holds, refuses keys in the place of their names, and shows players no addresses', async () => {
    const { body } = await expectOk(
      api.send('PATCH', `/v1/models/${name}`, { model: { description: 'Sour.' } }, { token }),
    );
    expect(body.description).toBe('Sour.');
    const leaked = { provider: { ...provider, secretEnv: 'sk-abc' } };
    const refused = await api.post(`/v1/models/${name}/versions`, leaked, { token });
    expect([refused.status, refused.body.reason]).toEqual([400, 'SECRET_NOT_A_NAME']);
    await readyVersion();
    const player = await api.player();
    const seen = await expectOk(api.get(`/v1/models/${name}/versions/1`, { token: player.token }));
    expect(seen.body.provider).toEqual({ kind: provider.kind });
    expect((await api.get(`/v1/models:resolve?model_ref=${name}`, { token: player.token })).status).toBe(403);
  });
});
