import { join } from 'node:path';
import { ContentFolder } from '@bodybroker/service-kit';
import { loadCity } from '../content/load-city.js';
import { loadPeople } from '../content/load-people.js';
import { loadTopics } from '../content/load-topics.js';
import { wordValues } from '../minds/word-values.js';
import { analyseLine } from './analyse-line.js';
import { intentOf, type Intent } from './intent.js';
import { reactTo } from './reaction.js';
import { STRANGERS } from './relationship.js';
import { sentimentOf } from './sentiment.js';

const content = new ContentFolder(join(__dirname, '../../content'));
const people = loadPeople(content, loadCity(content));
const topics = loadTopics(content, people);
const analyse = (line: string) => analyseLine(line, { words: wordValues, topics });
const [pip] = people.filter(({ npcId }) => npcId === 'pip');

describe('what a line means', () => {
  it.each<[string, Intent]>([
    ['Hello there', 'GREET'],
    ['Good evening, Mother', 'GREET'],
    ['Goodbye', 'FAREWELL'],
    ['What do you know of the Bone Ledger?', 'ASK'],
    ['I want to sell a liver', 'TRADE'],
    ['That is too much, make it cheaper', 'HAGGLE'],
    ["I'll kill you", 'THREAT'],
    ['Pay me or else', 'THREAT'],
    ['Please, I beg you', 'PLEAD'],
    ['Thank you', 'THANK'],
    ['You filthy rat', 'INSULT'],
    ['Any work going?', 'WORK'],
    ['Tell me a secret', 'SECRET'],
    ['You stole the page', 'ACCUSE'],
    ["I sold your brother's eyes", 'CONFESS'],
    ['I sold your brother’s eyes', 'CONFESS'],
    ['It was me', 'CONFESS'],
    ['You are very kind', 'PRAISE'],
    ['You did a wonderful thing', 'PRAISE'],
    ['The tide is out', 'STATE'],
    ['', 'STATE'],
    ['¿?¡ 🦷 <script>', 'ASK'],
  ])('"%s" is %s', (line, intent) => {
    expect(analyse(line).intent).toBe(intent);
  });

  it('is the same for a thousand letters, quickly', () => {
    const long = 'i will '.repeat(142);
    const startedMs = performance.now();
    expect(intentOf(long)).toBe('STATE');
    expect(analyse('a'.repeat(1000)).topics).toEqual([]);
    expect(performance.now() - startedMs).toBeLessThan(200);
  });
});

describe('the feeling of a line', () => {
  it('is below 0 for hate and above for kindness, and turned by a no', () => {
    expect(sentimentOf('I hate this terrible place', wordValues)).toBeLessThan(-0.5);
    expect(sentimentOf('what a wonderful, lovely day', wordValues)).toBeGreaterThan(0.5);
    expect(sentimentOf('this is not good', wordValues)).toBeLessThan(0);
    expect(sentimentOf('the tide is out', wordValues)).toBe(0);
    expect(sentimentOf('constructor toString __proto__', wordValues)).toBe(0);
  });

  it('of harm to one’s own is bad whatever the words', () => {
    expect(analyse("I sold your brother's eyes, and it was a wonderful day").sentiment).toBeLessThan(-0.5);
  });
});

describe('what a line is about', () => {
  it.each([
    ['What do you know about the Bone Ledger?', ['bone-ledger', 'the bone ledger']],
    ['Where is Doctor Ambrose Pell', ['doctor-ambrose', 'doctor ambrose pell']],
    ["I sold your brother's eyes", ['eye']],
    ['Two eyes and a liver for the Widow Sallow', ['eye', 'liver', 'widow-sallow']],
    ['Is the gallows inn open', ['gallows-inn']],
    ['constructor', []],
  ])('%s', (line, ids) => {
    expect(topics.find(line).all).toEqual(ids);
  });

  it('is told in its own words', () => {
    expect(topics.find('Tell me about the Bone Ledger, old man').phrase).toBe('the Bone Ledger');
    expect(topics.find('Who are you?').phrase).toBeUndefined();
    expect(topics.find('Sell me a liver').phrase).toBe('liver');
  });
});

describe('how a line is taken', () => {
  it('harm to one’s own worst, by anybody', () => {
    for (const npc of people) {
      const { deltas, emotion } = reactTo(analyse('I killed your sister'), npc, STRANGERS, 'wary');
      expect(deltas.trust).toBe(-20);
      expect(['GRIEVING', 'HOSTILE']).toContain(emotion);
    }
  });

  it('by who hears it: the timid are frightened, the bold angered', () => {
    const threat = analyse("I'll kill you");
    expect(pip).toBeDefined();
    if (pip === undefined) return;
    const timid = { ...pip, traits: { boldness: -1 } };
    const bold = { ...pip, traits: { boldness: 1 } };
    expect(reactTo(threat, timid, STRANGERS, 'wary')).toMatchObject({ emotion: 'AFRAID', deltas: { fear: 12 } });
    expect(reactTo(threat, bold, STRANGERS, 'wary')).toMatchObject({ emotion: 'HOSTILE', deltas: { fear: 4 } });
    expect(reactTo(analyse('The tide is out'), bold, { ...STRANGERS, trust: -50 }, 'wary').emotion).toBe('HOSTILE');
  });
});
