import { buy } from './flows/buy.js';
import { comeIn } from './flows/come-in.js';
import { explore } from './flows/explore.js';
import { passTime } from './flows/pass-time.js';
import { quest } from './flows/quest.js';
import { talk } from './flows/talk.js';
import { trade } from './flows/trade.js';
import { Player, type Stage } from './player.js';
import { Refusal } from './rest-client.js';

const FLOWS = { talk, quest, trade, explore, buy };
/** One life in so many lets an hour pass. */
const TIME_SHARE = 0.3;

/** A new player comes in, does everything once in some order, and leaves. Answers who it was. */
export async function playALife(stage: Stage, signal: AbortSignal): Promise<Player | undefined> {
  const player = new Player(stage);
  const entered = await attempt(stage, 'come in', async () => {
    await player.enter();
    await comeIn(player);
  });
  if (!entered) return undefined;
  const order = Object.entries(FLOWS)
    .map(([name, flow]) => ({ name, flow, at: stage.random() }))
    .sort((a, b) => a.at - b.at);
  for (const { name, flow } of order) {
    if (signal.aborted) return player;
    await attempt(stage, name, () => flow(player));
  }
  if (stage.random() < TIME_SHARE) await attempt(stage, 'pass time', () => passTime(player));
  if (player.sessionId !== '') {
    await attempt(stage, 'leave', () => player.api.post(`/v1/client-sessions/${player.sessionId}:close`));
  }
  return player;
}

/** What is refused or not answered for long is given up, and counted. */
async function attempt(stage: Stage, name: string, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    stage.diary.flow(name, 'done');
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    stage.diary.flow(name, 'givenUp');
    return false;
  }
}
