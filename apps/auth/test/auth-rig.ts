import { join } from 'node:path';
import { AuthServiceClient, type SessionTokens } from '@bodybroker/contracts-auth';
import { createMemoryBroker, decodeEvent, type Actor } from '@bodybroker/nats-sdk';
import { MemoryStore } from '@bodybroker/storage';
import { ManualClock, startHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

export const contentPath = join(__dirname, '../content');
export const environment = {
  BB_SERVICE_SECRET: 'a secret of all services',
  BB_BOOTSTRAP_ADMIN_USER: 'Root',
  BB_BOOTSTRAP_ADMIN_PASSWORD: 'eight bells at dawn',
};
export const topology = {
  streams: [{ name: 'SYSTEM_EVENTS', subjects: ['sys.>'] }],
  buckets: [{ name: 'contracts' }, { name: 'auth_revocations' }],
  consumers: [],
};

export const PASSWORD = 'tallow and brine';
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const refused = (code: string, reason: string, rest: object = {}): object =>
  expect.objectContaining({ code, reason, ...rest }) as object;
export const tokenInvalid = refused('UNAUTHENTICATED', 'TOKEN_INVALID');
export const badCredentials = refused('UNAUTHENTICATED', 'BAD_CREDENTIALS');

export type AuthRig = Awaited<ReturnType<typeof startAuth>>;

/** The service on a clock, a broker and a store of the test's, with those who ask it things. */
export async function startAuth() {
  const clock = new ManualClock();
  const broker = createMemoryBroker({ topology });
  const store = new MemoryStore('auth', { clock });
  const harness = await startHarness(service, { broker, store, clock, environment, contentPath });
  const outside = broker.connect();
  const as = (actor: Actor, sessionId?: string) =>
    harness.client(AuthServiceClient, { actor, ...(sessionId === undefined ? {} : { sessionId }) });
  const anyone = harness.client(AuthServiceClient);
  const trusted = as({ kind: 'service', id: 'test' });
  const admin = as({ kind: 'admin', id: 'acc_root' });
  const owner = ({ accountId, sessionId }: SessionTokens) => as({ kind: 'player', id: accountId }, sessionId);
  const register = async (username = 'ana', password = PASSWORD): Promise<SessionTokens> => {
    const { sessionTokens } = await anyone.register({ username, password });
    if (sessionTokens === undefined) throw new Error('no tokens');
    return sessionTokens;
  };
  const login = (username = 'ana', password = PASSWORD) => anyone.login({ username, password });
  const validate = (tokens: Pick<SessionTokens, 'accessToken'>, ...requiredScopes: string[]) =>
    trusted.validateToken({ accessToken: tokens.accessToken, requiredScopes });
  const refresh = ({ refreshToken }: Pick<SessionTokens, 'refreshToken'>) => anyone.refreshSession({ refreshToken });
  const revoked = () => outside.keyValue('auth_revocations').keys();

  const eventTypes = async (): Promise<readonly string[]> => {
    const types: string[] = [];
    const options = { start: { from: 'all' }, end: 'stop-at-end', signal: AbortSignal.timeout(2000) } as const;
    for await (const { data } of outside.events.read('SYSTEM_EVENTS', options)) {
      types.push(decodeEvent(data).type.replace('sys.auth.', ''));
    }
    return types;
  };
  const stop = async (): Promise<void> => {
    await outside.close();
    await harness.stop();
  };
  return {
    clock,
    broker,
    store,
    harness,
    outside,
    anyone,
    trusted,
    admin,
    as,
    owner,
    register,
    login,
    validate,
    refresh,
    revoked,
    eventTypes,
    stop,
  };
}
