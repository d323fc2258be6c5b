import { NpcActivity, NpcState } from '@bodybroker/contracts-testing';

/** An NPC as a busy ward has hundreds of: about 1 kB in JSON. */
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
