import type { Clock } from '@bodybroker/domain';
import type { Viewer } from '../domain/viewer.js';
import type { KnownDocuments } from '../storage/known-documents.js';

/** Who looks, before it is known what they may see. */
export type Onlooker =
  Exclude<Viewer, { readonly kind: 'player' }> | { readonly kind: 'player'; readonly playerId: string };

/** Whether a condition holds for a player in a world. */
export type AskCondition = (
  asked: { readonly worldId: string; readonly playerId: string; readonly cel: string },
  signal: AbortSignal,
) => Promise<boolean>;

export interface SightOptions {
  readonly known: Pick<KnownDocuments, 'keysOf'>;
  readonly askCondition: AskCondition;
  readonly clock: Clock;
  /** Called when a condition could not be asked; it counts as false then. */
  onUndecided(error: unknown): void;
}

/** For how long an answer about a condition is believed: ms. */
const BELIEVED_MS = 500;
const MOST_BELIEVED = 5000;

/** Gives onlookers their eyes: what a player was told of, and which unlock conditions hold. */
export class Sight {
  readonly #options: SightOptions;
  readonly #believed = new Map<string, { readonly holds: boolean; readonly untilMs: number }>();

  constructor(options: SightOptions) {
    this.#options = options;
  }

  /**
   * Does some work through an onlooker's eyes. Conditions are asked only as the work comes upon them; it is then done again, so
   * it must have no effects.
   */
  async look<Result>(
    onlooker: Onlooker,
    { worldId, signal }: { readonly worldId: string; readonly signal: AbortSignal },
    work: (viewer: Viewer) => Result | Promise<Result>,
  ): Promise<Result> {
    if (onlooker.kind !== 'player') return work(onlooker);
    const { playerId } = onlooker;
    const revealed = await this.#options.known.keysOf(playerId);
    const answers = new Map<string, boolean>();
    for (;;) {
      const open = new Set<string>();
      const isUnlocked = (condition: string): boolean => {
        const answer = answers.get(condition);
        if (answer === undefined) open.add(condition);
        return answer ?? false;
      };
      const result = await work({ kind: 'player', playerId, revealed, isUnlocked });
      if (open.size === 0) return result;
      await Promise.all(
        [...open].map(async (cel) => answers.set(cel, await this.#holds({ worldId, playerId, cel }, signal))),
      );
    }
  }

  async #holds(asked: Parameters<AskCondition>[0], signal: AbortSignal): Promise<boolean> {
    const { askCondition, clock, onUndecided } = this.#options;
    const key = JSON.stringify([asked.worldId, asked.playerId, asked.cel]);
    const believed = this.#believed.get(key);
    if (believed !== undefined && believed.untilMs > clock.now()) return believed.holds;
    try {
      const holds = await askCondition(asked, signal);
      if (this.#believed.size >= MOST_BELIEVED) this.#believed.clear();
      this.#believed.set(key, { holds, untilMs: clock.now() + BELIEVED_MS });
      return holds;
    } catch (error) {
      signal.throwIfAborted();
      onUndecided(error);
      return false;
    }
  }
}
