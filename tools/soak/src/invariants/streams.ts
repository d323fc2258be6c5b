import type { Diary } from '../diary.js';
import type { Json, RestClient } from '../rest-client.js';

/** Streams nothing is taken out of: as many messages as there are numbers. */
const WHOLE = new Set(['GAME_EVENTS', 'NARRATIVE_EVENTS', 'SYSTEM_EVENTS', 'PAYMENT_LEDGER']);

export async function streamsHaveNoGaps(admin: RestClient, diary: Diary): Promise<void> {
  const { streams } = await admin.get('/v1/event-streams');
  for (const { name, messages, firstSequence, lastSequence } of streams as Json[]) {
    if (!WHOLE.has(name as string)) continue;
    diary.saw(`stream ${name}`, lastSequence);
    const expected = Number(lastSequence) - Number(firstSequence) + 1;
    if (Number(messages) > 0 && Number(messages) !== expected) {
      diary.violated(`${name} has ${messages} messages from ${firstSequence} to ${lastSequence}`);
    }
  }
}

/** Nothing was given up on. */
export async function nothingIsDead(admin: RestClient, diary: Diary, before: number): Promise<void> {
  const now = await deadLetters(admin);
  if (now > before) diary.violated(`${now - before} events ended as dead letters`);
}

export async function deadLetters(admin: RestClient): Promise<number> {
  const { streams } = await admin.get('/v1/event-streams');
  const dead = (streams as Json[]).find(({ name }) => name === 'DLQ');
  return Number(dead?.messages ?? 0);
}
