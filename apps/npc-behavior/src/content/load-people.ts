import { createHash } from 'node:crypto';
import { isDomainError } from '@bodybroker/domain';
import { ContentError, type ContentFolder } from '@bodybroker/service-kit';
import { checkNpc } from '../domain/check-npc.js';
import type { City } from '../domain/city.js';
import { ACTION_TYPES, GOALS, voiceOf, type Npc } from '../domain/npc.js';
import type { StoredNpc } from '../storage/person.js';
import { JsonNode } from './read-json.js';

/** Those the embedded generator has words for. */
export const ARCHETYPES = [
  'apothecary',
  'bonecarver',
  'broker',
  'butcher',
  'collector',
  'fence',
  'gravedigger',
  'guard',
  'informant',
  'innkeeper',
  'moneylender',
  'noble',
  'priest',
  'surgeon',
  'urchin',
] as const;
const MOODS = ['afraid', 'amused', 'angry', 'cold', 'drunk', 'greedy', 'grieving', 'hostile', 'warm', 'wary', 'weary'];
const FACTIONS = ['brokers', 'ledger', 'assize', 'menders', 'chapel', 'houses', 'mire-folk', 'unlicensed'] as const;

/**
 * Reads content/people/*.json: everybody who lives in the city when a world begins.
 * @throws ContentError naming file, path and rule
 */
export function loadPeople(content: ContentFolder, city: City): readonly StoredNpc[] {
  const people = content.all('people').flatMap(({ file, json }) =>
    new JsonNode(json, file).items().map((node) => {
      const npc = toNpc(node);
      checkContent(npc, node, file, city);
      return npc;
    }),
  );
  const ids = people.map(({ npcId }) => npcId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new ContentError('people', `has ${twice} twice`);
  return people.map((npc) => ({ ...npc, contentHash: hashOf(npc) }));
}

function toNpc(node: JsonNode): Npc {
  return {
    npcId: node.member('npcId').text(),
    name: node.member('name').text(),
    archetype: node.member('archetype').oneOf(ARCHETYPES),
    faction: node.member('faction').oneOf(FACTIONS),
    homeLocation: node.member('homeLocation').text(),
    traits: node.member('traits').numbers(),
    needs: node.member('needs').numbers(),
    goals: node
      .member('goals')
      .items()
      .map((goal) => ({ id: goal.member('id').oneOf(GOALS), weight: goal.member('weight').number() })),
    schedule: node
      .member('schedule')
      .items()
      .map((entry) => ({
        fromHour: entry.member('fromHour').number(),
        toHour: entry.member('toHour').number(),
        locationId: entry.member('locationId').text(),
        activity: entry.member('activity').oneOf(ACTION_TYPES),
      })),
    knowledgeTags: node.member('knowledgeTags').texts(),
    voiceTags: node.member('voiceTags').texts(),
    greetings: node.member('greetings').texts(),
    ownFacts: node.member('ownFacts').texts(),
    questIds: node.member('questIds').texts(),
    isDead: false,
  };
}

function checkContent(npc: Npc, node: JsonNode, file: string, city: City): void {
  try {
    checkNpc(npc);
  } catch (error) {
    if (isDomainError(error)) throw new ContentError(file, `${npc.npcId}: ${error.message}`, error);
    throw error;
  }
  if (!city.has(npc.homeLocation)) node.member('homeLocation').fail(`names no place of the city`);
  for (const entry of node.member('schedule').items()) {
    if (!city.has(entry.member('locationId').text())) entry.member('locationId').fail('names no place of the city');
  }
  const mood = voiceOf(npc, 'mood');
  if (mood === undefined || !MOODS.includes(mood))
    node.member('voiceTags').fail(`must have a mood, one of ${MOODS.join(', ')}`);
}

function hashOf(npc: Npc): string {
  return createHash('sha256').update(JSON.stringify(npc)).digest('base64url').slice(0, 22);
}
