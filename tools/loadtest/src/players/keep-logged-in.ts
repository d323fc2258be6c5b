import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayClient } from '../client/gateway-client.js';
import type { Player } from './player.js';
import { setupCall } from './setup-call.js';
import { tokensOf } from './sign-up-players.js';

export interface KeepLoggedInOptions {
  readonly signal: AbortSignal;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly onFailure: (player: Player, error: unknown) => void;
}

const LOOK_EVERY_MS = 5000;
/** Renewed when a token has no more than this left. */
const REST_MS = 120_000;

/** Renews tokens before they expire, one after the other and outside of what is measured, until the signal aborts. */
export async function keepLoggedIn(
  client: GatewayClient,
  players: readonly Player[],
  { signal, now, onFailure }: KeepLoggedInOptions,
): Promise<void> {
  while (!signal.aborted) {
    for (const player of players) {
      if (signal.aborted) return;
      if (player.tokenExpiresMs - now() > REST_MS) continue;
      try {
        const body = { refreshToken: player.refreshToken };
        const call = { method: 'POST', path: '/v1/auth:refresh', body } as const;
        Object.assign(player, tokensOf(await setupCall(client, call, signal)));
      } catch (error) {
        if (!signal.aborted) onFailure(player, error);
      }
    }
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}
