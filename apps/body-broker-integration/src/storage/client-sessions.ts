import { notFound } from '@bodybroker/domain';
import {
  type Claim,
  type Entity,
  EntityRepository,
  jsonCodec,
  type OutboxEvent,
  type Store,
} from '@bodybroker/storage';
import { NEVER_SEEN, SESSION_TTL_MS, type ClientSession, type Presence } from '../domain/client-session.js';
import { dueAt, notDue } from './due.js';
import { homeOf } from './home-id.js';
import { putOf } from './put-of.js';

/** For how long a session that has ended is still known. */
const ENDED_TTL_MS = 3_600_000;

export const SESSION_PREFIX = 'ses';

/** What tells of a session that has begun or ended. */
export interface SessionTold {
  opened(session: Entity<ClientSession>, lastSeenMs: number | undefined): OutboxEvent;
  closed(session: Entity<ClientSession>, end: SessionEndName, nowMs: number): OutboxEvent;
}

export type SessionEndName = 'CLOSED' | 'EXPIRED' | 'REPLACED';

/** Who plays, with which client. */
export class ClientSessions {
  readonly #store: Store;
  readonly #tell: SessionTold;
  readonly #sessions: EntityRepository<ClientSession>;
  readonly #presences: EntityRepository<Presence>;

  constructor(store: Store, tell: SessionTold, random: () => number) {
    this.#store = store;
    this.#tell = tell;
    const options = { ...jsonCodec<ClientSession>(), random, title: 'client session' };
    this.#sessions = new EntityRepository(store, 'session', options);
    this.#presences = new EntityRepository(store, 'presence', { ...jsonCodec<Presence>(), random });
  }

  /** Begins a session; one of the same device ends (REPLACED). */
  async open(id: string, session: ClientSession): Promise<void> {
    const { playerId, deviceId, openedMs, expiresMs } = session;
    await this.#presences.upsert(playerId, async (current) => {
      const before = current?.value ?? NEVER_SEEN;
      const replaced = await this.#live(before.sessions[deviceId], playerId);
      const sessions = { ...before.sessions, [deviceId]: id };
      const opened = { id, value: session, version: 1n, updatedMs: openedMs };
      return {
        value: { sessions: latest(sessions), lastSeenMs: openedMs },
        puts: [putOf('session', id, session, undefined), ...(replaced === undefined ? [] : [ended(replaced)])],
        indexes: [dueAt('session', id, expiresMs), ...(replaced === undefined ? [] : [notDue('session', replaced.id)])],
        events: [
          ...(replaced === undefined ? [] : [this.#tell.closed(replaced, 'REPLACED', openedMs)]),
          this.#tell.opened(opened, before.lastSeenMs),
        ],
      };
    });
  }

  /** @throws DomainError NOT_FOUND CLIENT_SESSION_NOT_FOUND */
  async require(id: string): Promise<Entity<ClientSession>> {
    return this.#sessions.require(this.#ref(id));
  }

  /** Keeps a session that is open alive. One that has ended stays so. */
  async heartbeat(id: string, lastEventSequence: number, nowMs: number): Promise<Entity<ClientSession>> {
    const expiresMs = nowMs + SESSION_TTL_MS;
    const session = await this.#sessions.update(this.#ref(id), ({ value }) => {
      if (!value.isOpen || value.expiresMs <= nowMs) return undefined;
      const seen = Math.max(value.lastEventSequence, lastEventSequence);
      const alive = { ...value, expiresMs, lastEventSequence: seen };
      return { value: alive, indexes: [dueAt('session', id, expiresMs)] };
    });
    return session;
  }

  /** Ends a session that was not heard of for too long. One that is gone or has ended needs no more. */
  async expire(id: string, nowMs: number, claim: Claim): Promise<void> {
    const ref = this.#ref(id);
    if ((await this.#sessions.get(ref))?.value.isOpen === true) await this.close(id, 'EXPIRED', nowMs, claim);
    else await this.#store.shard(ref.owner).commit({ settle: [claim] });
  }

  /** Ends a session; one that has ended stays as it is. */
  async close(id: string, end: SessionEndName, nowMs: number, claim?: Claim): Promise<Entity<ClientSession>> {
    const ref = this.#ref(id);
    const closed = await this.#sessions.update(ref, async (current) => {
      const { playerId } = current.value;
      const taken = claim === undefined ? { indexes: [notDue('session', id)] } : { settle: [claim] };
      if (!current.value.isOpen) return undefined;
      const presence = await this.#presences.get(playerId);
      const seen: Presence = { sessions: without(presence?.value.sessions ?? {}, id), lastSeenMs: nowMs };
      return {
        value: { ...current.value, isOpen: false },
        ttlMs: ENDED_TTL_MS,
        puts: [putOf('presence', playerId, seen, presence)],
        events: [this.#tell.closed(current, end, nowMs)],
        ...taken,
      };
    });
    return closed;
  }

  async #live(id: string | undefined, playerId: string): Promise<Entity<ClientSession> | undefined> {
    if (id === undefined) return undefined;
    const session = await this.#sessions.get({ id, owner: playerId });
    return session?.value.isOpen === true ? session : undefined;
  }

  #ref(id: string): { readonly id: string; readonly owner: string } {
    const owner = homeOf(SESSION_PREFIX, id);
    if (owner === undefined) throw notFound('client session', id);
    return { id, owner };
  }
}

const ended = (session: Entity<ClientSession>) =>
  putOf('session', session.id, { ...session.value, isOpen: false }, session, ENDED_TTL_MS);

/** Devices remembered of a player. */
const MAX_DEVICES = 20;
const latest = (sessions: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(sessions).slice(-MAX_DEVICES));

const without = (sessions: Readonly<Record<string, string>>, id: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(sessions).filter(([, each]) => each !== id));
