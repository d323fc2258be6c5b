import type { FactChange, RelationshipChange, WeatherWish } from './beat.js';

/** Something a beat has another service do. */
export type Wish =
  | { readonly kind: 'facts'; readonly facts: readonly FactChange[] }
  | { readonly kind: 'weather'; readonly weather: WeatherWish }
  | { readonly kind: 'quest'; readonly definitionId: string }
  | { readonly kind: 'reveal'; readonly documentId: string }
  | { readonly kind: 'relationship'; readonly change: RelationshipChange };

/** A wish that is still to be done. Its id, `<run>:<turn>:<n>`, is the idempotency key it is done with. */
export interface Errand {
  readonly id: string;
  readonly playerId: string;
  readonly worldId: string;
  readonly beatId: string;
  readonly correlationId: string;
  readonly wish: Wish;
  /** How often it was refused or not answered. */
  readonly attempts: number;
}

export const errandId = (runId: string, turn: number, n: number): string => `${runId}:${turn}:${n}`;

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 60_000;
/** A service that refuses may only not have loaded its content yet; this long it is asked. About five minutes. */
export const MAX_REFUSALS = 12;

/** How long to wait after so many attempts: ms. */
export const retryDelayMs = (attempts: number): number =>
  Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(20, Math.max(0, attempts - 1)));
