import { NpcActivity, NpcState, RegionSnapshot } from '@bodybroker/contracts-testing';

/** An NPC as a busy ward has hundreds of: about 1.3 kB in JSON. */
export const npc: NpcState = NpcState.create({
  npcId: 'npc_01J9ZK3V7Q8W2M4N6P0R5T1X3Y',
  name: 'Ormund Vell, Assessor of Sinew',
  faction: 'the-weighing-house',
  health: 73,
  level: 12,
  activity: NpcActivity.TRADING,
  position: { x: 1204.25, y: -88.5, z: 3.125, regionId: 'tallow-ward' },
  items: Array.from({ length: 6 }, (_, i) => ({
    itemId: `itm_01J9ZK3V7Q8W2M4N6P0R5T1X${i}A`,
    kind: ['eye', 'tendon', 'jar-of-salt', 'ledger-page', 'bone-saw', 'ear'][i] ?? 'eye',
    count: i + 1,
    freshness: 0.875 - i / 16,
  })),
  traits: { greed: 0.8, patience: -0.25, mercy: -0.6, curiosity: 0.4 },
  tags: ['merchant', 'guild', 'literate', 'night'],
  updatedAtMs: 1_795_233_861_356n,
  recentLines: ['Bring me what the river keeps.', 'The scale does not forget, friend.'],
});

/** 200 entities, as a client gets them on entering a region. */
export const snapshot: RegionSnapshot = RegionSnapshot.create({
  revision: 918_273n,
  entities: Array.from({ length: 200 }, (_, i) => ({
    id: 1000 + i,
    kind: i % 7,
    xCm: (i * 3571) % 100_000,
    yCm: -((i * 7919) % 100_000),
    state: i % 5,
    health: 100 - (i % 60),
  })),
});
