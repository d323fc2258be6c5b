import { DomainError, invalidArgument } from '@bodybroker/domain';
import type { Caller } from './caller.js';
import { EVENT_STREAMS, domainOf, type EventDomain, type EventStreamName } from './event-stream.js';
import { isSubjectPattern, partsOfSubject, patternTakes } from './subject-pattern.js';

/** The last token of an event that is nobody's in particular. */
export const NOBODY = '_';

/** Which events somebody asks for. */
export interface AskedFilter {
  /** Empty: see {@link admitFilter}. */
  readonly pattern: string;
  readonly playerId: string | undefined;
  /** None: all. */
  readonly types: readonly string[];
}

/** Which events somebody gets. */
export interface EventFilter extends AskedFilter {
  readonly stream: EventStreamName;
  /** The player who may see only what is theirs or nobody's; undefined: whoever may see all. */
  readonly viewer: string | undefined;
}

/**
 * What a caller gets of what it asks for. The pattern's first token says the stream; without a pattern it is all of the
 * stream given, else of the one the types are in, else GAME_EVENTS.
 * @param domain the stream asked for by itself, if any
 * @throws DomainError PERMISSION_DENIED SUBJECT_NOT_ALLOWED or NOT_YOUR_PLAYER; INVALID_ARGUMENT BAD_SUBJECT_PATTERN or
 *   MIXED_STREAMS
 */
export function admitFilter(caller: Caller, asked: AskedFilter, domain?: EventDomain): EventFilter {
  const { playerId, types } = asked;
  const pattern = asked.pattern || `${domain ?? domainOf(types[0] ?? '') ?? 'game'}.>`;
  if (!isSubjectPattern(pattern)) {
    throw invalidArgument('filter.subject_pattern', 'must be a NATS subject filter', 'BAD_SUBJECT_PATTERN');
  }
  const reach = domainOf(pattern);
  if (reach === undefined) throw notAllowed('only what is below game., narr. or sys. can be read');
  if (domain !== undefined && reach !== domain) {
    throw invalidArgument('filter.subject_pattern', `must be below ${domain}.`, 'MIXED_STREAMS');
  }
  if (types.some((type) => domainOf(type) !== reach)) {
    throw invalidArgument('filter.types', `must all be below ${reach}.`, 'MIXED_STREAMS');
  }
  if (caller.kind === 'player') assertOwn(caller.id, pattern, playerId);
  const viewer = caller.kind === 'player' ? caller.id : undefined;
  return { pattern, playerId, types, stream: EVENT_STREAMS[reach], viewer };
}

/** Whether an event of this subject is wanted and may be seen. */
export function admits(filter: EventFilter, subject: string): boolean {
  const { pattern, playerId, types, viewer } = filter;
  const { type, owner } = partsOfSubject(subject);
  if (viewer !== undefined && owner !== viewer && owner !== NOBODY) return false;
  if (playerId !== undefined && owner !== playerId) return false;
  return (types.length === 0 || types.includes(type)) && patternTakes(pattern, subject);
}

/** The one subject filter that leaves least to be thrown away by {@link admits}. */
export function narrowestSubject({ pattern, playerId, types }: AskedFilter): string {
  const [type] = types;
  if (type !== undefined && types.length === 1) return `${type}.${playerId ?? '*'}`;
  return playerId !== undefined && pattern.endsWith('.*') ? `${pattern.slice(0, -1)}${playerId}` : pattern;
}

function assertOwn(id: string, pattern: string, playerId: string | undefined): void {
  if (domainOf(pattern) === 'sys') throw notAllowed('a player cannot read what the system does');
  const { owner } = partsOfSubject(pattern);
  const own = ['*', '>', NOBODY, id];
  if (!own.includes(owner) || (playerId !== undefined && playerId !== id)) {
    const message = 'a player reads only what is theirs or nobody’s';
    throw new DomainError('PERMISSION_DENIED', 'NOT_YOUR_PLAYER', message, { details: { field: 'filter' } });
  }
}

function notAllowed(message: string): DomainError {
  return new DomainError('PERMISSION_DENIED', 'SUBJECT_NOT_ALLOWED', message, {
    details: { field: 'filter.subject_pattern' },
  });
}
