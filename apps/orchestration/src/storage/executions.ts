import { DomainError, notFound } from '@bodybroker/domain';
import {
  EntityRepository,
  jsonCodec,
  type Claim,
  type Entity,
  type EntityChange,
  type EntityRef,
  type OnceResult,
  type OutboxEvent,
  type ReceiptRef,
  type Shard,
  type Store,
} from '@bodybroker/storage';
import { executionId } from './execution-id.js';
import { isFinal, isLive, type Execution } from '../domain/execution.js';
import type { Move } from '../domain/move.js';
import type { WorkflowDefinition } from '../domain/workflow-definition.js';
import { bucketOf, bucketShards } from './buckets.js';
import type { Definitions } from './definitions.js';
import { INDEX_LIFE_MS, LIVE_INDEX, RETENTION_MS, indexChanges } from './execution-indexes.js';

export interface ExecutionsOptions {
  readonly definitions: Definitions;
  /** Executions that may live at a time. */
  readonly maxLive: number;
  /** What to publish of a move, its work included. */
  tell(move: Move, version: bigint): readonly OutboxEvent[];
  random(): number;
}

/** An execution after a move. */
export interface Moved {
  readonly execution: Entity<Execution>;
  readonly move: Move;
}

/** What an execution does next, by its pinned definition; undefined: nothing. May run several times. */
export type Decision = (execution: Execution, definition: WorkflowDefinition) => Move | undefined;

/** The executions about one thing. */
interface Workflow {
  readonly runs: number;
  /** Whose request began the last run, by its idempotency key. */
  readonly startedBy: string;
}

const codec = jsonCodec<Execution>();
const ref = (id: string): EntityRef => ({ id, owner: bucketOf(id) });

/** Executions and what must change with them: timers, lists, events and work. */
export class Executions {
  readonly #store: Store;
  readonly #options: ExecutionsOptions;
  readonly #executions: EntityRepository<Execution>;
  readonly #workflows: EntityRepository<Workflow>;

  constructor(store: Store, options: ExecutionsOptions) {
    this.#store = store;
    this.#options = options;
    const random = (): number => options.random();
    this.#executions = new EntityRepository(store, 'execution', { ...codec, random });
    this.#workflows = new EntityRepository(store, 'workflow', { ...jsonCodec<Workflow>(), random });
  }

  /** The shards that timers are looked for in. */
  get shards(): readonly Shard[] {
    return bucketShards(this.#store);
  }

  /** @throws DomainError NOT_FOUND EXECUTION_NOT_FOUND */
  require(id: string): Promise<Entity<Execution>> {
    return this.#executions.require(ref(id));
  }

  getMany(ids: readonly string[]): Promise<readonly Entity<Execution>[]> {
    return this.#executions.getMany(ids.map(ref));
  }

  /**
   * Starts an execution, once for each receipt; also when the receipt is forgotten and nothing was started since.
   * @param key the workflow key; at most one execution of it lives
   * @throws DomainError ALREADY_EXISTS WORKFLOW_LIVE {execution_id}; RESOURCE_EXHAUSTED LIVE_EXECUTIONS
   */
  async start(
    key: string,
    receipt: ReceiptRef,
    begin: (id: string) => Move,
    respond: (id: string) => Uint8Array,
  ): Promise<OnceResult<unknown>> {
    const startedBy = `${receipt.actor}:${receipt.key}`;
    return this.#workflows.upsertOnce(ref(key), receipt, async (workflow) => {
      const runs = workflow?.value.runs ?? 0;
      const last = runs === 0 ? undefined : await this.#executions.get(ref(executionId(key, runs)));
      if (last !== undefined && workflow?.value.startedBy === startedBy) {
        return { value: workflow.value, ttlMs: INDEX_LIFE_MS, response: respond(last.id) };
      }
      if (last !== undefined && isLive(last.value.status)) throw workflowLive(last.id);
      await this.#refuseTooMany();
      const move = begin(executionId(key, runs + 1));
      const { execution } = move;
      const put = { kind: 'execution', id: execution.id, bytes: codec.encode(execution), expectedVersion: 0n };
      return {
        value: { runs: runs + 1, startedBy },
        ttlMs: INDEX_LIFE_MS,
        puts: [put],
        indexes: indexChanges(undefined, execution, move.dueMs),
        events: this.#options.tell(move, 1n),
        response: respond(execution.id),
      };
    });
  }

  /**
   * Moves an execution on.
   * @param settle the timer that this move answers
   * @throws DomainError NOT_FOUND EXECUTION_NOT_FOUND; whatever `decide` throws
   */
  async change(id: string, decide: Decision, settle: readonly Claim[] = []): Promise<Moved | undefined> {
    let move: Move | undefined;
    const execution = await this.#executions.update(ref(id), async ({ value: before }, version) => {
      move = decide(before, await this.#definitionOf(before));
      return move && { ...this.#toChange(before, move, version), settle };
    });
    return move && { execution, move };
  }

  /** Like change, but once for each receipt. */
  async changeOnce(
    id: string,
    receipt: ReceiptRef,
    decide: (execution: Execution, definition: WorkflowDefinition) => Move,
    respond: (execution: Entity<Execution>) => Uint8Array,
  ): Promise<OnceResult<Execution>> {
    return this.#executions.upsertOnce(ref(id), receipt, async (current, version) => {
      if (current === undefined) throw notFound('execution', id);
      const move = decide(current.value, await this.#definitionOf(current.value));
      const change = this.#toChange(current.value, move, version);
      return { ...change, response: respond({ ...current, version, value: move.execution }) };
    });
  }

  /** Takes away a timer whose execution is gone. */
  async forgetTimer(claim: Claim, shard: Shard): Promise<void> {
    await shard.commit({ settle: [claim] });
  }

  #toChange(before: Execution, move: Move, version: bigint): EntityChange<Execution> {
    const { execution, dueMs } = move;
    return {
      value: execution,
      indexes: indexChanges(before, execution, dueMs),
      events: this.#options.tell(move, version),
      ...(isFinal(execution.status) ? { ttlMs: RETENTION_MS } : {}),
    };
  }

  async #definitionOf({ definitionId, definitionVersion }: Execution): Promise<WorkflowDefinition> {
    const revision = await this.#options.definitions.revision(definitionId, BigInt(definitionVersion));
    return revision.definition;
  }

  async #refuseTooMany(): Promise<void> {
    const counts = await Promise.all(this.shards.map((shard) => shard.count(LIVE_INDEX)));
    const live = counts.reduce((sum, count) => sum + count, 0);
    if (live < this.#options.maxLive) return;
    throw new DomainError('RESOURCE_EXHAUSTED', 'LIVE_EXECUTIONS', `${live} executions live already`, {
      details: { limit: String(this.#options.maxLive) },
      retryAfterMs: 1000,
    });
  }
}

function workflowLive(id: string): Error {
  return new DomainError('ALREADY_EXISTS', 'WORKFLOW_LIVE', 'an execution of this workflow lives', {
    details: { execution_id: id },
  });
}
