import { createHash } from 'node:crypto';
import { Struct } from '@bodybroker/contracts-common';
import type { Worker } from '@bodybroker/service-kit';
import { Entity } from '@bodybroker/contracts-world-state';
import { isRpcError } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import type { Person } from '../storage/person.js';

/** As many changes as world-state takes at once. */
const BATCH = 64;
/** Reasons that no repeat mends. */
const FINAL = new Set(['INVALID_ARGUMENT', 'NOT_FOUND', 'FAILED_PRECONDITION', 'ALREADY_EXISTS', 'PERMISSION_DENIED']);

export interface TellWorldOptions {
  readonly tellMs: number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * Tells world-state where people are: all whose place it has not heard of, in batches, until it knows. While it is away
 * they wait; nobody here waits for it.
 */
export function tellWorld(deps: Deps, { tellMs, sleep }: TellWorldOptions): Worker {
  const { worlds, logger } = deps;
  return {
    name: 'tell-world',
    run: async (signal) => {
      while (!signal.aborted) {
        for (const worldId of worlds.ids) {
          await tellAll(deps, worldId, signal).catch((error: unknown) => {
            if (!signal.aborted) logger.warn('world-state could not be told where people are', { worldId, error });
          });
        }
        await sleep(tellMs, signal);
      }
    },
  };
}

/** Tells of everybody untold. @throws RpcError when world-state does not take it now */
export async function tellAll(deps: Deps, worldId: string, signal: AbortSignal): Promise<void> {
  await deps.settle(worldId);
  for (;;) {
    signal.throwIfAborted();
    const ids = await deps.roster.untold(worldId, BATCH);
    if (ids.length === 0) return;
    const people = await deps.roster.read(worldId, ids);
    const gone = ids.filter((id) => !people.some(({ ref }) => ref.npcId === id));
    await tellBatch(deps, { worldId, people, gone, signal });
    await deps.roster.told(worldId, people, gone);
    if (ids.length < BATCH) return;
  }
}

interface Batch {
  readonly worldId: string;
  readonly people: readonly Person[];
  readonly gone: readonly string[];
  readonly signal: AbortSignal;
}

/** One that is refused for good does not keep the others from being told. */
async function tellBatch(deps: Deps, { worldId, people, gone, signal }: Batch): Promise<void> {
  const edits = [...people.map(putEdit), ...gone.map(deleteEdit)];
  try {
    await apply(deps, worldId, edits, signal);
  } catch (error) {
    if (!isRpcError(error) || !FINAL.has(error.code)) throw error;
    if (edits.length === 1) {
      deps.logger.warn('world-state does not take where somebody is', { worldId, edit: edits[0]?.key, error });
      return;
    }
    for (const person of people) await tellBatch(deps, { worldId, people: [person], gone: [], signal });
    for (const id of gone) await tellBatch(deps, { worldId, people: [], gone: [id], signal });
  }
}

type WorldEdit = NonNullable<Parameters<Deps['peers']['world']['applyChanges']>[0]['changes']>[number];

interface Edit {
  /** The same for the same telling. */
  readonly key: string;
  readonly edit: WorldEdit;
}

async function apply(deps: Deps, worldId: string, edits: readonly Edit[], signal: AbortSignal): Promise<void> {
  const keys = edits.map(({ key }) => key).join('\n');
  const idempotencyKey = `npcs:${createHash('sha256').update(keys).digest('hex').slice(0, 40)}`;
  const changes = edits.map(({ edit }) => edit);
  await deps.peers.world.applyChanges({ worldId, changes }, { idempotencyKey, signal });
}

function putEdit({ ref, npc, state, stateVersion }: Person): Edit {
  const { archetype, faction, homeLocation: home } = npc;
  const putEntity = Entity.create({
    id: ref.npcId,
    kind: 'npc',
    name: npc.name,
    locationId: state.locationId,
    attributes: Struct.fromJson({ archetype, faction, home, activity: state.action.type }),
  });
  return { key: `${ref.npcId}:${stateVersion}`, edit: { edit: { oneofKind: 'putEntity', putEntity } } };
}

function deleteEdit(npcId: string): Edit {
  return { key: `${npcId}:gone`, edit: { edit: { oneofKind: 'deleteEntity', deleteEntity: npcId } } };
}
