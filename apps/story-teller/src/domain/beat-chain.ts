const MARK = /^(?<origin>.*)~beat:(?<depth>\d{1,3})$/s;

/** Beats that may follow from one another's effects before the chain is cut. */
export const MAX_CHAIN = 4;

/** A chain of calls and events, and how many beats are in it. */
export interface BeatChain {
  readonly origin: string;
  readonly depth: number;
}

/** Reads a correlation id. What a beat causes carries `<origin>~beat:<depth>`, however far it goes. */
export function readChain(correlationId: string): BeatChain {
  const { origin = correlationId, depth = '0' } = MARK.exec(correlationId)?.groups ?? {};
  return { origin, depth: Number(depth) };
}

/** The correlation id of what another beat in this chain causes. */
export function nextInChain(correlationId: string): string {
  const { origin, depth } = readChain(correlationId);
  return `${origin}~beat:${depth + 1}`;
}
