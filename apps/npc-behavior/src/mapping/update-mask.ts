import type { Npc as NpcMessage } from '@bodybroker/contracts-npc-behavior';
import { invalidArgument } from '@bodybroker/domain';
import type { Npc } from '../domain/npc.js';
import { fromNpc } from './from-npc.js';

/** What an update may change, by the name on the wire. */
const CHANGEABLE = {
  name: 'name',
  archetype: 'archetype',
  traits: 'traits',
  home_location: 'homeLocation',
  faction: 'faction',
  schedule: 'schedule',
  needs: 'needs',
  knowledge_tags: 'knowledgeTags',
  voice_tags: 'voiceTags',
  goals: 'goals',
  greetings: 'greetings',
  own_facts: 'ownFacts',
  quest_ids: 'questIds',
  dead: 'isDead',
} as const satisfies Readonly<Record<string, keyof Npc>>;
type Path = keyof typeof CHANGEABLE;

const FIXED = ['npc_id', 'location_id', 'action', 'availability', 'need_levels', 'mood', 'version'];

/** @throws DomainError INVALID_ARGUMENT, reason BAD_UPDATE_MASK or IMMUTABLE_FIELD */
export function readMask(paths: readonly string[]): readonly Path[] {
  if (paths.length === 0) throw invalidArgument('update_mask', 'must name a field', 'BAD_UPDATE_MASK');
  return paths.map((path) => {
    if (FIXED.includes(path)) throw invalidArgument('update_mask', `${path} cannot be changed`, 'IMMUTABLE_FIELD');
    if (!isPath(path)) throw invalidArgument('update_mask', `${path} is no field of Npc`, 'BAD_UPDATE_MASK');
    return path;
  });
}

/** Somebody with the masked fields of the message. */
export function applyMask(before: Npc, message: NpcMessage, mask: readonly Path[]): Npc {
  // Only what is masked is read, so that nonsense elsewhere is not refused.
  const wanted = fromNpc({ ...message, schedule: mask.includes('schedule') ? message.schedule : [] });
  const changed = mask.map((path) => [CHANGEABLE[path], wanted[CHANGEABLE[path]]] as const);
  const { contentHash: _, ...rest } = before as Npc & { readonly contentHash?: string };
  return { ...rest, ...Object.fromEntries(changed) };
}

function isPath(path: string): path is Path {
  return Object.hasOwn(CHANGEABLE, path);
}
