import {
  CONTRACT_STATUSES,
  CONTRACT_TURNS,
  assertDelivering,
  assertInTime,
  beginDelivery,
  isLive,
  offered,
  openContract,
  revertDelivery,
  turned,
  type Contract,
} from './contract.js';

const contract: Contract = openContract({
  playerId: 'p',
  worldId: 'main',
  npcId: 'widow-sallow',
  faction: 'unlicensed',
  regionId: 'ash-ward',
  pitch: '',
  demand: { partType: 'eye', minGrade: 'C', minFreshness: 50, count: 2 },
  askedPrice: 100,
  deadlineGms: 1000,
  createdGms: 0,
  createdMs: 0,
});
const counterpart = { worldSeed: 's', contractId: 'c', askedPrice: 100, impatience: 20 };

describe('a contract', () => {
  it('goes only the ways there are', () => {
    const ways = CONTRACT_STATUSES.flatMap((from) => Object.values(CONTRACT_TURNS[from]).map((to) => `${from} ${to}`));
    expect([...new Set(ways)].sort()).toEqual(
      [
        'OPEN NEGOTIATING',
        'OPEN ACCEPTED',
        'OPEN EXPIRED',
        'OPEN WITHDRAWN',
        'NEGOTIATING NEGOTIATING',
        'NEGOTIATING ACCEPTED',
        'NEGOTIATING EXPIRED',
        'NEGOTIATING WITHDRAWN',
        'ACCEPTED DELIVERING',
        'ACCEPTED BREACHED',
        'ACCEPTED CANCELLED',
        'DELIVERING ACCEPTED',
        'DELIVERING SETTLED',
      ].sort(),
    );
    expect(() => turned(contract, 'settle')).toThrow(expect.objectContaining({ reason: 'CONTRACT_STATE' }));
    expect(isLive(contract)).toBe(true);
    expect(isLive({ ...contract, status: 'SETTLED' })).toBe(false);
  });

  it('loses a client without patience', () => {
    let state = contract;
    for (let n = 0; n < 2; n += 1) state = offered(state, counterpart, 10_000);
    expect(state).toMatchObject({ status: 'NEGOTIATING', patience: 20 });
    state = offered(state, counterpart, 10_000);
    expect(state).toMatchObject({ status: 'WITHDRAWN', patience: 0 });
  });

  it('is delivered by one settlement at a time, and can be delivered again when that is undone', () => {
    const delivering = beginDelivery('ctr', turned(contract, 'accept'), ['a', 'b']);
    expect(delivering).toMatchObject({ status: 'DELIVERING', settlementId: 'ctr.1', partIds: ['a', 'b'] });
    expect(() => beginDelivery('ctr', delivering, ['a'])).toThrow(
      expect.objectContaining({ reason: 'CONTRACT_STATE' }),
    );
    expect(() => assertDelivering(delivering, 'ctr.2')).toThrow(expect.objectContaining({ reason: 'SETTLEMENT_OVER' }));
    expect(revertDelivery(delivering, 'ctr.2', '')).toBeUndefined();
    const reverted = revertDelivery(delivering, 'ctr.1', 'no money');
    expect(reverted).toMatchObject({ status: 'ACCEPTED', settlementId: '', partIds: [], reason: 'no money' });
    expect(reverted && beginDelivery('ctr', reverted, ['a']).settlementId).toBe('ctr.2');
  });

  it('has a deadline', () => {
    expect(() => assertInTime(contract, 999)).not.toThrow();
    expect(() => assertInTime(contract, 1000)).toThrow(expect.objectContaining({ reason: 'DEADLINE_PASSED' }));
  });
});
