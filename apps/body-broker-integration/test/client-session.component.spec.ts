import {
  ClientSessionClosed,
  ClientSessionOpened,
  ContractStatus,
  SessionEnd,
} from '@bodybroker/contracts-body-broker-integration';
import { WeatherState } from '@bodybroker/contracts-weather-manager';
import { publishedEvents } from '@bodybroker/testing';
import { HOUR, PLAYER, startTrade, type TradeRig } from './trade-rig.js';

const request = { client: { build: '1.0.0', platform: 'ios', capabilities: [] }, deviceId: 'phone' };
/** Those nobody plays here. */
const ABSENT = ['settings', 'mode', 'quests', 'story'];

describe('a client session', () => {
  let rig: TradeRig;

  beforeEach(async () => {
    rig = await startTrade();
    rig.peers.entities.set(PLAYER, { kind: 'player', locationId: 'tallow-ward-place' });
    rig.peers.gms = 8 * HOUR;
  });

  afterEach(() => rig.stop());

  it('begins with all sections there are, and names those that are not', async () => {
    const bootstrap = await rig.player.openClientSession(request);
    expect(bootstrap).toMatchObject({
      regionId: 'tallow-ward',
      sectionsFailed: ABSENT,
      inventory: { used: 0, capacity: 200 },
      standing: { heat: 0 },
    });
    // As they were answered.
    expect(bootstrap).toMatchObject({
      player: { accountId: PLAYER, displayName: 'Knife' },
      clock: { worldId: 'main', gms: BigInt(8 * HOUR) },
      weather: { regionId: 'tallow-ward', state: WeatherState.CLEAR, intensity: 0.5 },
      worldSnapshot: { worldId: 'main', revision: 1n },
      wallet: { playerId: PLAYER, balances: [] },
      agreedCapabilities: { agreed: [], refused: [] },
    });
    for (const section of ['settings', 'mode', 'quests', 'story'] as const) expect(bootstrap[section]).toBeUndefined();
    expect(await publishedEvents(rig.harness.broker, ClientSessionOpened, 1)).toMatchObject([
      { subject: `game.client.session_opened.${PLAYER}`, payload: { platform: 'ios', sessionId: bootstrap.sessionId } },
    ]);
  });

  it('begins without the weather when that does not answer', async () => {
    await rig.peers.leave('weather-manager');
    const { sectionsFailed, clock } = await rig.player.openClientSession(request);
    expect(sectionsFailed).toEqual(['settings', 'mode', 'weather', 'quests', 'story']);
    expect(clock).toBeDefined();
  });

  it('begins after everything that was told before', async () => {
    await rig.harvest('eye');
    await publishedEvents(rig.harness.broker, ClientSessionOpened);
    const { eventSequence } = await rig.player.openClientSession(request);
    expect(eventSequence).toBeGreaterThanOrEqual(2n);
  });

  it('finds today’s work offered, once', async () => {
    await rig.player.openClientSession(request);
    const { contracts } = await rig.player.listContracts({ playerId: PLAYER });
    expect(contracts).toHaveLength(3);
    expect(contracts.every(({ status, pitch }) => status === ContractStatus.OPEN && pitch !== '')).toBe(true);
    await rig.player.openClientSession(request);
    expect((await rig.player.listContracts({ playerId: PLAYER })).contracts).toEqual(contracts);
    rig.peers.gms += 24 * HOUR;
    await rig.player.openClientSession(request);
    expect((await rig.player.listContracts({ playerId: PLAYER })).contracts).toHaveLength(6);
  });

  it('lives by its heartbeats, ends once, and is replaced by the next on the same device', async () => {
    const first = await rig.player.openClientSession(request);
    rig.clock.advance(60_000);
    const alive = await rig.player.heartbeatClientSession({ sessionId: first.sessionId, lastEventSequence: 7n });
    expect(alive).toMatchObject({ open: true, lastEventSequence: 7n, expiresMs: BigInt(rig.clock.now() + 90_000) });
    const second = await rig.player.openClientSession(request);
    expect(await rig.player.heartbeatClientSession({ sessionId: first.sessionId })).toMatchObject({ open: false });
    const { sessionId } = second;
    await expect(rig.other.closeClientSession({ sessionId })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await rig.player.closeClientSession({ sessionId });
    expect(await rig.player.closeClientSession({ sessionId })).toMatchObject({ open: false });
    expect(await publishedEvents(rig.harness.broker, ClientSessionClosed, 2)).toMatchObject([
      { payload: { sessionId: first.sessionId, end: SessionEnd.REPLACED } },
      { payload: { sessionId, end: SessionEnd.CLOSED } },
    ]);
    const opened = await publishedEvents(rig.harness.broker, ClientSessionOpened, 2);
    expect(opened[0]?.payload.lastSeenMs).toBeUndefined();
    expect(opened[1]?.payload.lastSeenMs).toBe(opened[0]?.payload.openedMs);
  });

  it('ends when nobody is heard of for 90 s', async () => {
    const { sessionId } = await rig.player.openClientSession(request);
    rig.clock.advance(91_000);
    expect(await rig.player.heartbeatClientSession({ sessionId })).toMatchObject({ open: false });
    expect(await publishedEvents(rig.harness.broker, ClientSessionClosed, 1)).toMatchObject([
      { payload: { sessionId, end: SessionEnd.EXPIRED } },
    ]);
  });

  it.each([
    ['without a client', { deviceId: 'phone' }],
    ['without a device', { client: request.client }],
    [
      'with a hundred and one capabilities',
      { ...request, client: { ...request.client, capabilities: Array.from({ length: 101 }, () => 'x') } },
    ],
  ])('does not begin %s', async (_case, wrong) => {
    await expect(rig.player.openClientSession(wrong)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('is nobody else’s, and of somebody', async () => {
    await expect(rig.player.openClientSession({ ...request, playerId: 'acc_other' })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
    await expect(rig.orchestration.openClientSession(request)).rejects.toMatchObject({ reason: 'FIELD_REQUIRED' });
    await expect(rig.player.heartbeatClientSession({ sessionId: 'ses_none_00' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
