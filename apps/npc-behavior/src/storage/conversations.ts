import { notFound, DomainError, type Page } from '@bodybroker/domain';
import {
  EntityRepository,
  jsonCodec,
  type OnceResult,
  type Put,
  type ReceiptRef,
  type Store,
} from '@bodybroker/storage';
import type { Conversation, ConversationLine } from '../domain/conversation.js';
import { playerOfConversation } from './conversation-id.js';

/** Conversations are kept this long after the last line. */
const KEPT_MS = 24 * 3_600_000;
/** Lines outlast their conversation, not the other way round. */
const LINES_KEPT_MS = 2 * KEPT_MS;
const MINUTE_MS = 60_000;

/** Whom a player talks with. */
interface Talker {
  readonly conversationId: string;
}

const conversations = jsonCodec<Conversation>();
const lineCodec = jsonCodec<ConversationLine>();

/** A conversation, and the line that is said with it. */
export interface Utterance {
  readonly conversation: Conversation;
  readonly line?: ConversationLine;
}

/** What players and NPCs say to each other. All of a player is in the player's shard. */
export class Conversations {
  readonly #store: Store;
  readonly #talkers: EntityRepository<Talker>;
  readonly #conversations: EntityRepository<Conversation>;

  constructor(store: Store, random: () => number) {
    this.#store = store;
    this.#talkers = new EntityRepository(store, 'talker', { ...jsonCodec<Talker>(), random });
    this.#conversations = new EntityRepository(store, 'conversation', { ...conversations, random });
  }

  /** The conversation a player is in, or was in last. */
  async currentOf(playerId: string): Promise<Conversation | undefined> {
    const talker = await this.#talkers.get(playerId);
    if (talker === undefined) return undefined;
    const { conversationId } = talker.value;
    return (await this.#conversations.get({ id: conversationId, owner: playerId }))?.value;
  }

  /** What an earlier start request with this key answered. */
  async answeredBefore(playerId: string, receipt: ReceiptRef): Promise<Uint8Array | undefined> {
    const earlier = await this.#store.shard(playerId).receipt(receipt);
    return earlier.status === 'done' ? earlier.response : undefined;
  }

  /** Begins a conversation, once for one receipt. `assertFree` refuses when the player talks with somebody already. */
  start(
    conversation: Conversation,
    greeting: ConversationLine,
    once: {
      readonly receipt: ReceiptRef;
      readonly response: Uint8Array;
      assertFree(current: Conversation | undefined): void;
    },
  ): Promise<OnceResult<unknown>> {
    const { playerId, conversationId } = conversation;
    return this.#talkers.upsertOnce(playerId, once.receipt, async () => {
      once.assertFree(await this.currentOf(playerId));
      const begun: Put = {
        kind: 'conversation',
        id: conversationId,
        bytes: conversations.encode(conversation),
        ttlMs: KEPT_MS,
      };
      return {
        value: { conversationId },
        puts: [begun, linePut(conversationId, 0, greeting)],
        response: once.response,
      };
    });
  }

  /** @throws DomainError NOT_FOUND CONVERSATION_NOT_FOUND */
  async require(conversationId: string): Promise<Conversation> {
    return (await this.#conversations.require(refOf(conversationId))).value;
  }

  /** Changes a conversation, with the line said. @throws DomainError NOT_FOUND; whatever `change` throws */
  async change(conversationId: string, change: (conversation: Conversation) => Utterance): Promise<Conversation> {
    const { value } = await this.#conversations.update(refOf(conversationId), ({ value: before }) => {
      const { conversation, line } = change(before);
      const puts = line === undefined ? [] : [linePut(conversationId, before.lines, line)];
      return { value: conversation, puts, ttlMs: KEPT_MS };
    });
    return value;
  }

  /** The last lines of a conversation, oldest first. */
  async lastLines(conversation: Conversation, count: number): Promise<readonly ConversationLine[]> {
    return this.#lines(conversation, Math.max(0, conversation.lines - count), conversation.lines);
  }

  async linesOf(
    conversation: Conversation,
    page: Page,
  ): Promise<{ readonly lines: readonly ConversationLine[]; readonly nextPageToken: string }> {
    const from = page.after === undefined ? 0 : Number(page.after) + 1;
    const to = Math.min(conversation.lines, from + page.size);
    const nextPageToken = to < conversation.lines ? page.next(String(to - 1)) : '';
    return { lines: await this.#lines(conversation, from, to), nextPageToken };
  }

  /** @throws DomainError RESOURCE_EXHAUSTED SAY_RATE */
  async countSay(playerId: string, limit: number): Promise<void> {
    const { allowed, retryAfterMs } = await this.#store
      .shard(playerId)
      .countWithin(`says:${playerId}`, { limit, windowMs: MINUTE_MS });
    if (allowed) return;
    throw new DomainError('RESOURCE_EXHAUSTED', 'SAY_RATE', `at most ${limit} lines a minute`, {
      retryAfterMs,
      details: { limit: String(limit) },
    });
  }

  async #lines(
    { conversationId, playerId }: Conversation,
    from: number,
    to: number,
  ): Promise<readonly ConversationLine[]> {
    const ids = Array.from({ length: Math.max(0, to - from) }, (_, index) => lineId(conversationId, from + index));
    const stored = ids.length === 0 ? [] : await this.#store.shard(playerId).getMany('line', ids);
    return stored.flatMap((line) => (line === undefined ? [] : lineCodec.decode(line.bytes)));
  }
}

function refOf(conversationId: string): { readonly id: string; readonly owner: string } {
  const owner = playerOfConversation(conversationId);
  if (owner === undefined) throw notFound('conversation', conversationId);
  return { id: conversationId, owner };
}

function linePut(conversationId: string, number: number, line: ConversationLine): Put {
  return { kind: 'line', id: lineId(conversationId, number), bytes: lineCodec.encode(line), ttlMs: LINES_KEPT_MS };
}

const lineId = (conversationId: string, number: number): string => `${conversationId}/${number}`;
