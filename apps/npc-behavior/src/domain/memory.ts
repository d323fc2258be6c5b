/** How somebody came to remember something. */
export const MEMORY_KINDS = ['OBSERVATION', 'SPEECH', 'DEAL', 'RUMOUR', 'REFLECTION'] as const;
export type MemoryKind = (typeof MEMORY_KINDS)[number];

/** One thing somebody remembers. */
export interface Memory {
  /** `mem_<n>`; n grows by 1 for each of one NPC. */
  readonly memoryId: string;
  readonly kind: MemoryKind;
  readonly text: string;
  readonly subjectIds: readonly string[];
  /** 1 to 10. */
  readonly importance: number;
  readonly gms: number;
}

export type NewMemory = Omit<Memory, 'memoryId' | 'importance'> & { readonly importance?: number };

/** Nobody remembers more than this. */
export const MEMORY_CAP = 500;

const WEIGHT: Readonly<Record<MemoryKind, number>> = { OBSERVATION: 3, SPEECH: 2, DEAL: 5, RUMOUR: 3, REFLECTION: 8 };

/** How much something matters, from how it came and the feeling in it (-1 to 1). */
export function judgeImportance(kind: MemoryKind, feeling: number): number {
  return Math.min(10, Math.max(1, Math.round(WEIGHT[kind] + 4 * Math.abs(feeling))));
}
