import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Api, newKey, type Answer } from './api.js';
import { eventually } from './eventually.js';
import { Hand, type HandAnswer, type HandCall } from './hand.js';
import { sharedStack } from './shared-stack.js';
import { sse } from './sse.js';
import { startStack, type Stack } from './stack.js';

const DONE: HandAnswer = { result: { done: true } };
const unavailable: HandAnswer = {
  status: 503,
  error: { code: 'ERROR_CODE_UNAVAILABLE', reason: 'ASLEEP', message: 'asleep', retryable: true },
};

/** Workflows over HTTP, by an admin. */
class Workflows {
  readonly #api: Api;
  readonly #token: string;

  constructor(api: Api, token: string) {
    this.#api = api;
    this.#token = token;
  }

  define(definition: object): Promise<Answer> {
    return this.#api.post('/v1/workflow-definitions', { definition }, { token: this.#token });
  }

  start(definitionId: string, more: object = {}, idempotencyKey = newKey()): Promise<Answer> {
    return this.#api.post('/v1/workflow-executions', { definitionId, ...more }, { token: this.#token, idempotencyKey });
  }

  get(path: string): Promise<Answer> {
    return this.#api.get(`/v1/workflow-executions/${path}`, { token: this.#token });
  }

  act(id: string, verb: string, body: object): Promise<Answer> {
    return this.#api.post(`/v1/workflow-executions/${id}:${verb}`, body, {
      token: this.#token,
      idempotencyKey: newKey(),
    });
  }

  reach(id: string, status: string, withinMs = 15_000): Promise<Answer> {
    return eventually(async () => {
      const answer = await this.get(id);
      expect(answer.body.status).toBe(`EXECUTION_STATUS_${status}`);
      return answer;
    }, withinMs);
  }

  /** Such as `STEP_STARTED pay`. */
  async history(id: string): Promise<string[]> {
    const { body } = await this.get(`${id}/history?page_size=200`);
    return (body.events as { kind: string; stepId?: string }[]).map(({ kind, stepId = '' }) =>
      `${kind.replace('HISTORY_EVENT_KIND_', '')} ${stepId}`.trim(),
    );
  }
}

/** What services ship for orchestration to run: file and definition. */
function shippedWorkflows(): (readonly [string, object])[] {
  const apps = join(__dirname, '../../apps');
  return readdirSync(apps, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^[^/]+\/content\/workflows\/[^/]+\.json$/.test(file))
    .map((file) => [file, JSON.parse(readFileSync(join(apps, file), 'utf8')) as object]);
}

const name = (what: string): string => `${what}-${randomBytes(4).toString('hex')}`;

