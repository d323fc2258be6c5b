import type { ConditionValues } from '@bodybroker/conditions';
import { DomainError } from '@bodybroker/domain';

/** What a story sees of the world now. */
export interface Moment {
  readonly gms: number;
  /** Undefined: nobody can tell now. */
  readonly facts: ConditionValues | undefined;
  /** By region. */
  readonly weather: Readonly<Record<string, string>>;
  /** Where the player is said to be; empty: where they were last heard of. */
  readonly locationId: string;
  /** Whom the player is with; empty: nobody. */
  readonly npcId: string;
}

/** Where a player is while a beat is chosen; empty: not said. */
export interface BeatContext {
  readonly locationId: string;
  readonly npcId: string;
}

/** What hangs on facts cannot be decided while nobody can tell them. */
export const conditionsUnknown = (): DomainError =>
  new DomainError('UNAVAILABLE', 'CONDITIONS_UNKNOWN', 'the facts of the world cannot be read now');
