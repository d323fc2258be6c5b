/** The rest is for code, stacks, buffers and the primary. */
const SHARE_OF_HEAPS = 0.75;
const MEBIBYTE = 1024 * 1024;

export interface HeapSharing {
  readonly count: number;
  /** What the process may use: of its container, else of the machine. */
  readonly memoryBytes: number;
  /** What one heap would grow to. */
  readonly limitBytes: number;
  /** Flags of Node that were given, those in NODE_OPTIONS too. */
  readonly givenFlags: readonly string[];
}

/**
 * The flags that keep the heaps of all workers together within the memory there is. Node sizes a heap as if it were alone: two
 * to four of them would have the container killed before any of them had begun to collect in earnest. None where
 * the heaps fit as they are, or where their size was given.
 */
export function heapShare({ count, memoryBytes, limitBytes, givenFlags }: HeapSharing): readonly string[] {
  if (givenFlags.some((flag) => /^--max[-_](old[-_]space|heap)[-_]size/.test(flag))) return [];
  const shareBytes = (memoryBytes * SHARE_OF_HEAPS) / count;
  return shareBytes < limitBytes ? [`--max-old-space-size=${Math.floor(shareBytes / MEBIBYTE)}`] : [];
}
