import { ExecutionStatus } from '@bodybroker/contracts-orchestration';
import { ContentError, ContentFolder } from '@bodybroker/service-kit';
import { loadDefinitions } from '../src/content/load-definitions.js';
import { startOrchestra, type Orchestra } from './start-orchestration.js';

/** Whom the workflow calls. Whether they have what it calls is seen where they run: e2e/src/orchestration.spec.ts. */
const PEERS = ['body-broker-integration', 'npc-behavior', 'payment', 'quest-system', 'story-teller'];

describe('the workflows that ship', () => {
  it('name themselves and the step when they cannot be used', () => {
    const bad = new (class extends ContentFolder {
      override all() {
        return [{ file: 'workflows/bad.json', json: { id: 'bad', steps: [{ id: 'a' }] } }];
      }
    })('');
    expect(() => loadDefinitions(bad, () => undefined)).toThrow(ContentError);
    expect(() => loadDefinitions(bad, () => undefined)).toThrow('workflows/bad.json: steps.a.service');
  });
});

describe('quest_reward', () => {
  const input = {
    quest_id: 'qst_1',
    claim: 2,
    player_id: 'p1',
    has_items: true,
    items: [{ item_id: 'lancet', count: '1' }],
    items_reference: 'quest:qst_1:items',
    has_money: true,
    currency: 'MARK',
    amount: '40',
    money_reference: 'quest:qst_1:money',
    has_standing: false,
    npc_id: '',
    deltas: {},
    reason: 'quest.claimed',
    story_type: 'quest.claimed',
    story_weight: -10,
    story_text: 'First Cut: done, and paid for.',
    story_refs: ['qst_1'],
  };
  let orchestra: Orchestra;
  let calls: { readonly method: string; readonly request: Record<string, unknown> }[];
  let broken: string | undefined;

  beforeEach(async () => {
    orchestra = await startOrchestra();
    calls = [];
    broken = undefined;
    const { bus } = orchestra.broker.connect();
    bus.subscribe('svc.*.v1.*', ({ subject, reply, data }) => {
      const [, service = '', , method = ''] = subject.split('.');
      if (!PEERS.includes(service) || reply === undefined) return;
      calls.push({ method, request: JSON.parse(Buffer.from(data).toString()) as Record<string, unknown> });
      const error = { code: 'ERROR_CODE_FAILED_PRECONDITION', reason: 'INVENTORY_FULL', message: 'no room' };
      const isBroken = method === broken;
      bus.publish(reply, Buffer.from(JSON.stringify(isBroken ? { error } : { done: {} })), {
        headers: isBroken ? { 'Nats-Service-Error': 'INVENTORY_FULL', 'Nats-Service-Error-Code': '409' } : {},
      });
    });
    await bus.flush();
  });

  afterEach(() => orchestra.stop());

  it('pays everything that is due, then tells the story', async () => {
    const { id } = await orchestra.start('quest_reward', input, { workflowId: 'qst_1', playerId: 'p1' });
    await orchestra.reach(id, ExecutionStatus.COMPLETED);
    expect(calls.map(({ method }) => method)).toEqual([
      'begin_rewarding',
      'grant_items',
      'credit_wallet',
      'finish_rewarding',
      'record_story_event',
    ]);
    expect(calls[0]?.request).toEqual({ quest_id: 'qst_1', claim: 2, execution_id: id });
    expect(calls[1]?.request).toMatchObject({ items: input.items, reference: 'quest:qst_1:items' });
  });

  it('leaves the quest to be claimed again when there is no room for the items', async () => {
    broken = 'grant_items';
    const { id } = await orchestra.start('quest_reward', input, { workflowId: 'qst_1' });
    await orchestra.reach(id, ExecutionStatus.COMPENSATED);
    expect(calls.map(({ method }) => method)).toEqual(['begin_rewarding', 'grant_items', 'revert_rewarding']);
    expect(calls[2]?.request).toEqual({ quest_id: 'qst_1', claim: 2, reason: 'INVENTORY_FULL' });
  });

  it('takes everything back by its key when the quest cannot be finished', async () => {
    broken = 'finish_rewarding';
    const { id } = await orchestra.start('quest_reward', input, { workflowId: 'qst_1' });
    await orchestra.reach(id, ExecutionStatus.COMPENSATED);
    expect(calls.slice(4).map(({ method }) => method)).toEqual(['reverse_entry', 'revoke_grant', 'revert_rewarding']);
    expect(calls[4]?.request).toMatchObject({
      entry_id: '-',
      original: { method: 'CreditWallet', idempotency_key: `${id}:money`, player_id: 'p1' },
    });
    expect(calls[5]?.request).toEqual({ player_id: 'p1', grant_key: `${id}:items` });
  });
});
