import { failedPrecondition, invalidArgument } from '@bodybroker/domain';
import { jsonCodec, type LogAppend, type Shard, type Store } from '@bodybroker/storage';
import { MAX_LOGGED_REVISIONS, MAX_TOLD_CHANGES } from '../domain/limits.js';
import type { ToldPart } from '../domain/told-part.js';
import type { NumberedWrite } from '../domain/write.js';

/** A write, the regions it is news for (none: all), and what of it is news (no part: the whole thing). */
export type ToldWrite = Told<NumberedWrite>;
type Told<W> = W extends NumberedWrite ? Omit<W, 'before'> & News : never;

export interface News {
  readonly regionIds: readonly string[];
  readonly part?: ToldPart;
}

/** What one revision did; `reset` when it was too much to tell. */
export type LoggedRevision =
  | { readonly revision: bigint; readonly writes: readonly ToldWrite[] }
  | { readonly revision: bigint; readonly reset: true };

/** Versions travel as text: JSON has no whole numbers of 64 bits. */
type StoredWrite = Omit<ToldWrite, 'version'> & { readonly version: string };
type StoredRevision = { readonly writes: readonly StoredWrite[] } | { readonly reset: true };

const entries = jsonCodec<StoredRevision>();
const PAGE = 500;

/** The revisions of each world, in a log whose sequence is the revision: each commit that makes one appends one. */
export class ChangeLog {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** What a commit that makes a revision appends. */
  appending(worldId: string, writes: readonly ToldWrite[]): LogAppend {
    const stored: StoredRevision =
      writes.length > MAX_TOLD_CHANGES
        ? { reset: true }
        : { writes: writes.map(({ version, ...write }) => ({ ...write, version: String(version) })) };
    return { log: logOf(worldId), bytes: entries.encode(stored), maxEntries: MAX_LOGGED_REVISIONS };
  }

  /** The revisions after `since` up to `upTo`, in order; undefined when some of them are forgotten. */
  async between(worldId: string, since: bigint, upTo: bigint): Promise<readonly LoggedRevision[] | undefined> {
    const pages: LoggedRevision[][] = [];
    let newest = upTo;
    while (newest > since) {
      const limit = Math.min(PAGE, Number(newest - since));
      const page = await this.#shard(worldId).log(logOf(worldId), { before: newest + 1n, limit });
      if (page.length < limit || page[0]?.sequence !== newest) return undefined;
      pages.push(page.map(({ sequence, bytes }) => read(sequence, entries.decode(bytes))).reverse());
      newest -= BigInt(limit);
    }
    return pages.reverse().flat();
  }

  /**
   * Like between, for those who ask by a revision of their own.
   * @param current the world's revision
   * @throws DomainError INVALID_ARGUMENT REVISION_AHEAD, FAILED_PRECONDITION REVISION_TOO_OLD
   */
  async after(
    worldId: string,
    since: bigint,
    { current, limit }: { readonly current: bigint; readonly limit: number },
  ): Promise<readonly Extract<LoggedRevision, { writes: unknown }>[]> {
    if (since > current) {
      const facts = { revision: String(current) };
      throw invalidArgument('since_revision', `is still to come: the world is at ${current}`, 'REVISION_AHEAD', facts);
    }
    const upTo = since + BigInt(limit) < current ? since + BigInt(limit) : current;
    const revisions = await this.between(worldId, since, upTo);
    const told = (revisions ?? []).filter((revision) => 'writes' in revision);
    if (told.length === Number(upTo - since)) return told;
    throw failedPrecondition('REVISION_TOO_OLD', 'changes since then are not remembered: take a snapshot', {
      revision: String(current),
    });
  }

  #shard(worldId: string): Shard {
    return this.#store.shard(worldId);
  }
}

const logOf = (worldId: string): string => `changes:${worldId}`;

function read(revision: bigint, stored: StoredRevision): LoggedRevision {
  if ('reset' in stored) return { revision, reset: true };
  const writes = stored.writes.map((write) => ({ ...write, version: BigInt(write.version) }) as ToldWrite);
  return { revision, writes };
}
