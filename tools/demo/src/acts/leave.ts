import { isRpcError } from '@bodybroker/nats-sdk';
import type { Cast, Stage } from '../stage.js';
import { expectThat, type Story } from '../story.js';

/** Bad input gets a clear answer, and a token is worth nothing after the logout. */
export async function leave(story: Story, { player }: Cast): Promise<void> {
  await refuseBadInput(story, player);
  await logOut(story, player);
}

async function refuseBadInput(story: Story, player: Stage): Promise<void> {
  await story.step(
    'Ask for a temperature of 9',
    'gateway → ai-integration → application/problem+json',
    async () => {
      const messages = [{ role: 'MESSAGE_ROLE_USER', content: 'Hot?' }];
      const prompt = { kind: 'GENERATION_KIND_DIALOGUE', messages, params: { temperature: 9 } };
      const response = await fetch(`${player.baseUrl}/v1/generations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${player.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ prompt }),
      });
      const problem = (await response.json()) as { reason?: string; detail?: string };
      expectThat(response.status === 400, `HTTP ${response.status}`);
      return problem;
    },
    ({ reason, detail }) => `400 ${reason ?? ''}: ${detail ?? ''}`,
  );
}

async function logOut(story: Story, player: Stage): Promise<void> {
  await story.step(
    'Log out; the access token is worth nothing within a second',
    'auth → KV auth_revocations → gateway',
    async () => {
      await player.auth.logout({});
      const end = performance.now() + 1000;
      for (;;) {
        const error: unknown = await player.time.getTime({ worldId: 'main' }).catch((thrown: unknown) => thrown);
        if (isRpcError(error) && error.code === 'UNAUTHENTICATED') return error;
        expectThat(performance.now() < end, 'the token is still taken after a second');
      }
    },
    ({ reason }) => `401 ${reason}`,
  );
}
