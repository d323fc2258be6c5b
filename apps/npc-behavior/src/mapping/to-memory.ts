import { MemoryKind, type Memory as MemoryMessage } from '@bodybroker/contracts-npc-behavior';
import type { Memory } from '../domain/memory.js';
import type { ScoredMemory } from '../domain/score-memories.js';

/** A memory on the wire, with how well it fits. */
export function toScoredMemory({ memory, recency, importance, relevance, score }: ScoredMemory): MemoryMessage {
  return { ...toMemory(memory), recency, importance, relevance, score };
}

/** A memory nobody asked a question about. */
export function toMemory({ memoryId, kind, text, subjectIds, gms, importance }: Memory): MemoryMessage {
  return {
    memoryId,
    kind: MemoryKind[kind],
    text,
    subjectIds: [...subjectIds],
    gms: BigInt(gms),
    recency: 0,
    importance: importance / 10,
    relevance: 0,
    score: 0,
  };
}
