import { Struct } from '@bodybroker/contracts-common';
import {
  ExecutionStatus,
  HistoryEventKind,
  OrchestrationServiceClient,
  StepStatus,
  WorkflowCompensated,
  WorkflowCompleted,
  WorkflowStarted,
  WorkflowStepCompleted,
  WorkflowStuck,
} from '@bodybroker/contracts-orchestration';
import { publishedEvents } from '@bodybroker/testing';
import { QUICK, chargeStep, startOrchestra, type Orchestra } from './start-orchestration.js';
import { outage, refusal } from './testing-peer.js';

const { COMPLETED, COMPENSATED, STUCK, WAITING, RUNNING, RESOLVED, CANCELLING } = ExecutionStatus;

describe('orchestration', () => {
  let orchestra: Orchestra;

  beforeEach(async () => {
    orchestra = await startOrchestra();
  });

  afterEach(() => orchestra.stop());

  it('runs the steps in order, each with its own key, in its own name and the world of the start', async () => {
    const { define, start, reach, peer, broker } = orchestra;
    await define({
      id: 'trade',
      steps: [
        chargeStep('first', '${input.price}'),
        { id: 'second', service: 'testing', method: 'Echo', input: { text: 'paid ${steps.first.result.amount}' } },
      ],
    });
    const started = await start('trade', { price: '40' }, { playerId: 'p1' });
    expect(started).toMatchObject({ status: ExecutionStatus.PENDING, playerId: 'p1', worldId: 'w2' });
    const done = await reach(started.id, COMPLETED);
    expect(peer.log).toEqual(['Charge 40', 'Echo paid 40']);
    expect(peer.calls).toMatchObject([
      { key: `${started.id}:first`, actor: 'service:orchestration', worldId: 'w2', correlationId: 'req-test' },
      { key: `${started.id}:second` },
    ]);
    expect(done.steps.map(({ status, attempts }) => [status, attempts])).toEqual([
      [StepStatus.SUCCEEDED, 1],
      [StepStatus.SUCCEEDED, 1],
    ]);
    const about = { executionId: started.id, definitionId: 'trade', playerId: 'p1' };
    expect(await publishedEvents(broker, WorkflowStarted, 1)).toMatchObject([{ payload: about, worldId: 'w2' }]);
    expect(await publishedEvents(broker, WorkflowStepCompleted, 2)).toMatchObject([
      { payload: { stepId: 'first' } },
      { payload: { stepId: 'second' } },
    ]);
    expect(await publishedEvents(broker, WorkflowCompleted, 1)).toMatchObject([
      { payload: about, subject: 'sys.workflow.completed._' },
    ]);
  });

  it('undoes in reverse what was done when a step always refuses', async () => {
    const { define, start, reach, peer, lines, broker } = orchestra;
    peer.rule = ({ what }) => {
      if (what === '3') throw refusal('NO_MONEY');
    };
    await define({ id: 'saga', steps: [chargeStep('one', 1), chargeStep('two', 2), chargeStep('three', 3)] });
    const { id } = await start('saga');
    const undone = await reach(id, COMPENSATED);
    expect(peer.log).toEqual(['Charge 1', 'Charge 2', 'Charge 3', 'Plain undo two', 'Plain undo one']);
    expect(undone).toMatchObject({ error: { reason: 'NO_MONEY' } });
    expect(undone.steps.map(({ status }) => StepStatus[status])).toEqual(['COMPENSATED', 'COMPENSATED', 'FAILED']);
    expect((await lines(id)).slice(-7)).toEqual([
      'STEP_FAILED three',
      'COMPENSATING',
      'COMPENSATION_STARTED two',
      'COMPENSATION_SUCCEEDED two',
      'COMPENSATION_STARTED one',
      'COMPENSATION_SUCCEEDED one',
      'COMPENSATED',
    ]);
    expect(await publishedEvents(broker, WorkflowCompensated, 1)).toMatchObject([
      { payload: { executionId: id, stepId: 'three', error: { reason: 'NO_MONEY' } } },
    ]);
  });

  it('calls again after growing waits, with the same key', async () => {
    const { define, start, reach, peer, history } = orchestra;
    peer.rule = (_call, calls) => {
      if (calls.length <= 2) throw outage();
    };
    await define({ id: 'patient', steps: [chargeStep('one', 1)] });
    const { id } = await start('patient');
    await reach(id, COMPLETED);
    expect(new Set(peer.calls.map(({ key }) => key)).size).toBe(1);
    const started = (await history(id)).filter(({ kind }) => kind === HistoryEventKind.STEP_STARTED);
    expect(started.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    const failed = (await history(id)).filter(({ kind }) => kind === HistoryEventKind.STEP_FAILED);
    expect(failed.map(({ delayMs, error }) => [delayMs, error?.reason])).toEqual([
      [10n, 'DOWN'],
      [20n, 'DOWN'],
    ]);
  });

  it('undoes a step too that may have been done', async () => {
    const { define, start, reach, peer } = orchestra;
    peer.rule = ({ what }) => {
      if (what === '2') throw outage();
    };
    await define({ id: 'doubt', steps: [chargeStep('one', 1), chargeStep('two', 2)] });
    await reach((await start('doubt')).id, COMPENSATED);
    expect(peer.log.slice(-2)).toEqual(['Plain undo two', 'Plain undo one']);
    expect(peer.log.filter((each) => each === 'Charge 2')).toHaveLength(3);
  });

  it('starts once for one key, and one live execution for one workflow id', async () => {
    const { define, start, reach, client } = orchestra;
    await define({ id: 'once', steps: [{ id: 'wait', waitSignal: 'go' }] });
    const [first, again] = await Promise.all([
      start('once', {}, { key: 'same', workflowId: 'q.1' }),
      start('once', {}, { key: 'same', workflowId: 'q.1' }),
    ]);
    expect(again.id).toBe(first.id);
    await expect(start('once', { other: true }, { key: 'same', workflowId: 'q.1' })).rejects.toMatchObject({
      reason: 'IDEMPOTENCY_KEY_REUSED',
    });
    await expect(start('once', {}, { workflowId: 'q.1' })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      reason: 'WORKFLOW_LIVE',
      details: { execution_id: first.id },
    });
    await reach(first.id, WAITING);
    await client.cancelExecution({ executionId: first.id });
    await reach(first.id, COMPENSATED);
    expect((await start('once', {}, { key: 'same', workflowId: 'q.1' })).status).toBe(COMPENSATED);
    expect((await start('once', {}, { workflowId: 'q.1' })).id).not.toBe(first.id);
    expect((await client.listExecutions({ definitionId: 'once' })).executions).toHaveLength(2);
  });

  it('wakes at the signal it waits for, once, and hands its payload on', async () => {
    const { define, start, reach, client, peer } = orchestra;
    await define({
      id: 'approval',
      steps: [
        { id: 'ask', waitSignal: 'approved' },
        {
          id: 'act',
          service: 'testing',
          method: 'Echo',
          input: { text: '${signals.approved.by} ${steps.ask.result.by}' },
        },
      ],
    });
    const { id } = await start('approval');
    expect(await reach(id, WAITING)).toMatchObject({ waitingFor: 'approved', currentStep: 'ask' });
    const signal = (name: string, key: string) =>
      client.signalExecution(
        { executionId: id, name, payload: Struct.fromJson({ by: 'hesper' }) },
        { idempotencyKey: key },
      );
    await expect(signal('denied', 's0')).rejects.toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'NOT_WAITING' });
    const [one, two] = await Promise.all([signal('approved', 's1'), signal('approved', 's1')]);
    expect(two).toEqual(one);
    await reach(id, COMPLETED);
    expect(peer.log).toEqual(['Echo hesper hesper']);
    await expect(signal('approved', 's2')).rejects.toMatchObject({ reason: 'NOT_WAITING' });
  });

  it('gives up a signal that does not come in time', async () => {
    const { define, start, reach } = orchestra;
    await define({ id: 'late', steps: [chargeStep('one', 1), { id: 'wait', waitSignal: 'go', waitMs: '30' }] });
    expect(await reach((await start('late')).id, COMPENSATED)).toMatchObject({ error: { reason: 'SIGNAL_TIMEOUT' } });
  });

  it('skips a step whose condition is not true, and does not undo it', async () => {
    const { define, start, reach, peer } = orchestra;
    peer.rule = ({ what }) => {
      if (what === '2') throw refusal();
    };
    await define({
      id: 'maybe',
      steps: [chargeStep('one', 1, { condition: 'input.wanted && input.missing' }), chargeStep('two', 2)],
    });
    const done = await reach((await start('maybe', { wanted: true })).id, COMPENSATED);
    expect(done.steps[0]?.status).toBe(StepStatus.SKIPPED);
    expect(peer.log).toEqual(['Charge 2']);
  });

  it('only goes forward after the pivot: refusals are tried again until the deadline, then it is stuck', async () => {
    const { define, start, reach, client, peer, broker } = orchestra;
    let isBroken = true;
    peer.rule = ({ what }) => {
      if (what === 'after' && isBroken) throw refusal('STILL_BROKEN');
    };
    const after = { id: 'after', service: 'testing', method: 'Echo', input: { text: 'after' }, retry: QUICK };
    const steps = [chargeStep('one', 1), { id: 'turn', service: 'testing', method: 'Plain', pivot: true }, after];
    await define({ id: 'forward', deadlineMs: '250', steps });
    const { id } = await start('forward');
    await reach(id, RUNNING);
    const stuck = await reach(id, STUCK);
    expect(stuck).toMatchObject({ error: { reason: 'STILL_BROKEN' }, currentStep: 'after' });
    expect(stuck.steps[2]?.attempts).toBeGreaterThan(3);
    expect(peer.log).not.toContain('Plain undo one');
    expect(await publishedEvents(broker, WorkflowStuck, 1)).toMatchObject([{ payload: { stepId: 'after' } }]);
    await expect(client.cancelExecution({ executionId: id })).rejects.toMatchObject({ reason: 'PAST_PIVOT' });
    isBroken = false;
    await client.retryExecution({ executionId: id, fromStep: '' });
    await reach(id, COMPLETED);
  });

  it('stops at a compensation that is refused, until somebody has it tried again or closes it', async () => {
    const { define, start, reach, client, peer } = orchestra;
    let isBroken = true;
    peer.rule = ({ what }) => {
      if (what === '2' || (what === 'undo one' && isBroken)) throw refusal();
    };
    await define({ id: 'mess', steps: [chargeStep('one', 1), chargeStep('two', 2)] });
    const [a, b] = [(await start('mess')).id, (await start('mess')).id];
    await reach(a, STUCK);
    await reach(b, STUCK);
    const player = orchestra.harness.client(OrchestrationServiceClient, { actor: { kind: 'service', id: 's' } });
    await expect(player.resolveExecution({ executionId: b, note: 'x' })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
    await client.resolveExecution({ executionId: b, note: 'paid by hand' });
    expect(await reach(b, RESOLVED)).toMatchObject({ resolution: 'paid by hand' });
    await expect(client.retryExecution({ executionId: a, fromStep: 'nowhere' })).rejects.toMatchObject({
      reason: 'STEP_UNKNOWN',
    });
    await expect(client.retryExecution({ executionId: a, fromStep: 'two' })).rejects.toMatchObject({
      reason: 'STEP_AHEAD',
    });
    isBroken = false;
    await client.retryExecution({ executionId: a });
    await reach(a, COMPENSATED);
    await expect(client.retryExecution({ executionId: a })).rejects.toMatchObject({ reason: 'NOT_STUCK' });
  });

  it('waits for the call under way when it is cancelled, then undoes it too', async () => {
    const { define, start, reach, client, peer } = orchestra;
    const called = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    peer.rule = ({ what }) => {
      if (what !== '1') return undefined;
      called.resolve();
      return answer.promise;
    };
    await define({ id: 'halt', steps: [chargeStep('one', 1), chargeStep('two', 2)] });
    const { id } = await start('halt');
    await called.promise;
    expect(await client.cancelExecution({ executionId: id, reason: 'changed my mind' })).toMatchObject({
      status: CANCELLING,
    });
    answer.resolve();
    expect(await reach(id, COMPENSATED)).toMatchObject({ error: { message: 'changed my mind' } });
    expect(peer.log).toEqual(['Charge 1', 'Plain undo one']);
    await expect(client.cancelExecution({ executionId: id })).rejects.toMatchObject({ reason: 'EXECUTION_ENDED' });
  });

  it('does a step again that nobody finished, with the same key', async () => {
    const { define, start, reach, peer, lines } = orchestra;
    peer.rule = async (_call, calls) => {
      if (calls.length === 1) await new Promise((resolve) => setTimeout(resolve, 600));
    };
    await define({ id: 'lost', steps: [chargeStep('one', 1, { timeoutMs: '100', retry: { initialMs: '10' } })] });
    const { id } = await start('lost');
    await reach(id, COMPLETED);
    expect(new Set(peer.calls.map(({ key }) => key)).size).toBe(1);
    expect(await lines(id)).toContain('STEP_FAILED one');
  });

  it('keeps to the revision an execution began with', async () => {
    const { define, start, reach, client, peer } = orchestra;
    const steps = [{ id: 'wait', waitSignal: 'go' }, chargeStep('pay', 1)];
    expect(await define({ id: 'pinned', steps })).toMatchObject({ version: 1n });
    expect(await define({ id: 'pinned', steps })).toMatchObject({ version: 1n });
    const { id } = await start('pinned');
    expect(await define({ id: 'pinned', steps: [steps[0], chargeStep('pay', 2)] })).toMatchObject({ version: 2n });
    await reach(id, WAITING);
    await client.signalExecution({ executionId: id, name: 'go' }, { idempotencyKey: 'k' });
    expect(await reach(id, COMPLETED)).toMatchObject({ definitionVersion: 1n });
    expect(peer.log).toEqual(['Charge 1']);
    expect(await client.getWorkflowDefinition({ definitionId: 'pinned', revision: 1n })).toMatchObject({ version: 1n });
    await expect(
      client.upsertWorkflowDefinition({
        definition: { id: 'pinned', steps: [{ id: 'x', waitSignal: 'y' }] },
        expectedVersion: 1n,
      }),
    ).rejects.toMatchObject({ code: 'VERSION_CONFLICT', details: { current_version: '2' } });
  });

  it('shows players what runs for them, and nothing else', async () => {
    const { define, start, reach, harness } = orchestra;
    await define({ id: 'mine', steps: [chargeStep('one', 1)] });
    const mine = await start('mine', {}, { playerId: 'p1' });
    const theirs = await start('mine', {}, { playerId: 'p2' });
    await reach(mine.id, COMPLETED);
    const p1 = harness.client(OrchestrationServiceClient, { actor: { kind: 'player', id: 'p1' } });
    expect((await p1.listExecutions({})).executions.map(({ id }) => id)).toEqual([mine.id]);
    await expect(p1.getExecution({ executionId: theirs.id })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(p1.getHistory({ executionId: theirs.id })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(p1.listExecutions({ playerId: 'p2' })).rejects.toMatchObject({ reason: 'NOT_YOUR_PLAYER' });
    await expect(p1.startWorkflow({ definitionId: 'mine' }, { idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
    await expect(p1.getExecution({ executionId: 'exe_none_1' })).rejects.toMatchObject({
      reason: 'EXECUTION_NOT_FOUND',
    });
  });

  it('lists page by page, by status, and tells a watcher all until the end', async () => {
    const { define, start, reach, client } = orchestra;
    await define({ id: 'many', steps: [chargeStep('one', 1)] });
    const ids = [];
    for (let n = 0; n < 5; n += 1) ids.push((await start('many')).id);
    for (const id of ids) await reach(id, COMPLETED);
    const seen: string[] = [];
    let pageToken = '';
    do {
      const page = await client.listExecutions({ statuses: [COMPLETED], pageSize: 2, pageToken });
      seen.push(...page.executions.map(({ id }) => id));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(seen.sort()).toEqual(ids.sort());
    const kinds: string[] = [];
    for await (const { kind } of client.watchExecution({ executionId: ids[0] ?? '' }))
      kinds.push(HistoryEventKind[kind]);
    expect(kinds).toEqual(['STARTED', 'STEP_STARTED', 'STEP_SUCCEEDED', 'COMPLETED']);
  });

  it('does each step once when two replicas work', async () => {
    const { define, start, reach, peer, replica } = orchestra;
    await replica('two');
    await define({ id: 'pair', steps: [chargeStep('one', 1), chargeStep('two', 2), chargeStep('three', 3)] });
    const started = await Promise.all(Array.from({ length: 8 }, () => start('pair')));
    for (const { id } of started) await reach(id, COMPLETED);
    expect(peer.calls).toHaveLength(24);
    expect(peer.effects.size).toBe(24);
  });

  it('loads the workflows it ships', async () => {
    const { definitions } = await orchestra.client.listWorkflowDefinitions({});
    expect(definitions.map(({ id }) => id)).toContain('quest_reward');
  });
});
