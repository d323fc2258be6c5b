import {
  ContractStatus,
  DealAccepted,
  DealBreached,
  DealOffered,
  DealSettled,
  OfferOutcome,
} from '@bodybroker/contracts-body-broker-integration';
import { WorkflowCompensated, WorkflowCompleted } from '@bodybroker/contracts-orchestration';
import { PaymentSucceeded } from '@bodybroker/contracts-payment';
import { HourPassed } from '@bodybroker/contracts-time-manager';
import { EventPublisher, createEvent } from '@bodybroker/nats-sdk';
import { eventually, publishedEvents } from '@bodybroker/testing';
import { HOUR, PLAYER, once, refused, startTrade, type TradeRig } from './trade-rig.js';

const eyes = { partType: 'eye', minGrade: 0, minFreshness: 20, count: 1 };

describe('contracts', () => {
  let rig: TradeRig;

  beforeEach(async () => {
    rig = await startTrade();
  });

  afterEach(() => rig.stop());

  const order = (change: object = {}) => ({
    clientNpcId: 'widow-sallow',
    demand: eyes,
    price: 8n,
    deadlineGms: BigInt(rig.peers.gms + 48 * HOUR),
    ...change,
  });
  const publish = (event: Parameters<EventPublisher['publish']>[0]) =>
    new EventPublisher(rig.harness.broker.events).publish(event);
  const workflowEnded = (type: typeof WorkflowCompleted | typeof WorkflowCompensated, workflowId: string) => {
    const facts = {
      source: 'orchestration',
      clock: rig.clock,
      entityId: 'exe',
      eventId: `${type.typeName}-${workflowId}`,
    };
    const payload = { executionId: 'exe', definitionId: 'contract_settlement', workflowId, playerId: PLAYER };
    return publish(createEvent<WorkflowCompleted>(type, payload, facts));
  };

  describe('are made', () => {
    it('by services at any price, by players as the client would', async () => {
      const made = await rig.orchestration.createContract(order({ playerId: PLAYER, price: 5000n }));
      expect(made).toMatchObject({
        status: ContractStatus.OPEN,
        price: 5000n,
        askedPrice: 5000n,
        clientFaction: 'unlicensed',
        version: 1n,
      });
      await expect(rig.player.createContract(order({ price: 5000n }))).rejects.toEqual(refused('PRICE_NOT_OFFERED'));
      await expect(rig.player.createContract(order({ demand: { ...eyes, partType: 'heart' } }))).rejects.toEqual(
        refused('DEMAND_UNWANTED'),
      );
      expect(await rig.player.createContract(order())).toMatchObject({ playerId: PLAYER });
      expect(await publishedEvents(rig.harness.broker, DealOffered, 2)).toMatchObject([
        { subject: `game.deal.offered.${PLAYER}`, payload: { deal: { npcId: 'widow-sallow', partType: 'eye' } } },
        {},
      ]);
    });

    it.each([
      ['no broker', {}, 'FIELD_REQUIRED'],
      ['nobody for a client', { playerId: PLAYER, clientNpcId: 'pip' }, 'CLIENT_NOT_FOUND'],
      ['no such part', { playerId: PLAYER, demand: { ...eyes, partType: 'halo' } }, 'UNKNOWN_PART_TYPE'],
      ['a grade unknown here', { playerId: PLAYER, demand: { ...eyes, minGrade: 42 } }, 'ENUM_UNSPECIFIED'],
      ['eleven parts', { playerId: PLAYER, demand: { ...eyes, count: 11 } }, 'INVALID_FIELD'],
      ['no price', { playerId: PLAYER, price: 0n }, 'INVALID_FIELD'],
      ['a deadline that is past', { playerId: PLAYER, deadlineGms: 1n }, 'BAD_DEADLINE'],
      ['a deadline too far away', { playerId: PLAYER, deadlineGms: BigInt(1e13) }, 'BAD_DEADLINE'],
    ])('not with %s', async (_case, change, reason) => {
      rig.peers.gms = HOUR;
      await expect(rig.orchestration.createContract(order(change))).rejects.toEqual(refused(reason));
    });

    it('once for one key', async () => {
      const key = once();
      const [a, b] = await Promise.all([
        rig.player.createContract(order(), key),
        rig.player.createContract(order(), key),
      ]);
      expect(b.contractId).toBe(a.contractId);
    });

    it('up to twenty that live', async () => {
      const made = await Promise.allSettled(
        Array.from({ length: 23 }, () => rig.orchestration.createContract(order({ playerId: PLAYER }))),
      );
      expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
      await expect(rig.orchestration.createContract(order({ playerId: PLAYER }))).rejects.toMatchObject({
        code: 'RESOURCE_EXHAUSTED',
        reason: 'TOO_MANY_CONTRACTS',
      });
      const { contracts, nextPageToken } = await rig.player.listContracts({ playerId: PLAYER, pageSize: 12 });
      const rest = await rig.player.listContracts({ playerId: PLAYER, pageSize: 12, pageToken: nextPageToken });
      expect(new Set([...contracts, ...rest.contracts].map(({ contractId }) => contractId)).size).toBe(20);
      expect(rest.nextPageToken).toBe('');
      const [first] = contracts;
      await rig.player.cancelContract({ contractId: first?.contractId ?? '' });
      await rig.orchestration.createContract(order({ playerId: PLAYER }));
      const withdrawn = await rig.player.listContracts({ playerId: PLAYER, status: [ContractStatus.WITHDRAWN] });
      expect(withdrawn.contracts).toHaveLength(1);
    });
  });

  it('are haggled over: refused above the reserve, countered near it, closed by accepting', async () => {
    const { contractId } = await rig.orchestration.createContract(order({ playerId: PLAYER, price: 1000n }));
    expect(await rig.player.makeOffer({ contractId, price: 5000n, expectedVersion: 1n })).toMatchObject({
      outcome: OfferOutcome.REFUSED,
      price: 1000n,
      offersLeft: 3,
    });
    const countered = await rig.player.makeOffer({ contractId, price: 1090n });
    expect(countered.outcome).toBe(OfferOutcome.COUNTERED);
    expect(countered.price).toBeGreaterThan(1000n);
    await expect(rig.player.makeOffer({ contractId, price: 1n, expectedVersion: 1n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { current_version: '3' },
    });
    expect(await rig.player.makeOffer({ contractId, price: countered.price })).toMatchObject({
      outcome: OfferOutcome.ACCEPTED,
    });
    await expect(rig.other.makeOffer({ contractId, price: 1n })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    const accepted = await rig.player.acceptContract({ contractId, expectedVersion: 4n });
    expect(accepted).toMatchObject({ status: ContractStatus.ACCEPTED, price: countered.price });
    await expect(rig.player.makeOffer({ contractId, price: 1n })).rejects.toEqual(refused('CONTRACT_STATE'));
    await expect(rig.player.acceptContract({ contractId })).rejects.toEqual(refused('CONTRACT_STATE'));
    expect(await publishedEvents(rig.harness.broker, DealAccepted, 1)).toMatchObject([
      { payload: { deal: { contractId, price: countered.price } } },
    ]);
  });

  it('are given up for nothing before they are accepted, for a little reputation after', async () => {
    const { contractId } = await rig.accepted();
    expect(await rig.player.cancelContract({ contractId, reason: 'no' })).toMatchObject({
      status: ContractStatus.CANCELLED,
      reason: 'no',
    });
    expect(await rig.player.getStanding({ playerId: PLAYER })).toMatchObject({ reputation: { unlicensed: -3 } });
    await expect(rig.other.cancelContract({ contractId })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(rig.player.getContract({ contractId: 'ctr_none_00' })).rejects.toEqual(refused('CONTRACT_NOT_FOUND'));
  });

  describe('are delivered', () => {
    it('once, by one workflow, however often and at once', async () => {
      const contract = await rig.accepted();
      const { partId } = await rig.harvest('eye');
      const delivery = { contractId: contract.contractId, partIds: [partId] };
      const key = once();
      const results = await Promise.allSettled([
        rig.player.deliverContract(delivery, key),
        rig.player.deliverContract(delivery, key),
        rig.player.deliverContract(delivery, once()),
      ]);
      expect(results[0]).toMatchObject({
        status: 'fulfilled',
        value: { contract: { status: ContractStatus.DELIVERING } },
      });
      expect(results[1]).toEqual(results[0]);
      expect(results[2]).toMatchObject({ status: 'rejected', reason: refused('CONTRACT_STATE') });
      expect(rig.peers.workflows).toMatchObject([
        {
          definitionId: 'contract_settlement',
          actor: 'service:body-broker-integration',
          input: { player_id: PLAYER, part_ids: [partId], price: '100', client_account: 'client_widow-sallow' },
        },
      ]);
    });

    it('with every step of the workflow twice, and settled once', async () => {
      const { contractId } = await rig.accepted();
      const { partId } = await rig.harvest('eye');
      const delivering = once();
      const { contract, workflowId } = await rig.player.deliverContract({ contractId, partIds: [partId] }, delivering);
      const settlementId = contract?.settlementId ?? '';
      const step = { contractId, settlementId };
      await rig.orchestration.beginDelivery(step);
      await expect(rig.orchestration.inspectDelivery(step)).rejects.toEqual(refused('NOT_RESERVED'));
      const key = once();
      const reserving = { playerId: PLAYER, partIds: [partId], reference: settlementId };
      const { reservationId } = await rig.orchestration.reserveItems(reserving, key);
      await rig.orchestration.reserveItems(reserving, key);
      const inspection = await rig.orchestration.inspectDelivery(step);
      expect(inspection).toMatchObject({
        price: 100n,
        clientNpcId: 'widow-sallow',
        clientAccount: 'client_widow-sallow',
      });
      await rig.orchestration.commitReservation({ reservationId, toOwner: 'npc:widow-sallow' });
      const settled = await rig.orchestration.settleContract(step);
      expect(await rig.orchestration.settleContract(step)).toEqual(settled);
      expect(settled).toMatchObject({ status: ContractStatus.SETTLED, partIds: [partId] });
      await workflowEnded(WorkflowCompleted, settlementId);
      expect((await rig.player.deliverContract({ contractId, partIds: [partId] }, delivering)).workflowId).toBe(
        workflowId,
      );
      expect(await rig.player.getStanding({ playerId: PLAYER })).toMatchObject({
        reputation: { unlicensed: 3, brokers: 1 },
        contractsSettled: 1,
      });
      expect(await publishedEvents(rig.harness.broker, DealSettled, 1)).toMatchObject([
        { payload: { deal: { contractId, partIds: [partId], price: 100n, regionId: 'ash-ward' } } },
      ]);
    });

    it('with everything as before when the workflow is undone, and then anew', async () => {
      const { contractId } = await rig.accepted();
      const { partId } = await rig.harvest('eye');
      const deliver = () => rig.player.deliverContract({ contractId, partIds: [partId] }, once());
      const settlementId = (await deliver()).contract?.settlementId ?? '';
      const step = { contractId, settlementId };
      const key = once();
      await rig.orchestration.reserveItems({ playerId: PLAYER, partIds: [partId], reference: settlementId }, key);
      await rig.orchestration.releaseReservation({ playerId: PLAYER, reserveKey: key.idempotencyKey ?? '' });
      const reverted = await rig.orchestration.revertDelivery({ ...step, reason: 'no money' });
      expect(reverted).toMatchObject({ status: ContractStatus.ACCEPTED, partIds: [], reason: 'no money' });
      expect(await rig.orchestration.revertDelivery(step)).toEqual(reverted);
      await expect(rig.orchestration.beginDelivery(step)).rejects.toEqual(refused('SETTLEMENT_OVER'));
      await expect(rig.orchestration.settleContract(step)).rejects.toEqual(refused('SETTLEMENT_OVER'));
      expect((await deliver()).contract?.settlementId).toBe(`${contractId}.2`);
      expect(rig.peers.workflows).toHaveLength(2);
    });

    it('with the second net, when a step’s own word was lost', async () => {
      const { contractId } = await rig.accepted();
      const { partId } = await rig.harvest('eye');
      const { contract } = await rig.player.deliverContract({ contractId, partIds: [partId] }, once());
      await workflowEnded(WorkflowCompensated, contract?.settlementId ?? '');
      await eventually(async () => {
        expect(await rig.player.getContract({ contractId })).toMatchObject({ status: ContractStatus.ACCEPTED });
      });
    });

    it('also while orchestration does not answer: then later', async () => {
      const { contractId } = await rig.accepted();
      const { partId } = await rig.harvest('eye');
      await rig.peers.leave('orchestration');
      const { contract, workflowId } = await rig.player.deliverContract({ contractId, partIds: [partId] }, once());
      expect(workflowId).toBe('');
      expect(contract).toMatchObject({ status: ContractStatus.DELIVERING });
    });

    it.each([
      ['none of the kind', 'rib', 'PART_UNFIT'],
      ['too many', 'eye', 'WRONG_COUNT'],
    ])('not with %s', async (_case, partType, reason) => {
      const { contractId } = await rig.accepted();
      const { partId } = await rig.harvest(partType, 'menders-kit');
      const more = reason === 'WRONG_COUNT' ? [(await rig.harvest('eye')).partId] : [];
      const delivery = rig.player.deliverContract({ contractId, partIds: [partId, ...more] }, once());
      await expect(delivery).rejects.toEqual(refused(reason));
      expect(await rig.player.getContract({ contractId })).toMatchObject({ status: ContractStatus.ACCEPTED });
    });

    it('not with what has spoiled, is reserved, is gone, is somebody else’s or comes too late', async () => {
      const { contractId } = await rig.accepted();
      const { partId } = await rig.harvest('eye');
      const deliver = () => rig.player.deliverContract({ contractId, partIds: [partId] }, once());
      const { reservationId } = await rig.orchestration.reserveItems(
        { playerId: PLAYER, partIds: [partId], reference: 'x' },
        once(),
      );
      await expect(deliver()).rejects.toEqual(refused('PART_RESERVED'));
      await rig.orchestration.releaseReservation({ reservationId });
      await expect(rig.other.deliverContract({ contractId, partIds: [partId] }, once())).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
      rig.peers.gms += 40 * HOUR;
      await expect(deliver()).rejects.toMatchObject({ reason: 'PART_UNFIT', details: { part_id: partId } });
      rig.peers.gms += 10 * HOUR;
      await expect(deliver()).rejects.toEqual(refused('DEADLINE_PASSED'));
      await rig.player.discardPart({ partId });
      rig.peers.gms -= 50 * HOUR;
      await expect(deliver()).rejects.toEqual(refused('PART_GONE'));
      await expect(rig.player.deliverContract({ contractId, partIds: [partId] })).rejects.toEqual(
        refused('IDEMPOTENCY_KEY_REQUIRED'),
      );
    });
  });

  it('end with their deadline: expired, or broken by a workflow', async () => {
    const open = await rig.orchestration.createContract(order({ playerId: PLAYER }));
    const accepted = await rig.accepted();
    const late = { contractId: accepted.contractId };
    expect(await rig.orchestration.breachContract(late)).toMatchObject({ status: ContractStatus.ACCEPTED });
    rig.peers.gms += 49 * HOUR;
    const passed = { worldId: 'main', gms: BigInt(rig.peers.gms), hourNumber: 49n };
    const facts = { source: 'time-manager', clock: rig.clock, entityId: 'main' };
    for (const eventId of ['h49', 'h49-again']) await publish(createEvent(HourPassed, passed, { ...facts, eventId }));
    await eventually(async () => {
      expect(await rig.player.getContract({ contractId: open.contractId })).toMatchObject({
        status: ContractStatus.EXPIRED,
      });
      expect(rig.peers.workflows).toMatchObject([
        { definitionId: 'contract_breach', input: { contract_id: accepted.contractId } },
      ]);
    });
    expect(await rig.orchestration.breachContract(late)).toMatchObject({ status: ContractStatus.BREACHED });
    await rig.orchestration.breachContract(late);
    expect(await rig.player.getStanding({ playerId: PLAYER })).toMatchObject({
      reputation: { unlicensed: -8, brokers: -2 },
      contractsBreached: 1,
    });
    await publishedEvents(rig.harness.broker, DealBreached, 1);
    await expect(rig.player.acceptContract({ contractId: open.contractId })).rejects.toEqual(refused('CONTRACT_STATE'));
  });

  it('have their workflows defined, and their clients’ wallets filled', async () => {
    await eventually(async () => {
      expect([...rig.peers.definitions].sort()).toEqual([
        'contract_breach',
        'contract_settlement',
        'purchase_fulfilment',
      ]);
      expect(rig.peers.credits).toContainEqual({ account: 'client_widow-sallow', amount: 3000n });
      return Promise.resolve();
    });
  });

  it('are no matter of purchases: those have a workflow of their own, started once', async () => {
    const paid = {
      playerId: PLAYER,
      intentId: 'pi_1',
      productId: 'founders-kit',
      items: [{ itemId: 'menders-kit', count: 1 }],
    };
    const facts = { source: 'payment', clock: rig.clock, entityId: 'pi_1', playerId: PLAYER };
    for (const eventId of ['one', 'two']) await publish(createEvent(PaymentSucceeded, paid, { ...facts, eventId }));
    await publish(
      createEvent(PaymentSucceeded, { ...paid, intentId: 'pi_2', items: [] }, { ...facts, eventId: 'three' }),
    );
    await eventually(async () => {
      expect(rig.peers.workflows).toMatchObject([
        {
          definitionId: 'purchase_fulfilment',
          input: { intent_id: 'pi_1', items: [{ item_id: 'menders-kit', count: '1' }] },
        },
      ]);
      return Promise.resolve();
    });
    const step = { intentId: 'pi_1', playerId: PLAYER, productId: 'founders-kit' };
    const items = [{ itemId: 'menders-kit', count: 1n }];
    expect(await rig.orchestration.beginFulfilment({ ...step, items })).toMatchObject({ items });
    await expect(
      rig.orchestration.beginFulfilment({ ...step, items: [{ itemId: 'crown', count: 1n }] }),
    ).rejects.toEqual(refused('UNKNOWN_ITEM'));
  });
});
