import { Struct } from '@bodybroker/contracts-common';
import { ExecutionStatus } from '@bodybroker/contracts-orchestration';
import { chargeStep, startOrchestra, type Orchestra } from './start-orchestration.js';

describe('orchestration refuses', () => {
  let orchestra: Orchestra;

  beforeAll(async () => {
    orchestra = await startOrchestra({ BB_MAX_LIVE: '2' });
  });

  afterAll(() => orchestra.stop());

  const call = (more: object = {}): object => ({ id: 'a', service: 'testing', method: 'Echo', ...more });

  it.each([
    ['a step twice', [call(), call()], 'a'],
    ['two pivots', [call({ pivot: true }), call({ id: 'b', pivot: true })], 'b'],
    ['a compensation after the pivot', [call({ pivot: true }), chargeStep('b', 1)], 'b'],
    ['a step that is nothing', [{ id: 'a' }], 'a'],
    ['a method without a service', [{ id: 'a', method: 'Echo' }], 'a'],
    ['a wait without a signal', [call({ waitMs: '5' })], 'a'],
    ['an unknown method of a known service', [call({ method: 'Sing' })], 'a'],
    ['a stream', [call({ method: 'WatchTicks' })], 'a'],
    ['an unknown field of a request', [call({ input: { txt: 'x' } })], 'a'],
    ['a template of an unknown step', [call({ input: { text: '${steps.b.result.text}' } })], 'a'],
    ['a template of itself', [call({ input: { text: '${steps.a.result.text}' } })], 'a'],
    ['a template of a later step', [call({ input: { text: '${steps.b.result.text}' } }), call({ id: 'b' })], 'a'],
    ['a field no result has', [call(), call({ id: 'b', input: { text: '${steps.a.result.nope}' } })], 'b'],
    ['an unknown root', [call({ input: { text: '${env.HOME}' } })], 'a'],
    ['a placeholder that does not close', [call({ input: { text: '${input.x' } })], 'a'],
    ['a factor that shrinks', [call({ retry: { factor: 0.5 } })], 'a'],
  ])('a definition with %s', async (_what, steps, step) => {
    await expect(orchestra.define({ id: 'bad', steps })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      reason: 'BAD_DEFINITION',
      details: { step },
    });
  });

  it('a condition that does not parse', async () => {
    await expect(orchestra.define({ id: 'bad', steps: [call({ condition: 'input.x ==' })] })).rejects.toMatchObject({
      reason: 'BAD_CONDITION',
    });
  });

  it('31 steps, an unknown error code and an id with blanks', async () => {
    const steps = Array.from({ length: 31 }, (_step, n) => call({ id: `s${n}` }));
    await expect(orchestra.define({ id: 'bad', steps })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(
      orchestra.define({ id: 'bad', steps: [call({ retry: { nonRetryableCodes: [77] } })] }),
    ).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'ENUM_UNSPECIFIED' });
    await expect(orchestra.define({ id: 'not an id', steps: [call()] })).rejects.toMatchObject({
      details: { field: 'definition.id' },
    });
  });

  it('at the start what a service says it does not have, once it is known', async () => {
    const { broker } = orchestra;
    await orchestra.define({ id: 'unborn', steps: [call({ service: 'not-yet', method: 'Any' })] });
    const contracts = broker.connect().keyValue('contracts');
    const { value = new Uint8Array() } = (await contracts.get('testing')) ?? {};
    await contracts.put('not-yet', value);
    await expect(orchestra.start('unborn')).rejects.toMatchObject({ reason: 'BAD_DEFINITION', details: { step: 'a' } });
  });

  it('an input over 64 KiB, a start without a key, an unknown definition', async () => {
    const { client } = orchestra;
    await orchestra.define({ id: 'wait', steps: [{ id: 'w', waitSignal: 'go' }] });
    await expect(orchestra.start('wait', { text: 'x'.repeat(66_000) })).rejects.toMatchObject({ reason: 'TOO_LARGE' });
    await expect(client.startWorkflow({ definitionId: 'wait' })).rejects.toMatchObject({
      reason: 'IDEMPOTENCY_KEY_REQUIRED',
    });
    await expect(orchestra.start('nope')).rejects.toMatchObject({ reason: 'WORKFLOW_DEFINITION_NOT_FOUND' });
  });

  it('more live executions than there may be', async () => {
    const [a, b] = [await orchestra.start('wait'), await orchestra.start('wait')];
    await expect(orchestra.start('wait')).rejects.toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      reason: 'LIVE_EXECUTIONS',
    });
    for (const { id } of [a, b]) {
      await orchestra.reach(id, ExecutionStatus.WAITING);
      await expect(
        orchestra.client.signalExecution(
          { executionId: id, name: 'go', payload: Struct.fromJson({ text: 'x'.repeat(66_000) }) },
          { idempotencyKey: `big-${id}` },
        ),
      ).rejects.toMatchObject({ reason: 'TOO_LARGE' });
      await orchestra.client.cancelExecution({ executionId: id });
    }
    await expect(orchestra.start('wait')).resolves.toBeDefined();
  });

  it('page tokens of another list and negative pages', async () => {
    const { client } = orchestra;
    await expect(client.listExecutions({ pageSize: -1 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(client.listExecutions({ pageToken: 'xx' })).rejects.toMatchObject({ reason: 'BAD_PAGE_TOKEN' });
    await expect(client.listExecutions({ statuses: [99 as ExecutionStatus] })).rejects.toMatchObject({
      reason: 'ENUM_UNSPECIFIED',
    });
  });
});
