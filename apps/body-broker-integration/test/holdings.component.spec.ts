import {
  InventoryChanged,
  PartState,
  PartTransferred,
  ReservationStatus,
  GrantStatus,
} from '@bodybroker/contracts-body-broker-integration';
import { eventually, publishedEvents } from '@bodybroker/testing';
import { PLAYER, once, refused, startTrade, type TradeRig } from './trade-rig.js';

describe('what a player holds', () => {
  let rig: TradeRig;

  beforeEach(async () => {
    rig = await startTrade();
  });

  afterEach(() => rig.stop());

  const grant = (options = once(), items = [{ itemId: 'menders-kit', count: 1n }]) =>
    rig.orchestration.grantItems({ playerId: PLAYER, items, reference: 'quest:q:items' }, options);
  const inventory = () => rig.player.listInventory({ playerId: PLAYER });
  const reserve = (partIds: string[], options = once(), expiresMs = 0n) =>
    rig.orchestration.reserveItems({ playerId: PLAYER, partIds, expiresMs, reference: 'deal' }, options);

  it('is granted once for one key, things and parts together', async () => {
    const key = once();
    const items = [
      { itemId: 'ice-chest', count: 2n },
      { itemId: 'eye', count: 1n },
    ];
    const [first, second] = await Promise.all([grant(key, items), grant(key, items)]);
    expect(second).toEqual(first);
    expect(first).toMatchObject({ status: GrantStatus.GRANTED, partIds: [expect.any(String)] });
    expect(await inventory()).toMatchObject({ used: 3, items: [{ itemId: 'ice-chest', count: 2n }] });
    const [told] = await publishedEvents(rig.harness.broker, InventoryChanged, 1);
    expect(told?.payload).toMatchObject({ cause: 'grant', used: 3 });
    expect(told?.payload.changes).toHaveLength(2);
  });

  it('is granted all or none', async () => {
    await grant(once(), [{ itemId: 'rite-candle', count: 199n }]);
    const two = [
      { itemId: 'knife', count: 1n },
      { itemId: 'eye', count: 1n },
    ];
    await expect(grant(once(), two)).rejects.toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'INVENTORY_FULL' });
    expect((await inventory()).used).toBe(199);
    await expect(grant(once(), [{ itemId: 'crown', count: 1n }])).rejects.toEqual(refused('UNKNOWN_ITEM'));
    await expect(grant({})).rejects.toEqual(refused('IDEMPOTENCY_KEY_REQUIRED'));
    await expect(rig.player.grantItems({ playerId: PLAYER, items: two, reference: 'x' }, once())).rejects.toMatchObject(
      {
        code: 'PERMISSION_DENIED',
      },
    );
  });

  it('is taken back as far as it is there, and once', async () => {
    const { grantId, partIds } = await grant(once(), [
      { itemId: 'eye', count: 2n },
      { itemId: 'knife', count: 1n },
    ]);
    const [kept = ''] = partIds;
    await reserve([kept]);
    const revoked = await rig.orchestration.revokeGrant({ grantId });
    expect(revoked).toEqual({
      grantId,
      found: true,
      items: [
        { itemId: 'knife', count: 1n },
        { itemId: 'eye', count: 1n },
      ],
    });
    expect(await rig.orchestration.revokeGrant({ grantId })).toEqual({ grantId, found: true, items: [] });
    expect((await inventory()).parts.map(({ partId }) => partId)).toEqual([kept]);
  });

  it('does not get a grant that was revoked before it arrived', async () => {
    const key = once();
    const unknown = { playerId: PLAYER, grantKey: key.idempotencyKey ?? '' };
    expect(await rig.orchestration.revokeGrant(unknown)).toEqual({ grantId: '', found: false, items: [] });
    await expect(grant(key)).rejects.toEqual(refused('GRANT_REVOKED'));
    await grant();
    expect((await inventory()).used).toBe(1);
    await expect(rig.orchestration.revokeGrant({ playerId: PLAYER })).rejects.toEqual(refused('FIELD_REQUIRED'));
    expect(await rig.orchestration.revokeGrant({ grantId: 'grt_none_00' })).toMatchObject({ found: false });
  });

  it('is reserved by one at a time: all parts or none', async () => {
    const [eye, rib] = [await rig.harvest('eye'), await rig.harvest('rib', 'saw')];
    const reserved = await reserve([eye.partId]);
    expect(reserved).toMatchObject({ status: ReservationStatus.LIVE, partIds: [eye.partId] });
    await expect(reserve([rib.partId, eye.partId])).rejects.toEqual(refused('PART_RESERVED'));
    expect(await rig.player.getPart({ partId: rib.partId })).toMatchObject({ reservationId: '' });
    await expect(reserve([rib.partId, rib.partId])).rejects.toEqual(refused('TWICE'));
    await expect(reserve(['prt_none_00'])).rejects.toEqual(refused('PART_NOT_FOUND'));
    const results = await Promise.allSettled([reserve([rib.partId]), reserve([rib.partId])]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('goes to another owner and comes back, each told and each once', async () => {
    const { partId } = await rig.harvest('eye');
    const key = once();
    const { reservationId } = await reserve([partId], key);
    const commit = () => rig.orchestration.commitReservation({ reservationId, toOwner: 'npc:widow-sallow' });
    expect(await commit()).toMatchObject({ status: ReservationStatus.COMMITTED, toOwner: 'npc:widow-sallow' });
    expect(await commit()).toMatchObject({ status: ReservationStatus.COMMITTED });
    await expect(rig.orchestration.commitReservation({ reservationId, toOwner: 'npc:leech-moll' })).rejects.toEqual(
      refused('RESERVATION_COMMITTED'),
    );
    expect((await inventory()).used).toBe(0);
    expect(await rig.player.getPart({ partId })).toMatchObject({
      state: PartState.TRANSFERRED,
      owner: 'npc:widow-sallow',
    });
    const named = { playerId: PLAYER, reserveKey: key.idempotencyKey ?? '' };
    expect(await rig.orchestration.returnReservation(named)).toEqual({ reservationId, found: true, partIds: [partId] });
    expect(await rig.orchestration.returnReservation(named)).toMatchObject({ partIds: [] });
    expect(await rig.player.getPart({ partId })).toMatchObject({ state: PartState.HELD, reservationId });
    expect(await rig.orchestration.releaseReservation(named)).toEqual({
      reservationId,
      found: true,
      partIds: [partId],
    });
    expect(await rig.orchestration.releaseReservation(named)).toMatchObject({ partIds: [], found: true });
    expect(await inventory()).toMatchObject({ used: 1, parts: [{ partId, reservationId: '' }] });
    await expect(commit()).rejects.toEqual(refused('RESERVATION_ENDED'));
    expect(await publishedEvents(rig.harness.broker, PartTransferred, 2)).toMatchObject([
      { payload: { fromOwner: `player:${PLAYER}`, toOwner: 'npc:widow-sallow' } },
      { payload: { fromOwner: 'npc:widow-sallow', toOwner: `player:${PLAYER}` } },
    ]);
  });

  it('is not handed over any more once it was to be brought back', async () => {
    const { partId } = await rig.harvest('eye');
    const { reservationId } = await reserve([partId]);
    await rig.orchestration.returnReservation({ reservationId });
    await expect(rig.orchestration.commitReservation({ reservationId, toOwner: 'npc:widow-sallow' })).rejects.toEqual(
      refused('RESERVATION_ENDED'),
    );
    await rig.orchestration.releaseReservation({ reservationId });
    expect(await rig.player.getPart({ partId })).toMatchObject({ reservationId: '' });
  });

  it('does not stay reserved for somebody who released before he reserved', async () => {
    const { partId } = await rig.harvest('eye');
    const key = once();
    const named = { playerId: PLAYER, reserveKey: key.idempotencyKey ?? '' };
    expect(await rig.orchestration.releaseReservation(named)).toEqual({ reservationId: '', found: false, partIds: [] });
    await expect(reserve([partId], key)).rejects.toEqual(refused('RESERVATION_ENDED'));
    expect(await rig.orchestration.returnReservation({ reservationId: 'rsv_none_00' })).toMatchObject({ found: false });
    await expect(
      rig.orchestration.commitReservation({ reservationId: 'rsv_none_00', toOwner: 'npc:x' }),
    ).rejects.toEqual(refused('RESERVATION_NOT_FOUND'));
  });

  it('is free again when a reservation has run out', async () => {
    const { partId } = await rig.harvest('eye');
    const { reservationId } = await reserve([partId], once(), 1000n);
    rig.clock.advance(1001);
    await expect(rig.orchestration.commitReservation({ reservationId, toOwner: 'npc:widow-sallow' })).rejects.toEqual(
      refused('RESERVATION_ENDED'),
    );
    await eventually(async () => {
      expect(await rig.player.getPart({ partId })).toMatchObject({ reservationId: '' });
    });
  });

  it.each(['player:acc_other', 'npc:', 'widow', ''])('does not go to an owner like %j', async (toOwner) => {
    await expect(rig.orchestration.commitReservation({ reservationId: 'rsv_none_00', toOwner })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });
});
