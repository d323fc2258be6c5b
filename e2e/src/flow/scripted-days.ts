import { Api, type Answer } from '../api.js';
import type { Stack } from '../stack.js';
import { Broker } from './broker.js';
import { StoredEvents } from './stored-events.js';

type Json = Answer['body'];

export const HOUR = 3_600_000;

/** The same on every stack: what is drawn for a player is drawn by its id. */
const PLAYER = 'acc_flowday';
/** One that spoils within the two days. */
const PART = 'eye';
const MOST_PROPS = 3;
const MOST_CHOICES = 10;

/**
 * Days that go by a script on a stack of its own: the clock stands still while anything is done, and everything is waited for, so
 * that nothing but the seed decides.
 */
export class ScriptedDays {
  readonly broker: Broker;
  readonly events: StoredEvents;
  #scenes = 0;

  private constructor(api: Api, admin: string, events: StoredEvents) {
    this.events = events;
    this.broker = new Broker(api, admin, { id: PLAYER, token: admin });
  }

  /** Stops the clock at 06:00 of the second day. */
  static async begin(stack: Stack): Promise<ScriptedDays> {
    const api = new Api(stack.url);
    const admin = await api.adminToken();
    const services = stack.running.map(({ name }) => name);
    const days = new ScriptedDays(api, admin, await StoredEvents.open(stack.natsAccess, stack.redis.url, services));
    await days.broker.arrange('/v1/worlds/main/time:pause', { reason: 'flow' });
    const date = { year: 1, month: 1, day: 2, hour: 6 };
    await days.#advance({ date });
    await days.events.untilHandled();
    return days;
  }

  async pass(hours: number): Promise<void> {
    await this.#advance({ byGms: String(hours * HOUR) });
  }

  /** Until the hours are told of too: time-manager does so with its next tick. */
  async #advance(to: object): Promise<void> {
    const { time } = await this.broker.arrange('/v1/worlds/main/time:advance', to);
    await this.events.untilHour(Math.floor(Number(time.gms) / HOUR) * HOUR);
  }

  /** Goes somewhere, cuts, looks about, and lets a story happen. Answers all that was seen of it. */
  async visit(locationId: string): Promise<Json> {
    const cut = await this.cut(locationId);
    // The blood of it is there to be seen when the event of it was handled.
    await this.events.untilHandled();
    const seen = await this.lookAbout(locationId);
    await this.events.untilHandled();
    return { cut, seen, beat: await this.playBeat(locationId) };
  }

  async cut(locationId: string): Promise<Json> {
    this.#scenes += 1;
    await this.broker.standAt(locationId);
    const corpse = await this.broker.corpse(locationId, `flow-corpse-${this.#scenes}`);
    const { status, body } = await this.broker.harvest(corpse, PART);
    return { status, reason: body.reason, partType: body.partType, locationId };
  }

  /** What there is to see in the place the player is in, and what the first props give. */
  async lookAbout(locationId: string): Promise<Json> {
    const entered = await this.broker.do(`/v1/players/${PLAYER}/locations/${locationId}:enter`);
    const seen: Json[] = [];
    for (const { id, renderedText, layers, props = [] } of entered.body.scenes ?? []) {
      seen.push({ id, renderedText, layers });
      for (const prop of props.slice(0, MOST_PROPS)) {
        const path = `/v1/players/${PLAYER}/scenes/${id}/props/${prop.id}:inspect`;
        const { body } = await this.broker.do(path, { tool: 'knife' });
        seen.push({ prop: prop.id, freshness: prop.freshness, text: body.text, clue: body.clue, reason: body.reason });
      }
    }
    return seen;
  }

  /** The best beat there is, by the first choice each time. */
  async playBeat(locationId: string): Promise<Json> {
    const select = `story:select?context.location_id=${locationId}&limit=5`;
    const { candidates = [] } = await this.broker.mine(select);
    const told: Json[] = candidates.map(({ beatId, salience }: Json) => [beatId, salience]);
    if (candidates.length === 0) return told;
    const start = { beatId: candidates[0].beatId, context: { locationId } };
    let { body: run } = await this.broker.do(`/v1/players/${PLAYER}/beat-runs`, start);
    for (let choice = 0; choice < MOST_CHOICES && (run.choices ?? []).length > 0; choice += 1) {
      told.push(run.text, run.choices);
      const chosen = { choiceIndex: 0, expectedTurn: run.turn ?? 0 };
      run = (await this.broker.do(`/v1/beat-runs/${run.id}:choose`, chosen)).body;
    }
    told.push(run.text);
    await this.broker.do(`/v1/beat-runs/${run.id}:end`);
    await this.events.untilHandled();
    return told;
  }

  async chronicle(): Promise<readonly Json[]> {
    return (await this.broker.mine('chronicle?page_size=200')).entries ?? [];
  }

  /** Traces somewhere: kind, who left it, how strong it is. */
  async traces(locationId: string): Promise<readonly Json[]> {
    const { traces = [] } = await this.broker.read(`/v1/locations/${locationId}/traces`);
    return traces.map(({ kind, by, strength, leftGms }: Json) => ({ kind, by, strength, leftGms }));
  }

  /** The weather of all hours since the script began, by region. */
  async weather(regionIds: readonly string[]): Promise<Readonly<Record<string, Json>>> {
    const begunGms = (24 + 6) * HOUR;
    const histories = regionIds.map(async (regionId) => {
      const path = `/v1/worlds/main/regions/${regionId}/weather:history?page_size=200`;
      const { records = [] } = await this.broker.read(path);
      return [regionId, records.filter(({ gms }: Json) => Number(gms) >= begunGms)] as const;
    });
    return Object.fromEntries(await Promise.all(histories));
  }
}
