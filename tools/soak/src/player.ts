import { randomBytes } from 'node:crypto';
import type { Diary } from './diary.js';
import { RestClient, type Json } from './rest-client.js';

export interface Stage {
  readonly baseUrl: string;
  readonly diary: Diary;
  /** Calls as an admin: who puts corpses where they are found. */
  readonly admin: RestClient;
  readonly patienceMs: number;
  /** Draws in [0, 1). */
  readonly random: () => number;
}

/** A quest that was claimed, and what it must pay: once. */
export interface Claim {
  readonly questId: string;
  readonly marks: bigint;
}

/** Somebody who plays: an account, a device, and what they remember. */
export class Player {
  readonly stage: Stage;
  readonly api: RestClient;
  readonly claims: Claim[] = [];
  readonly deviceId = `soak-${randomBytes(4).toString('hex')}`;
  id = '';
  sessionId = '';
  #token: string | undefined;

  constructor(stage: Stage) {
    this.stage = stage;
    const { baseUrl, diary, patienceMs } = stage;
    this.api = new RestClient({
      baseUrl,
      patienceMs,
      token: () => this.#token,
      onAnswer: (answer) => diary.answered(answer),
    });
  }

  /** Makes an account and logs in. */
  async enter(): Promise<void> {
    const username = `soak-${randomBytes(6).toString('hex')}`;
    const password = randomBytes(15).toString('base64url');
    const { account } = await this.api.post('/v1/auth:register', { username, password });
    const tokens = await this.api.post('/v1/auth:login', { username, password });
    this.id = account.accountId as string;
    this.#token = tokens.accessToken as string;
  }

  /** Where the player is. */
  async location(): Promise<string> {
    const path = await this.api.get(`/v1/worlds/main/entities/${this.id}`).catch(() => undefined);
    return (path?.locationId as string | undefined) ?? 'tallow-rooms';
  }

  /** Walks to a place, step by step, by the quickest way. */
  async walkTo(locationId: string): Promise<void> {
    const from = await this.location();
    if (from === locationId) return;
    const path = await this.api.get(`/v1/worlds/main/locations/${from}/paths/${locationId}?player_id=${this.id}`);
    for (const step of path.steps as { to: string }[]) {
      await this.api.post(`/v1/worlds/main/entities/${this.id}:move`, { toLocation: step.to });
    }
  }

  /** The player's marks, free and held. @param api who asks; default: the player */
  async wallet(api: RestClient = this.api): Promise<{ readonly available: bigint; readonly held: bigint }> {
    const wallet = await api.get(`/v1/players/${this.id}/wallet`);
    this.stage.diary.saw(`wallet of ${this.id}`, wallet.version);
    const marks = ((wallet.balances ?? []) as Json[]).find(({ currency }) => currency === 'MARK');
    return { available: BigInt(marks?.available ?? 0), held: BigInt(marks?.held ?? 0) };
  }
}
