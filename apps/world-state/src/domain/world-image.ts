import { KINDS, type Kind, type Things } from './things.js';
import type { WorldDraft } from './world-draft.js';
import type { WorldView } from './world-model.js';

/** Everything in a world, without versions: what a checkpoint keeps. */
export type WorldImage = { readonly [K in Kind]: Readonly<Record<string, Things[K]>> };

export function imageOf(world: WorldView): WorldImage {
  return Object.fromEntries(KINDS.map((kind) => [kind, allOf(world, kind)])) as WorldImage;
}

/**
 * Makes a draft what the image shows. Players stay where they are, and places that were built since stay built: somebody may
 * be in them.
 */
export function restoreImage(draft: WorldDraft, image: WorldImage): void {
  for (const kind of KINDS) restoreKind(draft, kind, image[kind]);
}

function restoreKind<K extends Kind>(draft: WorldDraft, kind: K, then: Readonly<Record<string, Things[K]>>): void {
  for (const [id, value] of Object.entries(then)) {
    const now = draft.get(kind, id)?.value;
    if (isPlayer(kind, now) || isPlayer(kind, value) || JSON.stringify(now) === JSON.stringify(value)) continue;
    draft.put(kind, id, value);
  }
  if (kind !== 'entity' && kind !== 'fact') return;
  for (const id of [...draft.ids(kind)]) {
    if (!Object.hasOwn(then, id) && !isPlayer(kind, draft.get(kind, id)?.value)) draft.delete(kind, id);
  }
}

function isPlayer<K extends Kind>(kind: K, value: Things[K] | undefined): boolean {
  return kind === 'entity' && (value as Things['entity'] | undefined)?.kind === 'player';
}

function allOf<K extends Kind>(world: WorldView, kind: K): Record<string, Things[K]> {
  const all: Record<string, Things[K]> = {};
  for (const id of world.ids(kind)) {
    const thing = world.get(kind, id);
    if (thing !== undefined) all[id] = thing.value;
  }
  return all;
}