describe('orchestration, through the gateway', () => {
  const { api, url, nats } = sharedStack();
  let workflows: Workflows;
  let token: string;
  const hands: Hand[] = [];

  beforeAll(async () => {
    token = await api.adminToken();
    workflows = new Workflows(api, token);
  });

  afterAll(async () => {
    for (const hand of hands) await hand.close();
  });

  const serve = async (service: string, answer: (calls: readonly HandCall[]) => HandAnswer): Promise<Hand> => {
    const hand = await Hand.serve(nats, `svc.${service}.v1.lift`, answer);
    hands.push(hand);
    return hand;
  };

  it('undoes in reverse when the third step refuses: both wallets are as before', async () => {
    const [one, two] = [await api.player(), await api.player()];
    const credit = (id: string, playerId: string) => ({
      id,
      service: 'payment',
      method: 'CreditWallet',
      input: { player_id: playerId, currency: 'MARK', amount: '25', reason: 'e2e' },
      compensate: {
        service: 'payment',
        method: 'ReverseEntry',
        input: { entry_id: `\${steps.${id}.result.entry_id}`, reason: 'e2e' },
      },
    });
    const debit = { player_id: one.id, currency: 'MARK', amount: '1000000', reason: 'e2e' };
    const id = name('saga');
    const steps = [
      credit('first', one.id),
      credit('second', two.id),
      { id: 'third', service: 'payment', method: 'DebitWallet', input: debit },
    ];
    expect(await workflows.define({ id, steps })).toMatchObject({ status: 200 });
    const { body } = await workflows.start(id);
    const undone = await workflows.reach(body.id, 'COMPENSATED');
    expect(undone.body.error.reason).toBe('INSUFFICIENT_FUNDS');
    const lines = await workflows.history(body.id);
    expect(lines.filter((line) => line.startsWith('COMPENSATION_SUCCEEDED'))).toEqual([
      'COMPENSATION_SUCCEEDED second',
      'COMPENSATION_SUCCEEDED first',
    ]);
    for (const player of [one, two]) {
      const wallet = await api.get(`/v1/players/${player.id}/wallet`, { token: player.token });
      const balances = (wallet.body.balances ?? []) as { available?: string }[];
      expect(balances.every(({ available = '0' }) => available === '0')).toBe(true);
    }
  });

  it('starts one execution for one key', async () => {
    const id = name('once');
    await workflows.define({ id, steps: [{ id: 'wait', waitSignal: 'go' }] });
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 5 }, () => workflows.start(id, { input: { a: 1 } }, key)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const other = await workflows.start(id, { input: { a: 2 } }, key);
    expect(other).toMatchObject({ status: 400, body: { reason: 'IDEMPOTENCY_KEY_REUSED' } });
    expect((await workflows.act(answers[0]?.body.id, 'cancel', {})).status).toBe(200);
  });

  it('wakes at a signal, and tells a watcher all until the end', async () => {
    const service = name('signalled');
    const hand = await serve(service, () => DONE);
    await workflows.define({
      id: service,
      steps: [
        { id: 'wait', waitSignal: 'sealed' },
        { id: 'lift', service, method: 'Lift', input: { by: '${signals.sealed.clerk}' } },
      ],
    });
    const { body } = await workflows.start(service);
    await workflows.reach(body.id, 'WAITING');
    const refused = await workflows.act(body.id, 'signal', { name: 'broken' });
    expect(refused).toMatchObject({ status: 409, body: { reason: 'NOT_WAITING' } });
    const signalled = await workflows.act(body.id, 'signal', { name: 'sealed', payload: { clerk: 'hesper' } });
    expect(signalled.status).toBe(200);
    const kinds: string[] = [];
    for await (const { data } of sse(`${url}/v1/workflow-executions/${body.id}:watch`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(10_000),
    })) {
      const { kind } = data as { kind?: string };
      if (kind !== undefined) kinds.push(kind.replace('HISTORY_EVENT_KIND_', ''));
    }
    expect(kinds.slice(0, 3)).toEqual(['STARTED', 'STEP_WAITING', 'SIGNALLED']);
    expect(kinds.at(-1)).toBe('COMPLETED');
    expect(hand.calls[0]?.input).toEqual({ by: 'hesper' });
  });

  it('calls again after growing waits until it works', async () => {
    const service = name('asleep');
    const hand = await serve(service, (calls) => (calls.length < 3 ? unavailable : DONE));
    await workflows.define({
      id: service,
      steps: [{ id: 'lift', service, method: 'Lift', retry: { initialMs: 400 } }],
    });
    const { body } = await workflows.start(service);
    await workflows.reach(body.id, 'COMPLETED');
    const lines = await workflows.history(body.id);
    expect(lines.filter((line) => line === 'STEP_STARTED lift')).toHaveLength(3);
    const [a = 0, b = 0, c = 0] = hand.calls.map(({ atMs }) => atMs);
    expect(b - a).toBeGreaterThanOrEqual(395);
    expect(c - b).toBeGreaterThan(b - a);
    expect(new Set(hand.calls.map(({ headers }) => headers['Bb-Idempotency-Key']))).toEqual(
      new Set([`${body.id}:lift`]),
    );
    expect(hand.calls[0]?.headers['Bb-Actor']).toBe('service:orchestration');
  });

  it.each(shippedWorkflows())('finds all that %s calls', async (_file, definition) => {
    expect(await workflows.define(definition)).toMatchObject({ status: 200 });
  });

  it('refuses what services that run do not have', async () => {
    const sing = { id: 'a', service: 'auth', method: 'Sing' };
    expect(await workflows.define({ id: name('bad'), steps: [sing] })).toMatchObject({
      status: 400,
      body: { reason: 'BAD_DEFINITION', details: { step: 'a', field: 'method' } },
    });
  });

  it('shows players only what runs for them', async () => {
    const [one, two] = [await api.player(), await api.player()];
    const id = name('mine');
    await workflows.define({ id, steps: [{ id: 'wait', waitSignal: 'go' }] });
    const { body } = await workflows.start(id, { playerId: one.id });
    const path = `/v1/workflow-executions/${body.id}`;
    expect((await api.get(path, { token: one.token })).status).toBe(200);
    expect((await api.get(path, { token: two.token })).status).toBe(403);
    expect((await api.get('/v1/workflow-executions', { token: one.token })).body.executions).toHaveLength(1);
    expect((await api.post('/v1/workflow-executions', { definitionId: id }, { token: one.token })).status).toBe(403);
    await workflows.act(body.id, 'cancel', {});
  });
});

describe('an orchestration that is killed in the middle of a step', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack({ services: ['auth', 'orchestration'] });
  }, 60_000);

  afterAll(() => stack.stop());

  it('completes the execution when it is back, and does nothing twice', async () => {
    const api = new Api(stack.url);
    const workflows = new Workflows(api, await api.adminToken());
    const effects = new Map<string, number>();
    let isHeld = true;
    const hand = await Hand.serve(stack.natsAccess, 'svc.slow-hand.v1.lift', (calls) => {
      const key = calls.at(-1)?.headers['Bb-Idempotency-Key'] ?? '';
      effects.set(key, 1);
      return key.endsWith(':two') && isHeld ? 'silence' : DONE;
    });
    const step = (id: string) => ({ id, service: 'slow-hand', method: 'Lift', timeoutMs: 3000 });
    await workflows.define({ id: 'slow', steps: [step('one'), step('two'), step('three')] });
    const { body } = await workflows.start('slow');
    await eventually(() => Promise.resolve(expect(effects.size).toBe(2)), 10_000);
    stack.running.find((process) => process.name === 'orchestration')?.child.kill('SIGKILL');
    isHeld = false;
    await stack.add('orchestration', { BB_INSTANCE: 'orchestration-next' });
    await workflows.reach(body.id, 'COMPLETED', 45_000);
    expect([...effects.keys()].sort()).toEqual(['one', 'three', 'two'].map((id) => `${body.id}:${id}`));
    const lines = await workflows.history(body.id);
    expect(lines.filter((line) => line.startsWith('STEP_SUCCEEDED'))).toHaveLength(3);
    await hand.close();
  }, 90_000);
});
