import type { Page } from '@bodybroker/domain';
import { invalidArgument } from '@bodybroker/domain';
import type { Entity, IndexEntry, Store } from '@bodybroker/storage';
import type { Execution, ExecutionStatus } from '../domain/execution.js';
import { bucketShards } from './buckets.js';
import { ALL_INDEX, playerIndex, statusIndex } from './execution-indexes.js';
import type { Executions } from './executions.js';

export interface ExecutionFilter {
  /** Empty: all. */
  readonly statuses: readonly ExecutionStatus[];
  /** Empty: all. */
  readonly definitionId: string;
  /** Empty: everybody's. */
  readonly playerId: string;
}

/** Pages of executions, newest first. */
export class ExecutionList {
  readonly #store: Store;
  readonly #executions: Executions;

  constructor(store: Store, executions: Executions) {
    this.#store = store;
    this.#executions = executions;
  }

  async page(
    filter: ExecutionFilter,
    page: Page,
  ): Promise<{ readonly executions: readonly Entity<Execution>[]; readonly nextPageToken: string }> {
    const index = indexFor(filter);
    const shown: Entity<Execution>[] = [];
    let after = page.after === undefined ? undefined : toEntry(page.after);
    for (;;) {
      const entries = await this.#entries(index, after, page.size + 1);
      const slice = entries.slice(0, page.size);
      const found = await this.#executions.getMany(slice.map(({ member }) => member));
      const byId = new Map(found.map((execution) => [execution.id, execution]));
      for (const entry of slice) {
        const execution = byId.get(entry.member);
        if (execution !== undefined && fits(execution.value, filter)) shown.push(execution);
        after = entry;
        if (shown.length === page.size) return { executions: shown, nextPageToken: page.next(toKey(entry)) };
      }
      if (entries.length <= page.size) return { executions: shown, nextPageToken: '' };
    }
  }

  async #entries(index: string, after: IndexEntry | undefined, limit: number): Promise<readonly IndexEntry[]> {
    const options = { order: 'desc', limit, ...(after === undefined ? {} : { after }) } as const;
    const pages = await Promise.all(bucketShards(this.#store).map((shard) => shard.range(index, options)));
    return pages.flat().sort(newestFirst).slice(0, limit);
  }
}

/** The shortest list that holds all that fit. */
function indexFor({ playerId, statuses }: ExecutionFilter): string {
  if (playerId !== '') return playerIndex(playerId);
  const [only] = statuses;
  return only !== undefined && statuses.length === 1 ? statusIndex(only) : ALL_INDEX;
}

function fits(execution: Execution, { statuses, definitionId, playerId }: ExecutionFilter): boolean {
  return (
    (statuses.length === 0 || statuses.includes(execution.status)) &&
    (definitionId === '' || execution.definitionId === definitionId) &&
    (playerId === '' || execution.playerId === playerId)
  );
}

/** Scores are equal to the millisecond; ids are plain ASCII. */
function newestFirst(a: IndexEntry, b: IndexEntry): number {
  if (a.score !== b.score) return b.score - a.score;
  return a.member < b.member ? 1 : -1;
}

function toKey({ score, member }: IndexEntry): string {
  return `${score}:${member}`;
}

function toEntry(key: string): IndexEntry {
  const [score = '', member = ''] = key.split(':');
  if (member === '' || !Number.isFinite(Number(score))) {
    throw invalidArgument('page_token', 'is not a token of this list', 'BAD_PAGE_TOKEN');
  }
  return { score: Number(score), member };
}
