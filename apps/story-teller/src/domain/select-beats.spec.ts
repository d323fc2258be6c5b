import fc from 'fast-check';
import type { CatalogueBeat } from './catalogue.js';
import { eligibilityOf } from './eligibility.js';
import { DAY_GMS } from './game-time.js';
import type { Moment } from './moment.js';
import { selectBeats, weightOf } from './select-beats.js';
import type { StoryRules } from './settle-arcs.js';
import { createStoryConditions } from './story-conditions.js';
import { newStory, type Story } from './story.js';

const conditions = createStoryConditions(() => undefined);
const moment: Moment = {
  gms: 30 * DAY_GMS,
  facts: {},
  weather: { 'ash-ward': 'FOG' },
  locationId: 'ash-kilns',
  npcId: '',
};
const effects = {
  qualities: [],
  facts: [],
  weather: undefined,
  questDefinitionId: '',
  revealDocumentId: '',
  relationships: [],
  actId: '',
  endingId: '',
};
const beat = (id: string, change: Partial<CatalogueBeat> = {}): CatalogueBeat => ({
  id,
  arcId: '',
  title: id,
  kind: 'STORYLET',
  conditions: [],
  effects,
  namedEffects: {},
  intensity: 0,
  isOnce: false,
  cooldownGms: 0,
  exclusiveGroup: '',
  tags: [],
  tellingHash: '',
  ...change,
});
const rulesOf = (...beats: readonly CatalogueBeat[]): StoryRules => ({
  catalogue: { arcs: new Map(), beats: new Map(beats.map((each) => [each.id, each])) },
  conditions,
  moment,
});
const story = (change: Partial<Story> = {}): Story => ({ ...newStory('ann', 'main', moment.gms), ...change });
const options = { worldSeed: 'seed', limit: 50 };
const idsOf = (told: Story, rules: StoryRules): readonly string[] =>
  selectBeats(told, rules, options).map(({ beat: { id } }) => id);

describe('which beat comes next', () => {
  it('is the one for which the most had to be true', () => {
    const rules = rulesOf(
      beat('a'),
      beat('b', { conditions: ['weather == "FOG"'] }),
      beat('c', { conditions: ['weather == "FOG" && region == "ash-ward"', 'hour == 0'] }),
    );
    expect(idsOf(story(), rules)).toEqual(['c', 'b', 'a']);
  });

  it('is never the one just seen while another was not, however well it fits', () => {
    const seen = { best: { times: 1, lastGms: moment.gms } };
    const best = beat('best', { conditions: Array.from({ length: 20 }, () => 'hour == 0 && day > 0'), intensity: 100 });
    expect(idsOf(story({ seen }), rulesOf(best, beat('plain')))).toEqual(['plain', 'best']);
  });

  it('weighs what is read, not what is always so', () => {
    expect(
      ['true', 'tension > 1', 'tension > 1 && hour < 3 || day > 2'].map((text) => weightOf(conditions.get(text))),
    ).toEqual([0, 1, 3]);
  });

  it('hangs on nothing but the story and its rules, and only offers what can run', () => {
    const beats = fc.array(
      fc.record({
        intensity: fc.integer({ min: -100, max: 100 }),
        conditions: fc.subarray(['true', 'false', 'hour == 0', 'tension > 50', 'facts["x"]']),
        isOnce: fc.boolean(),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(beats, fc.constantFrom('BUILD_UP', 'SUSTAIN', 'FADE', 'RELAX'), (all, phase) => {
        const made = all.map((change, at) => beat(`b${at}`, change));
        const told = story({
          seen: { b0: { times: 1, lastGms: 0 } },
          pulse: { tension: 60, atGms: moment.gms, phase },
        });
        const offered = idsOf(told, rulesOf(...made));
        expect(idsOf(told, rulesOf(...[...made].reverse()))).toEqual(offered);
        for (const id of offered) {
          const one = made.find((each) => each.id === id) ?? beat(id);
          expect(eligibilityOf(one, told, rulesOf(...made))).toEqual({ is: 'eligible' });
          expect(one.isOnce && id === 'b0').toBe(false);
          if (phase === 'FADE' || phase === 'RELAX') expect(one.intensity).toBeLessThanOrEqual(20);
        }
      }),
    );
  });
});
