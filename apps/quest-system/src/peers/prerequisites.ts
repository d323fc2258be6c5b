import type { ConditionValue, ConditionValues, WorldFacts } from '@bodybroker/conditions';
import { DomainError, failedPrecondition } from '@bodybroker/domain';
import type { PlayerBook } from '../domain/player-book.js';
import type { QuestConditions } from '../domain/quest-conditions.js';
import type { QuestDefinition } from '../domain/quest-definition.js';
import type { Givers } from './givers.js';

export interface PrerequisitesOptions {
  readonly conditions: Pick<QuestConditions, 'prerequisites'>;
  readonly facts: Pick<WorldFacts, 'read'>;
  readonly givers: Pick<Givers, 'standing'>;
}

/** Whose prerequisites, and where. */
export interface Applicant {
  readonly playerId: string;
  readonly worldId: string;
  readonly book: PlayerBook;
}

/** Whether a player may take a quest up. Asks other services only for what an expression reads. */
export class Prerequisites {
  readonly #options: PrerequisitesOptions;

  constructor(options: PrerequisitesOptions) {
    this.#options = options;
  }

  /** `unknown`: it hangs on something that nobody answers for now. */
  async check(definition: QuestDefinition, applicant: Applicant): Promise<'met' | 'unmet' | 'unknown'> {
    if (definition.prerequisites === '') return 'met';
    const condition = this.#options.conditions.prerequisites.get(definition.prerequisites);
    const values = await this.#values(condition.variables, definition, applicant);
    if (values === undefined) return 'unknown';
    return condition.evaluate(values) ? 'met' : 'unmet';
  }

  /** @throws DomainError FAILED_PRECONDITION PREREQUISITES {failed}; UNAVAILABLE PREREQUISITES_UNKNOWN */
  async assertMet(definition: QuestDefinition, applicant: Applicant): Promise<void> {
    const result = await this.check(definition, applicant);
    if (result === 'met') return;
    if (result === 'unmet') {
      throw failedPrecondition('PREREQUISITES', 'the quest has prerequisites', { failed: definition.prerequisites });
    }
    throw new DomainError(
      'UNAVAILABLE',
      'PREREQUISITES_UNKNOWN',
      'whether the prerequisites are met cannot be told now',
    );
  }

  async #values(
    read: ReadonlySet<string>,
    { giverNpcId }: QuestDefinition,
    { playerId, worldId, book }: Applicant,
  ): Promise<ConditionValues | undefined> {
    const values: Record<string, ConditionValue> = {
      flags: book.flags,
      done: book.done.map(({ definitionId }) => definitionId),
      active: book.open.map(({ definitionId }) => definitionId),
    };
    if (read.has('facts')) values['facts'] = await this.#options.facts.read(worldId);
    if (read.has('giver')) values['giver'] = await this.#options.givers.standing(giverNpcId, playerId);
    const isKnown = [...read].every((name) => values[name] !== undefined);
    return isKnown ? values : undefined;
  }
}
