import { setTimeout as delay } from 'node:timers/promises';
import { killNowAndThen } from './chaos.js';
import { Diary } from './diary.js';
import { ledgerIsBalanced, rewardsArePaidOnce, walletsArePositive } from './invariants/money.js';
import { partsHaveOneOwner } from './invariants/ownership.js';
import { deadLetters, nothingIsDead, streamsHaveNoGaps } from './invariants/streams.js';
import { playALife } from './play-a-life.js';
import type { Player, Stage } from './player.js';
import { RestClient } from './rest-client.js';
import type { SoakOptions } from './soak-options.js';

const LOOK_EVERY_MS = 10_000;
const PATIENCE_MS = 45_000;
/** After the players have left: sagas end, events arrive, what was killed comes back. */
const SETTLE_MS = 10_000;
/** How many players are looked at while others play. */
const LOOKED_AT = 50;

/** Lets players play and looks at the invariants meanwhile and at the end. Answers what happened. */
export async function soak(options: SoakOptions, log: (line: string) => void): Promise<Diary> {
  const diary = new Diary();
  const admin = await enterAdmin(options, diary);
  const stage: Stage = { baseUrl: options.url, diary, admin: admin.api, patienceMs: PATIENCE_MS, random: Math.random };
  const time = AbortSignal.timeout(options.minutes * 60_000);
  const deadBefore = await deadLetters(admin.api);
  const players: Player[] = [];

  const live = async (): Promise<void> => {
    while (!time.aborted) {
      const player = await playALife(stage, time);
      if (player !== undefined) players.push(player);
    }
  };
  const look = async (): Promise<void> => {
    while (!time.aborted) {
      await delay(LOOK_EVERY_MS, undefined, { signal: time }).catch(() => undefined);
      await admin.refresh();
      const some = players.slice(-LOOKED_AT);
      await walletsArePositive(some, admin.api, diary);
      await partsHaveOneOwner(some, admin.api, diary);
      await streamsHaveNoGaps(admin.api, diary);
      log(`${players.length} lives, ${diary.violations.length} violations`);
    }
  };
  const { stackFile, killEverySeconds } = options;
  const chaos = { stackFile, everyMs: killEverySeconds * 1000, signal: time, log };
  await Promise.all([
    ...Array.from({ length: options.players }, live),
    look(),
    ...(killEverySeconds > 0 ? [killNowAndThen(diary, chaos)] : []),
  ]);

  log('the players have left; looking at what they leave behind');
  await delay(SETTLE_MS);
  await admin.refresh();
  await walletsArePositive(players, admin.api, diary);
  await partsHaveOneOwner(players, admin.api, diary);
  await admin.refresh();
  await rewardsArePaidOnce(players, admin.api, diary);
  await ledgerIsBalanced(admin.api, diary);
  await streamsHaveNoGaps(admin.api, diary);
  await nothingIsDead(admin.api, diary, deadBefore);
  return diary;
}

interface Admin {
  readonly api: RestClient;
  /** Logs in anew: a token lives ten minutes. */
  refresh(): Promise<void>;
}

async function enterAdmin({ url, adminUser, adminPassword }: SoakOptions, diary: Diary): Promise<Admin> {
  let token: string | undefined;
  const api = new RestClient({
    baseUrl: url,
    patienceMs: PATIENCE_MS,
    token: () => token,
    onAnswer: (answer) => diary.answered(answer),
  });
  const refresh = async (): Promise<void> => {
    const tokens = await api.post('/v1/auth:login', { username: adminUser, password: adminPassword });
    token = tokens.accessToken as string;
  };
  await refresh();
  return { api, refresh };
}
