import type { OutboxEvent } from '@bodybroker/storage';
import type { Casebook, EnteredScene } from '../domain/casebook.js';
import type { Reader } from '../storage/casebooks.js';
import { sceneEntered, type Hour, type NamedScene } from './story-told.js';

/** A player's book after meeting scenes, with one event for each that was not met in this hour before. */
export function scenesTold(
  reader: Reader,
  scenes: readonly NamedScene[],
  { book, told }: { readonly book: Casebook; readonly told: readonly EnteredScene[] },
  hour: Hour,
): { readonly book: Casebook; readonly events: readonly OutboxEvent[] } {
  const events = scenes.flatMap((scene) => {
    const entered = told.find(({ sceneId }) => sceneId === scene.id);
    return entered === undefined ? [] : [sceneEntered(reader, scene, entered.isNew, hour)];
  });
  return { book, events };
}
