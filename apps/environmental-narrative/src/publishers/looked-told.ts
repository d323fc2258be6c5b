import type { OutboxEvent } from '@bodybroker/storage';
import type { Looked } from '../domain/look-closely.js';
import type { Prop } from '../domain/scene.js';
import type { Reader } from '../storage/casebooks.js';
import { clueDiscovered, propInspected, type Hour, type NamedScene } from './story-told.js';

/** What a close look is told by: the prop and its clue, each the first time. */
export function lookedTold(
  reader: Reader,
  scene: NamedScene,
  prop: Prop,
  { wasSeen, clue, isNewClue }: Looked,
  hour: Hour,
): readonly OutboxEvent[] {
  return [
    ...(wasSeen ? [] : [propInspected(reader, scene, prop, hour)]),
    ...(clue !== undefined && isNewClue ? [clueDiscovered(reader, scene, clue, prop.id, hour)] : []),
  ];
}
