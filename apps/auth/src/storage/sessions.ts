import { isDomainError, KeyedMutex, type Clock } from '@bodybroker/domain';
import {
  EntityRepository,
  type Entity,
  type EntityChange,
  type Put,
  type Store,
  type Stored,
  jsonCodec,
} from '@bodybroker/storage';
import { createRefreshToken, hashOf, newSalt, successorOf, type RefreshToken } from '../crypto/refresh-token.js';
import { newId } from '../crypto/new-id.js';
import {
  beginSession,
  endSessions,
  findSession,
  NO_SESSIONS,
  refreshSession,
  type Device,
  type RevocationCause,
  type Session,
  type SessionBook,
} from '../domain/session-book.js';
import { judgePresentation, type RefreshRecord, type Use } from '../domain/refresh-rotation.js';
import { loggedIn, refreshTokenReused, sessionRevoked } from '../publishers/session-events.js';

/** A session that has begun, and those that had to make room for it. */
export interface Begun {
  readonly session: Session;
  readonly refreshToken: RefreshToken;
  readonly ended: readonly Session[];
}

/** What showing a refresh token led to. */
export type Rotation =
  | {
      readonly kind: 'rotated';
      readonly session: Session;
      readonly refreshToken: RefreshToken;
      /** When and under which id the access token that goes with it was issued: the same for a repeat. */
      readonly use: Use;
    }
  | { readonly kind: 'reused'; readonly ended: readonly Session[] }
  | { readonly kind: 'unknown' };

export interface SessionsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly refreshTtlMs: number;
  random(): number;
}

/** The kind of entity the book of an account is. */
export const SESSION_BOOK = 'sessions';
const REFRESH = 'refresh';

type BookChange = EntityChange<SessionBook>;

const refreshCodec = jsonCodec<RefreshRecord>();

/**
 * Sessions and their refresh tokens. Writes to one account take turns, so that many logins at once do not lose to each other. All of an account is in one shard: a rotation checks the used token, marks it, stores its
 * successor and moves the session on in one commit, and so does a reuse that ends the session.
 */
export class Sessions {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #refreshTtlMs: number;
  readonly #books: EntityRepository<SessionBook>;
  readonly #turns = new KeyedMutex();

  constructor({ store, clock, refreshTtlMs, random }: SessionsOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#refreshTtlMs = refreshTtlMs;
    this.#books = new EntityRepository(store, SESSION_BOOK, { ...jsonCodec<SessionBook>(), random });
  }

  async book(accountId: string): Promise<SessionBook> {
    return (await this.#books.get(accountId))?.value ?? NO_SESSIONS;
  }

  async begin(accountId: string, device: Device): Promise<Begun> {
    const nowMs = this.#clock.now();
    const sessionId = newId('ses', nowMs);
    const expiresMs = nowMs + this.#refreshTtlMs;
    const session: Session = { sessionId, device, createdMs: nowMs, refreshedMs: nowMs, expiresMs, generation: 1 };
    const refreshToken = createRefreshToken(accountId);
    let ended: readonly Session[] = [];
    const begun = (current: Entity<SessionBook> | undefined): BookChange => {
      const change = beginSession(current?.value ?? NO_SESSIONS, session, nowMs);
      ended = change.ended;
      return this.#change(change.book, {
        puts: [this.#put(refreshToken, { sessionId, generation: 1, use: undefined }, 0n)],
        events: [
          loggedIn({ accountId, sessionId, nowMs }),
          ...ended.map((old) => sessionRevoked({ accountId, sessionId: old.sessionId, nowMs }, 'TOO_MANY')),
        ],
      });
    };
    await this.#turns.run(accountId, () => this.#books.upsert(accountId, begun));
    return { session, refreshToken, ended };
  }

  rotate(token: RefreshToken): Promise<Rotation> {
    return this.#turns.run(token.accountId, () => this.#rotate(token));
  }

