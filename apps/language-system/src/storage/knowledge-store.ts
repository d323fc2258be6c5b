import {
  EntityRepository,
  jsonCodec,
  type EntityChange,
  type OnceResult,
  type OutboxEvent,
  type ReceiptRef,
  type Store,
} from '@bodybroker/storage';
import { NO_KNOWLEDGE, type Knowledge } from '../domain/fluency.js';

/** A player and a language. */
export interface Learner {
  readonly playerId: string;
  readonly languageId: string;
}

/** That a player has learned words. */
export interface Lesson extends Learner {
  readonly lemmas: readonly string[];
  readonly known: readonly string[];
  readonly source: string;
  /** Of the player's knowledge after it. */
  readonly version: bigint;
}

export interface KnowledgeStoreOptions {
  random(): number;
  /** What to publish of words that were new. */
  eventOf(lesson: Lesson): OutboxEvent;
}

const refOf = ({ playerId, languageId }: Learner) => ({ id: `${playerId}/${languageId}`, owner: playerId });

/** What each player knows of each language. */
export class KnowledgeStore {
  readonly #options: KnowledgeStoreOptions;
  readonly #entities: EntityRepository<Knowledge>;

  constructor(store: Store, options: KnowledgeStoreOptions) {
    this.#options = options;
    this.#entities = new EntityRepository(store, 'knowledge', {
      ...jsonCodec<Knowledge>(),
      random: () => options.random(),
    });
  }

  async get(learner: Learner): Promise<Knowledge> {
    return (await this.#entities.get(refOf(learner)))?.value ?? NO_KNOWLEDGE;
  }

  /** Changes what a player knows, once for each receipt; publishes what was learned. */
  changeOnce(
    learner: Learner,
    { receipt, source }: { readonly receipt: ReceiptRef; readonly source: string },
    change: (before: Knowledge) => { readonly knowledge: Knowledge; readonly learned: readonly string[] },
    respond: (after: Knowledge, learned: readonly string[]) => Uint8Array,
  ): Promise<OnceResult<Knowledge>> {
    return this.#entities.upsertOnce(refOf(learner), receipt, (current, version) => {
      const { knowledge, learned } = change(current?.value ?? NO_KNOWLEDGE);
      const lesson: Lesson = { ...learner, lemmas: learned, known: knowledge.known, source, version };
      const written: EntityChange<Knowledge> = {
        value: knowledge,
        events: learned.length === 0 ? [] : [this.#options.eventOf(lesson)],
      };
      return { ...written, response: respond(knowledge, learned) };
    });
  }
}
