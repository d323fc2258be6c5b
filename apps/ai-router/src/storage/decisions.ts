import { notFound } from '@bodybroker/domain';
import { EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';
import type { Scores } from '../domain/candidate.js';
import type { Reservation } from './minute-uses.js';

/** For how long a decision may be acted on, reported and explained. */
export const DECISION_TTL_MS = 600_000;

/** A candidate as it was when the decision was made. */
export interface KeptCandidate {
  readonly modelRef: string;
  readonly provider: string;
  /** Empty: it was taken. */
  readonly eliminatedBy: string;
  readonly detail: string;
  readonly scores: Scores;
}

export interface Decision {
  readonly id: string;
  readonly policyId: string;
  readonly reason: string;
  readonly playerId: string | undefined;
  readonly candidates: readonly KeptCandidate[];
  /** Of the first target. */
  readonly reservation: Reservation | undefined;
  /** Targets whose outcome is known. */
  readonly reported: readonly string[];
}

/** What was decided, for ten minutes. */
export class Decisions {
  readonly #decisions: EntityRepository<Decision>;

  constructor(store: Store, random: () => number) {
    this.#decisions = new EntityRepository(store, 'decision', { ...jsonCodec<Decision>(), random });
  }

  async keep(decision: Decision): Promise<void> {
    await this.#decisions.create(decision.id, () => ({ value: decision, ttlMs: DECISION_TTL_MS }));
  }

  /** @throws DomainError NOT_FOUND DECISION_NOT_FOUND */
  async require(id: string): Promise<Decision> {
    const decision = await this.find(id);
    if (decision === undefined) throw notFound('decision', id);
    return decision;
  }

  async find(id: string): Promise<Decision | undefined> {
    return id === '' ? undefined : (await this.#decisions.get(id))?.value;
  }

  /** Notes that a target's outcome is known. Answers whether it was not before. */
  async markReported(id: string, modelRef: string): Promise<boolean> {
    let isFirst = false;
    await this.#decisions.update(id, ({ value: decision }) => {
      isFirst = !decision.reported.includes(modelRef);
      if (!isFirst) return undefined;
      return { value: { ...decision, reported: [...decision.reported, modelRef] }, ttlMs: DECISION_TTL_MS };
    });
    return isFirst;
  }
}
