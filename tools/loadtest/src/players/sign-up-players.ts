import { randomBytes } from 'node:crypto';
import type { Json } from '../client/call.js';
import type { GatewayClient } from '../client/gateway-client.js';
import type { Player } from './player.js';
import { setupCall } from './setup-call.js';

export interface SignUpOptions {
  readonly count: number;
  /** Names them: `load-<runId>-0` and so on. */
  readonly runId: string;
  readonly signal: AbortSignal;
  readonly onSignedUp?: (count: number) => void;
}

/** Hashing a password is meant to be slow; more at once would only queue. */
const AT_ONCE = 4;

/** Makes accounts and logs them in. They stay: nothing here deletes them. @throws SetupFailed */
export async function signUpPlayers(client: GatewayClient, options: SignUpOptions): Promise<readonly Player[]> {
  const players: Player[] = [];
  let next = 0;
  const signUpSome = async (): Promise<void> => {
    while (next < options.count) {
      options.signal.throwIfAborted();
      const username = `load-${options.runId}-${next}`;
      next += 1;
      players.push(await signUp(client, username, options.signal));
      options.onSignedUp?.(players.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, signUpSome));
  return players;
}

async function signUp(client: GatewayClient, username: string, signal: AbortSignal): Promise<Player> {
  const login = { username, password: randomBytes(18).toString('base64url') };
  const post = (path: string): Promise<Json> => setupCall(client, { method: 'POST', path, body: login }, signal);
  await post('/v1/auth:register');
  const tokens = await post('/v1/auth:login');
  return { ...login, id: tokens.accountId as string, ...tokensOf(tokens) };
}

/** A session's tokens, as the gateway answers them. */
export function tokensOf(tokens: Json): Pick<Player, 'token' | 'refreshToken' | 'tokenExpiresMs'> {
  return {
    token: tokens.accessToken as string,
    refreshToken: tokens.refreshToken as string,
    tokenExpiresMs: Number(tokens.accessExpiresMs),
  };
}
