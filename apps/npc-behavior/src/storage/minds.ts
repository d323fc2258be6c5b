import {
  EntityRepository,
  jsonCodec,
  type IndexChange,
  type OutboxEvent,
  type Put,
  type ReceiptRef,
  type Shard,
  type Store,
} from '@bodybroker/storage';
import { MEMORY_CAP, judgeImportance, type Memory, type NewMemory } from '../domain/memory.js';
import { REFLECTION_THRESHOLD } from '../domain/reflect.js';
import { leastMemorable } from '../domain/score-memories.js';
import { npcKey, type NpcRef } from './person.js';

/** How much somebody remembers, and how much of it waits to be thought over. */
interface Mind {
  /** Memories there ever were. */
  readonly made: number;
  /** Those that are kept. */
  readonly kept: number;
  /** Importance of what came since the last reflection. */
  readonly unreflected: number;
}

const BLANK: Mind = { made: 0, kept: 0, unreflected: 0 };

/** What is remembered, and what is written and told together with it. */
export interface Remembering {
  readonly news: readonly NewMemory[];
  readonly puts?: readonly Put[];
  readonly events?: readonly OutboxEvent[];
}

export interface Remembered {
  readonly memories: readonly Memory[];
  /** What was concluded; empty when nothing was. */
  readonly insights: readonly Memory[];
}

export interface MindsOptions {
  /** The feeling in a text, -1 to 1. */
  feelingOf(text: string): number;
  /** What somebody concludes from all they remember. */
  reflect(ref: NpcRef, memories: readonly Memory[], gms: number): readonly NewMemory[];
  tellInsight(ref: NpcRef, insight: Memory): OutboxEvent;
  random(): number;
}

export interface RememberOptions {
  readonly gms: number;
  /** Does it once. */
  readonly receipt?: ReceiptRef;
  /** Concludes now, however little there is to think over. */
  readonly reflection?: 'NOW';
}

const memories = jsonCodec<Memory>();
const answers = jsonCodec<Remembered>();

/** What NPCs remember. All of an NPC is in the shard of `<world>/<npc>`. */
export class Minds {
  readonly #store: Store;
  readonly #options: MindsOptions;
  readonly #minds: EntityRepository<Mind>;

  constructor(store: Store, options: MindsOptions) {
    this.#store = store;
    this.#options = options;
    this.#minds = new EntityRepository(store, 'mind', { ...jsonCodec<Mind>(), random: () => options.random() });
  }

  /** All somebody remembers, oldest first. */
  async memoriesOf(ref: NpcRef): Promise<readonly Memory[]> {
    const shard = this.#shard(ref);
    const entries = await shard.range(indexOf(ref), { limit: MEMORY_CAP });
    const ids = entries.map(({ member }) => idOf(ref, member));
    const stored = ids.length === 0 ? [] : await shard.getMany('memory', ids);
    return stored.flatMap((memory) => (memory === undefined ? [] : memories.decode(memory.bytes)));
  }

  /**
   * Remembers, forgets what is too much, and draws conclusions when enough has happened: all in one commit. With a receipt a
   * repeat answers what the first one did.
   */
  async remember(
    ref: NpcRef,
    work: () => Remembering | Promise<Remembering>,
    { gms, receipt, reflection }: RememberOptions,
  ): Promise<Remembered> {
    let done: Remembered = { memories: [], insights: [] };
    const change = async (current: { readonly value: Mind } | undefined) => {
      const before = current?.value ?? BLANK;
      const { news, puts = [], events = [] } = await work();
      const made = news.map((each, index) => this.#made(each, before.made + index + 1));
      const unreflected = before.unreflected + made.reduce((sum, { importance }) => sum + importance, 0);
      const isDue = reflection === 'NOW' || unreflected >= REFLECTION_THRESHOLD;
      const known = isDue || before.kept + made.length > MEMORY_CAP ? await this.memoriesOf(ref) : [];
      const thoughts = isDue ? this.#options.reflect(ref, [...known, ...made], gms) : [];
      const insights = thoughts.map((each, index) => this.#made(each, before.made + made.length + index + 1));
      const fresh = [...made, ...insights];
      const lost = forgotten([...known, ...fresh], before.kept + fresh.length - MEMORY_CAP);
      done = { memories: made, insights };
      return {
        value: {
          made: before.made + fresh.length,
          kept: before.kept + fresh.length - lost.length,
          unreflected: isDue ? 0 : unreflected,
        },
        puts: [...puts, ...fresh.filter((each) => !lost.includes(each)).map((each) => memoryPut(ref, each))],
        deletes: lost
          .filter((each) => !fresh.includes(each))
          .map((each) => ({ kind: 'memory', id: idOf(ref, each.memoryId) })),
        indexes: [
          ...fresh.map((each): IndexChange => ({
            op: 'set',
            index: indexOf(ref),
            member: each.memoryId,
            score: each.gms,
          })),
          ...lost.map((each): IndexChange => ({ op: 'remove', index: indexOf(ref), member: each.memoryId })),
        ],
        events: [...events, ...insights.map((insight) => this.#options.tellInsight(ref, insight))],
        response: answers.encode(done),
      };
    };
    if (receipt === undefined) {
      await this.#minds.upsert(refOf(ref), async (current) => {
        const { response: _, ...rest } = await change(current);
        return rest;
      });
      return done;
    }
    const result = await this.#minds.upsertOnce(refOf(ref), receipt, change);
    return answers.decode(result.response);
  }

  /** Forgets everything of somebody. */
  async forgetAll(ref: NpcRef): Promise<void> {
    const known = await this.memoriesOf(ref);
    await this.#shard(ref).commit({
      deletes: [
        ...known.map(({ memoryId }) => ({ kind: 'memory', id: idOf(ref, memoryId) })),
        { kind: 'mind', id: npcKey(ref) },
      ],
      indexes: known.map(({ memoryId }) => ({ op: 'remove', index: indexOf(ref), member: memoryId })),
    });
  }

  #made(news: NewMemory, number: number): Memory {
    const importance = news.importance ?? judgeImportance(news.kind, this.#options.feelingOf(news.text));
    return { ...news, importance, memoryId: `mem_${number}` };
  }

  #shard(ref: NpcRef): Shard {
    return this.#store.shard(npcKey(ref));
  }
}

function forgotten(all: readonly Memory[], tooMany: number): readonly Memory[] {
  const rest = [...all];
  const lost: Memory[] = [];
  while (lost.length < tooMany) {
    const least = leastMemorable(rest);
    if (least === undefined) break;
    lost.push(least);
    rest.splice(rest.indexOf(least), 1);
  }
  return lost;
}

function memoryPut(ref: NpcRef, memory: Memory): Put {
  return { kind: 'memory', id: idOf(ref, memory.memoryId), bytes: memories.encode(memory) };
}

const indexOf = (ref: NpcRef): string => `mem:${npcKey(ref)}`;
const idOf = (ref: NpcRef, memoryId: string): string => `${npcKey(ref)}/${memoryId}`;
const refOf = (ref: NpcRef): { readonly id: string; readonly owner: string } => ({
  id: npcKey(ref),
  owner: npcKey(ref),
});
