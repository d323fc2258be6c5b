import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentFolder } from '@bodybroker/service-kit';
import { hoursOf } from '../domain/schedule.js';
import { loadCity } from './load-city.js';
import { loadPeople } from './load-people.js';
import { loadTopics } from './load-topics.js';

const shipped = new ContentFolder(join(__dirname, '../../content'));
const city = loadCity(shipped);
const people = loadPeople(shipped, city);

describe('the people that are shipped', () => {
  it('are 45, in nine wards, and stay in their ward or the next', () => {
    expect(people).toHaveLength(45);
    expect(new Set(people.map(({ homeLocation }) => city.place(homeLocation).regionId)).size).toBe(9);
    for (const { npcId, homeLocation, schedule } of people)
      for (const { locationId } of schedule)
        expect([npcId, locationId, city.distance(homeLocation, locationId) <= 3]).toEqual([npcId, locationId, true]);
  });

  it('sleep seven hours or more, eat every day, and have something to say', () => {
    for (const { npcId, schedule, greetings, ownFacts, knowledgeTags } of people) {
      const hours = (activity: string): number =>
        schedule.filter((entry) => entry.activity === activity).flatMap(hoursOf).length;
      expect([npcId, hours('SLEEP') >= 7, hours('EAT') >= 1]).toEqual([npcId, true, true]);
      expect([npcId, greetings.length, ownFacts.length, knowledgeTags.length > 0]).toEqual([npcId, 3, 3, true]);
    }
  });

  it('never raise their voice', () => {
    for (const { greetings, ownFacts } of people) {
      for (const text of [...greetings, ...ownFacts]) expect(text).not.toMatch(/!|eldritch|unspeakable/i);
      for (const fact of ownFacts) expect(fact).toMatch(/\.$/);
    }
  });

  it('give each quest of the city once', () => {
    const quests = people.flatMap(({ questIds }) => questIds);
    expect(quests).toHaveLength(18);
    expect(new Set(quests).size).toBe(18);
  });

  it('can be talked of', () => {
    const topics = loadTopics(shipped, people);
    for (const { npcId, name } of people) expect(topics.find(`Where is ${name}?`).all).toContain(npcId);
  });
});

describe('loading content', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'npcs-'));
    mkdirSync(join(folder, 'people'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const [first] = people;
  const { contentHash: _, isDead: __, ...good } = first ?? people[0] ?? ({} as never);
  const load = (...list: unknown[]) => {
    writeFileSync(join(folder, 'people/x.json'), JSON.stringify(list));
    return loadPeople(new ContentFolder(folder), city);
  };

  it('takes what is right', () => {
    expect(load(good)).toHaveLength(1);
  });

  it.each([
    ['twice the same', [good, good], /has deacon-ruth twice/],
    [
      'an unknown archetype',
      [{ ...good, archetype: 'wizard' }],
      /content\/people\/x\.json: \$\[0\]\.archetype must be one of apothecary/,
    ],
    ['an unknown faction', [{ ...good, faction: 'x' }], /\[0\]\.faction must be one of/],
    ['a place that is none', [{ ...good, homeLocation: 'moon' }], /\[0\]\.homeLocation names no place/],
    [
      'a schedule with a hole',
      [{ ...good, schedule: good.schedule.slice(1) }],
      /deacon-ruth: npc\.schedule: nothing covers/,
    ],
    [
      'an hour that is a text',
      [{ ...good, schedule: [{ ...good.schedule[0], fromHour: 'x' }] }],
      /\[0\]\.schedule\[0\]\.fromHour must be a number/,
    ],
    ['no mood', [{ ...good, voiceTags: [] }], /\[0\]\.voiceTags must have a mood/],
    ['a greeting that is empty', [{ ...good, greetings: [''] }], /\[0\]\.greetings\[0\] must be a text/],
    ['no name', [{ ...good, name: undefined }], /\[0\]\.name must be a text/],
    ['a number for a person', [1], /\[0\] must be an object/],
  ])('refuses %s, saying where', (_what, list, message) => {
    expect(() => load(...list)).toThrow(message);
  });

  it('refuses a city with a ward nobody knows', () => {
    const bad = { neighbours: { a: ['b'] }, places: [] };
    writeFileSync(join(folder, 'city.json'), JSON.stringify(bad));
    expect(() => loadCity(new ContentFolder(folder))).toThrow(/city\.json: \$\.neighbours\.a\[0\] must be one of a/);
  });
});