  async #rotate(token: RefreshToken): Promise<Rotation> {
    let rotation: Rotation = { kind: 'unknown' };
    // Asked together with the book; a second attempt, after another request came between, asks again.
    let first: Promise<Stored | undefined> | undefined = this.#stored(token);
    await Promise.all([
      first,
      this.#updateBook(token.accountId, async (book) => {
        const stored = await (first ?? this.#stored(token));
        first = undefined;
        const step = this.#present(token, stored, book);
        rotation = step.rotation;
        return step.change;
      }),
    ]);
    return rotation;
  }

  /** Ends the sessions that `ends` says; answers which they were. */
  async end(
    accountId: string,
    ends: (session: Session) => boolean,
    cause: RevocationCause,
  ): Promise<readonly Session[]> {
    const nowMs = this.#clock.now();
    let ended: readonly Session[] = [];
    const over = (book: SessionBook): BookChange | undefined => {
      const change = endSessions(book, ends);
      ended = change.ended;
      if (ended.length === 0) return undefined;
      const events = ended.map(({ sessionId }) => sessionRevoked({ accountId, sessionId, nowMs }, cause));
      return this.#change(change.book, { events });
    };
    await this.#turns.run(accountId, () => this.#updateBook(accountId, over));
    return ended;
  }

  /** Changes the book of an account, if it has one: without it there are no sessions. */
  async #updateBook(
    accountId: string,
    change: (book: SessionBook) => BookChange | undefined | Promise<BookChange | undefined>,
  ): Promise<void> {
    try {
      await this.#books.update(accountId, ({ value }) => change(value));
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'NOT_FOUND') throw error;
    }
  }

  #stored(token: RefreshToken): Promise<Stored | undefined> {
    return this.#store.shard(token.accountId).get(REFRESH, hashOf(token));
  }

  #present(
    token: RefreshToken,
    stored: Stored | undefined,
    book: SessionBook,
  ): { readonly rotation: Rotation; readonly change: BookChange | undefined } {
    const nowMs = this.#clock.now();
    const { accountId } = token;
    if (stored === undefined) return { rotation: { kind: 'unknown' }, change: undefined };
    const record = refreshCodec.decode(stored.bytes);
    const { sessionId, generation } = record;
    const session = findSession(book, sessionId, nowMs);
    const presentation = judgePresentation(record, session === undefined ? 'over' : 'live', nowMs);
    if (presentation.kind === 'reused') {
      const { book: rest, ended } = endSessions(book, (other) => other.sessionId === sessionId);
      const facts = { accountId, sessionId, nowMs };
      const events = [refreshTokenReused(facts), sessionRevoked(facts, 'TOKEN_REUSED')];
      return {
        rotation: { kind: 'reused', ended },
        change: ended.length === 0 ? undefined : this.#change(rest, { events }),
      };
    }
    if (presentation.kind === 'over' || session === undefined)
      return { rotation: { kind: 'unknown' }, change: undefined };
    if (presentation.kind === 'repeat') {
      const { use } = presentation;
      const refreshToken = successorOf(token, use.salt);
      return { rotation: { kind: 'rotated', session, refreshToken, use }, change: undefined };
    }
    const use: Use = { usedMs: nowMs, salt: newSalt(), jti: newId('tok', nowMs) };
    const refreshToken = successorOf(token, use.salt);
    const next = refreshSession(book, sessionId, nowMs, this.#refreshTtlMs);
    const refreshed = findSession(next, sessionId, nowMs) ?? session;
    return {
      rotation: { kind: 'rotated', session: refreshed, refreshToken, use },
      change: this.#change(next, {
        puts: [
          this.#put(token, { ...record, use }, stored.version),
          this.#put(refreshToken, { sessionId, generation: generation + 1, use: undefined }, 0n),
        ],
      }),
    };
  }

  #change(book: SessionBook, rest: Omit<BookChange, 'value' | 'ttlMs'>): BookChange {
    return { value: book, ttlMs: this.#refreshTtlMs, ...rest };
  }

  #put(token: RefreshToken, record: RefreshRecord, expectedVersion: bigint): Put {
    const bytes = refreshCodec.encode(record);
    return { kind: REFRESH, id: hashOf(token), bytes, expectedVersion, ttlMs: this.#refreshTtlMs };
  }
}
