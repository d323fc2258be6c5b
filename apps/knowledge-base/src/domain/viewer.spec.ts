import { canSee, type Guarded, type Viewer } from './viewer.js';

const guarded = (change: Partial<Guarded>): Guarded => ({
  id: 'd',
  collection: 'lore',
  visibility: 'PUBLIC',
  knownBy: [],
  unlock: '',
  ...change,
});

const everything: Viewer = { kind: 'everything' };
const anybody: Viewer = { kind: 'public' };
const npc: Viewer = { kind: 'npc', knowledgeTags: new Set(['law']) };
const player = (revealed: readonly string[], isTrue: boolean): Viewer => ({
  kind: 'player',
  playerId: 'p',
  revealed: new Set(revealed),
  isUnlocked: () => isTrue,
});

describe('who sees a document', () => {
  it.each([
    ['public', guarded({}), [true, true, true, true, true, true]],
    ['public when unlocked', guarded({ unlock: 'x' }), [true, false, true, false, true, true]],
    ['known by law', guarded({ visibility: 'KNOWN_BY', knownBy: ['law'] }), [true, false, true, false, true, false]],
    [
      'known by faith',
      guarded({ visibility: 'KNOWN_BY', knownBy: ['faith'] }),
      [true, false, false, false, true, false],
    ],
    ['secret', guarded({ visibility: 'SECRET' }), [true, false, false, false, true, false]],
    ['secret until unlocked', guarded({ visibility: 'SECRET', unlock: 'x' }), [true, false, false, false, true, true]],
  ])('that is %s', (_what, document, expected) => {
    const viewers = [everything, anybody, npc, player([], false), player(['lore/d'], false), player([], true)];
    expect(viewers.map((viewer) => canSee(viewer, document))).toEqual(expected);
  });
});
