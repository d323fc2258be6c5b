import type { IEnvironmentalNarrativeService } from '@bodybroker/contracts-environmental-narrative';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { findClue, own } from '../domain/casebook.js';
import { readerOf } from '../mapping/reader-of.js';
import { toClueFound } from '../mapping/to-clue-found.js';
import { clueDiscovered } from '../publishers/story-told.js';

/** Gives a player a clue by another way than its prop. */
export const discoverClue =
  ({ catalogue, surroundings, casebooks, clock }: Deps): Handler<IEnvironmentalNarrativeService, 'discoverClue'> =>
  async (request, context) => {
    const { clueId } = request;
    const reader = readerOf(request, context);
    const scene = await catalogue.ofClue(clueId);
    const clue = scene.value.clues.find(({ id }) => id === clueId);
    if (clue === undefined) throw notFound('clue', clueId);
    const [gms, unwanted] = await Promise.all([
      surroundings.now(reader.worldId),
      surroundings.unwanted(reader.playerId),
    ]);
    const { incidentId } = scene.value;
    const { before } = await casebooks.change(reader, (book) => {
      const now = findClue(book, clueId, { sceneId: scene.id, incidentId, gms });
      const events = now === book ? [] : [clueDiscovered(reader, scene, clue, '', { gms, nowMs: clock.now() })];
      return { book: now, events };
    });
    return toClueFound(clue, incidentId, unwanted, own(before.clues, clueId) === undefined ? 'new' : 'known');
  };
