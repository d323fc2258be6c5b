import { randomBytes } from 'node:crypto';
import { isRpcError } from '@bodybroker/nats-sdk';
import type { PlayOptions } from '../play.js';
import { createStage, type Cast, type Stage } from '../stage.js';
import { expectThat, type Story } from '../story.js';

/** A player comes in: account, session with everything in it, settings, a save that two hands want. */
export async function door(story: Story, options: PlayOptions): Promise<Cast> {
  const player = createStage(options.baseUrl);
  const admin = createStage(options.baseUrl);
  const playerId = await enter(story, player, admin, options);
  await openSession(story, player, playerId);
  await softenTheGore(story, player, playerId);
  await raceForState(story, player, playerId);
  return { player, admin, playerId };
}

async function enter(story: Story, player: Stage, admin: Stage, options: PlayOptions): Promise<string> {
  const username = `vell-${randomBytes(4).toString('hex')}`;
  const password = randomBytes(18).toString('base64url');
  const account = await story.step(
    `Register ${username}`,
    'auth  svc.auth.v1.register',
    () => player.auth.register({ username, password }),
    (registration) => `account ${registration.account?.accountId ?? ''}`,
  );
  const tokens = await story.step(
    'Log in',
    'auth  svc.auth.v1.login',
    () => player.auth.login({ username, password }),
    ({ sessionId }) => `session ${sessionId}, access token for ten minutes`,
  );
  expectThat(tokens.accountId === account.account?.accountId, 'the login is of another account');
  player.enter(tokens.accessToken);
  const adminTokens = await story.step(
    `Log in as ${options.adminUser}, who may move the clock`,
    'auth  svc.auth.v1.login',
    () => admin.auth.login({ username: options.adminUser, password: options.adminPassword }),
    ({ sessionId }) => `session ${sessionId}`,
  );
  admin.enter(adminTokens.accessToken);
  return tokens.accountId;
}

function openSession(story: Story, player: Stage, playerId: string): Promise<unknown> {
  return story.step(
    'Open a client session: ten services answer at once, each within 800 ms or not at all',
    'body-broker-integration  svc.body-broker-integration.v1.open_client_session',
    async () => {
      const client = { build: '1.0.0', platform: 'terminal', capabilities: [] };
      const session = await player.broker.openClientSession({ client, deviceId: 'demo', playerId });
      expectThat(session.sectionsFailed.length === 0, `without ${session.sectionsFailed.join(', ')}`);
      return session;
    },
    ({ sessionId, regionId }) =>
      `session ${sessionId}: settings, mode, clock, weather, world, bag, purse, quests and story, in ${regionId}`,
  );
}

function softenTheGore(story: Story, player: Stage, playerId: string): Promise<unknown> {
  return story.step(
    'Ask for less gore; one bad value, and nothing is changed',
    'settings  svc.settings.v1.update_settings',
    async () => {
      const text = (stringValue: string) => ({ kind: { oneofKind: 'stringValue' as const, stringValue } });
      const bad = { 'content.gore': text('REDUCED'), language: text('tlh') };
      const refused: unknown = await player.settings
        .updateSettings({ playerId, changes: bad })
        .catch((error: unknown) => error);
      expectThat(isRpcError(refused) && refused.reason === 'SETTING_VALUE', 'Klingon was taken');
      await player.settings.updateSettings({ playerId, changes: { 'content.gore': text('REDUCED') } });
      return refused;
    },
    ({ message }) => `first refused (${message}), then set`,
  );
}

async function raceForState(story: Story, player: Stage, ownerId: string): Promise<void> {
  const id = { namespace: 'saves', key: 'satchel', ownerId };
  const put = (coins: number, expectedVersion: bigint) =>
    player.states.putState({
      ...id,
      value: { fields: { coins: { kind: { oneofKind: 'numberValue', numberValue: coins } } } },
      expectedVersion,
    });
  await put(10, 0n);
  await story.step(
    'Two hands save the satchel at once, both expecting version 1',
    'state-manager  2 × svc.state-manager.v1.put_state',
    async () => {
      const outcomes = await Promise.allSettled([put(11, 1n), put(12, 1n)]);
      const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
      expectThat(lost.length === 1, `${2 - lost.length} writes won; exactly one should`);
      const [error] = lost;
      expectThat(isRpcError(error) && error.code === 'VERSION_CONFLICT', `the loser got ${String(error)}`);
      return error;
    },
    (error) => `one wins; the other gets ${error.code}, current_version ${error.details['current_version'] ?? '?'}`,
  );
}
