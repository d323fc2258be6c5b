import { join } from 'node:path';
import { contract as bodyBroker } from '@bodybroker/contracts-body-broker-integration';
import { ExecutionStatus } from '@bodybroker/contracts-orchestration';
import { contract as npcBehavior } from '@bodybroker/contracts-npc-behavior';
import { contract as payment } from '@bodybroker/contracts-payment';
import { contract as questSystem } from '@bodybroker/contracts-quest-system';
import { contract as storyTeller } from '@bodybroker/contracts-story-teller';
import { ContentError, ContentFolder, type Contract } from '@bodybroker/service-kit';
import { serviceShape } from '../src/calling/service-shape.js';
import { loadDefinitions } from '../src/content/load-definitions.js';
import { checkCalls, servicesOf } from '../src/domain/check-calls.js';
import { startOrchestra, type Orchestra } from './start-orchestration.js';

const CONTRACTS: Readonly<Record<string, Contract>> = {
  'body-broker-integration': bodyBroker,
  'npc-behavior': npcBehavior,
  payment,
  'quest-system': questSystem,
  'story-teller': storyTeller,
};

/** This service's own, and those that others have it run. */
const SHIPPED = ['orchestration', 'body-broker-integration'].flatMap((service) =>
  loadDefinitions(new ContentFolder(join(__dirname, '../..', service, 'content')), () => undefined),
);

describe('the workflows that ship', () => {
  it.each(SHIPPED.map((definition) => [definition.id, definition] as const))(
    '%s calls only what there is',
    (_id, definition) => {
      const shapes = Object.entries(CONTRACTS).map(([service, contract]) => {
        const descriptorSet = Buffer.from(contract.descriptorSet()).toString('base64');
        return [service, serviceShape({ service, version: '1.0.0', descriptorHash: '', descriptorSet })] as const;
      });
      expect(Object.keys(CONTRACTS)).toEqual(expect.arrayContaining([...servicesOf(definition)]));
      expect(() => checkCalls(definition, new Map(shapes))).not.toThrow();
    },
  );

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
      if (CONTRACTS[service] === undefined || reply === undefined) return;
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
