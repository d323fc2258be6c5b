import type { Call } from '../client/call.js';
import type { GatewayClient } from '../client/gateway-client.js';
import type { Outcome } from '../client/outcome.js';
import { keepLoggedIn } from './keep-logged-in.js';
import type { Player } from './player.js';
import { setupCall } from './setup-call.js';

const player = (username: string, tokenExpiresMs: number): Player => ({
  id: username,
  username,
  password: 'p',
  token: 'old',
  refreshToken: `refresh-${username}`,
  tokenExpiresMs,
});

/** Answers each call by a function of it. */
const clientOf = (answer: (call: Call) => Outcome | object) =>
  ({
    send: async (call: Call): Promise<Outcome> => {
      const answered = answer(call);
      if ('kind' in answered) return answered as Outcome;
      call.onAnswer?.(answered);
      return { kind: 'answered' };
    },
  }) as unknown as GatewayClient;

describe('staying logged in', () => {
  it('renews tokens that are about to expire, and leaves the others', async () => {
    const over = new AbortController();
    const [late, early, gone] = [player('late', 100_000), player('early', 900_000), player('gone', 0)];
    const failed: string[] = [];
    const client = clientOf(({ path, body }) => {
      expect(path).toBe('/v1/auth:refresh');
      if ((body as { refreshToken: string }).refreshToken === 'refresh-gone') {
        return { kind: 'failed', errorClass: '401 SESSION_REVOKED' };
      }
      return { accessToken: 'new', refreshToken: 'next', accessExpiresMs: '700000' };
    });
    await keepLoggedIn(client, [late, early, gone], {
      signal: over.signal,
      now: () => 1000,
      onFailure: ({ username }) => {
        failed.push(username);
        over.abort();
      },
    });
    expect(late).toMatchObject({ token: 'new', refreshToken: 'next', tokenExpiresMs: 700_000 });
    expect(early.token).toBe('old');
    expect(failed).toEqual(['gone']);
  });
});

describe('a call that the test needs', () => {
  const call = { method: 'GET', path: '/v1/x' } as const;
  const never = new AbortController().signal;

  it('is made again while the gateway asks for patience', async () => {
    let tries = 0;
    const client = clientOf(() =>
      (tries += 1) === 1 ? { kind: 'failed', errorClass: '429 RATE_LIMITED' } : { regions: [] },
    );
    expect(await setupCall(client, call, never)).toEqual({ regions: [] });
    expect(tries).toBe(2);
  });

  it('fails by name otherwise', async () => {
    const client = clientOf(() => ({ kind: 'failed', errorClass: 'connection refused' }));
    await expect(setupCall(client, call, never)).rejects.toThrow('GET /v1/x was not answered: connection refused');
  });
});
