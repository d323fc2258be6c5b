import { createHash } from 'node:crypto';
import { isDomainError } from '@bodybroker/domain';
import { ContentError, ContentNode, type ContentFolder } from '@bodybroker/service-kit';
import { checkNpc } from '../domain/check-npc.js';
import type { City } from '../domain/city.js';
import { ACTION_TYPES, GOALS, voiceOf, type Npc } from '../domain/npc.js';
import type { StoredNpc } from '../storage/person.js';

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
    new ContentNode(file, json).items().map((node) => {
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

function toNpc(node: ContentNode): Npc {
  return {
    npcId: node.at('npcId').text(),
    name: node.at('name').text(),
    archetype: node.at('archetype').oneOf(ARCHETYPES),
    faction: node.at('faction').oneOf(FACTIONS),
    homeLocation: node.at('homeLocation').text(),
    traits: node.at('traits').numbers(),
    needs: node.at('needs').numbers(),
    goals: node
      .at('goals')
      .items()
      .map((goal) => ({ id: goal.at('id').oneOf(GOALS), weight: goal.at('weight').number() })),
    schedule: node
      .at('schedule')
      .items()
      .map((entry) => ({
        fromHour: entry.at('fromHour').number(),
        toHour: entry.at('toHour').number(),
        locationId: entry.at('locationId').text(),
        activity: entry.at('activity').oneOf(ACTION_TYPES),
      })),
    knowledgeTags: node.at('knowledgeTags').texts(),
    voiceTags: node.at('voiceTags').texts(),
    greetings: node.at('greetings').texts(),
    ownFacts: node.at('ownFacts').texts(),
    questIds: node.at('questIds').texts(),
    isDead: false,
  };
}

function checkContent(npc: Npc, node: ContentNode, file: string, city: City): void {
  try {
    checkNpc(npc);
  } catch (error) {
    if (isDomainError(error)) throw new ContentError(file, `${npc.npcId}: ${error.message}`, error);
    throw error;
  }
  if (!city.has(npc.homeLocation)) node.at('homeLocation').fail(`names no place of the city`);
  for (const entry of node.at('schedule').items()) {
    if (!city.has(entry.at('locationId').text())) entry.at('locationId').fail('names no place of the city');
  }
  const mood = voiceOf(npc, 'mood');
  if (mood === undefined || !MOODS.includes(mood))
    node.at('voiceTags').fail(`must have a mood, one of ${MOODS.join(', ')}`);
}

function hashOf(npc: Npc): string {
  return createHash('sha256').update(JSON.stringify(npc)).digest('base64url').slice(0, 22);
}
