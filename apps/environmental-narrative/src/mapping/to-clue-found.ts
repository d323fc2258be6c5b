import type { ClueFound } from '@bodybroker/contracts-environmental-narrative';
import { tell, type Unwanted } from '../domain/passage.js';
import type { Clue } from '../domain/scene.js';

export function toClueFound(
  { id, title, passages }: Clue,
  incidentId: string,
  unwanted: Unwanted,
  news: 'new' | 'known',
): ClueFound {
  return { clueId: id, title, text: tell(passages, unwanted), incidentId, new: news === 'new' };
}
