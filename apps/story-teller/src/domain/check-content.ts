import { isDomainError, invalidArgument, DomainError } from '@bodybroker/domain';
import type { ConditionCache } from '@bodybroker/conditions';
import type { Arc } from './arc.js';
import { MAX_INK_BYTES, type Beat } from './beat.js';

/**
 * Whether an arc can be written: each id once, each condition compiles.
 * @throws DomainError INVALID_ARGUMENT BAD_CONDITION {field, position}, DUPLICATE_ID
 */
export function checkArc(arc: Arc, conditions: ConditionCache): void {
  compile(conditions, 'arc.start', arc.start);
  arc.acts.forEach(({ advance }, at) => advance !== '' && compile(conditions, `arc.acts[${at}].advance`, advance));
  arc.endings.forEach(
    ({ condition }, at) => condition !== '' && compile(conditions, `arc.endings[${at}].condition`, condition),
  );
  assertUnique(
    'arc.acts',
    arc.acts.map(({ id }) => id),
  );
  assertUnique(
    'arc.endings',
    arc.endings.map(({ id }) => id),
  );
  assertUnique(
    'arc.acts.beat_ids',
    arc.acts.flatMap(({ beatIds }) => beatIds),
  );
}

/** @throws DomainError INVALID_ARGUMENT BAD_CONDITION {field, position}, INK_TOO_LARGE, BEAT_WITHOUT_ARC */
export function checkBeat({ card, telling }: Beat, conditions: ConditionCache): void {
  card.conditions.forEach((text, at) => compile(conditions, `beat.conditions[${at}]`, text));
  if (telling.kind === 'ink' && Buffer.byteLength(telling.source) > MAX_INK_BYTES) {
    throw invalidArgument('beat.ink_source', 'must not be over 64 KiB', 'INK_TOO_LARGE');
  }
  const all = [card.effects, ...Object.values(card.namedEffects)];
  if (card.arcId === '' && all.some(({ actId, endingId }) => actId !== '' || endingId !== '')) {
    throw invalidArgument('beat.effects', 'only a beat of an arc has an act_id or ending_id', 'BEAT_WITHOUT_ARC');
  }
}

function compile(conditions: ConditionCache, field: string, text: string): void {
  try {
    conditions.get(text);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const { code, reason, details, message } = error;
    throw new DomainError(code, reason, `${field}: ${message}`, { details: { ...details, field }, cause: error });
  }
}

function assertUnique(field: string, ids: readonly string[]): void {
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw invalidArgument(field, `${twice} is there twice`, 'DUPLICATE_ID', { id: twice });
}
