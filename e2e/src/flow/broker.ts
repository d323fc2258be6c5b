import { newKey, type Answer, type Api } from '../api.js';
import { eventually } from '../eventually.js';

type Json = Answer['body'];

/** A player at play. What only an admin may do to set the scene for it, an admin does. */
export class Broker {
  readonly id: string;
  /** What the player's calls are made with. */
  readonly token: string;
  readonly #api: Api;
  readonly #admin: string;

  /** @param admin an admin's access token */
  constructor(api: Api, admin: string, { id, token }: { readonly id: string; readonly token: string }) {
    this.#api = api;
    this.#admin = admin;
    this.id = id;
    this.token = token;
  }

  /** A new player. @param admin an admin's access token */
  static async join(api: Api, admin: string): Promise<Broker> {
    return new Broker(api, admin, await api.player());
  }

  /** What the player is answered to a GET below its own path. */
  async mine(path: string): Promise<Json> {
    return this.read(`/v1/players/${this.id}/${path}`);
  }

  async read(path: string): Promise<Json> {
    return ok(await this.#api.get(path, { token: this.token }), path);
  }

  /** A POST by the player, under a key of its own unless one is given. */
  do(path: string, body: object = {}, idempotencyKey = newKey()): Promise<Answer> {
    return this.#api.post(path, body, { token: this.token, idempotencyKey });
  }

  /** A POST by the admin. */
  async arrange(path: string, body: object = {}): Promise<Json> {
    return ok(await this.#api.post(path, body, { token: this.#admin, idempotencyKey: newKey() }), path);
  }

  /** Puts the player at a place, however far it is. */
  async standAt(locationId: string): Promise<void> {
    await this.arrange(`/v1/worlds/main/entities/${this.id}:move`, { toLocation: locationId, mode: 'MOVE_MODE_PLACE' });
  }

  /** Writes something by the admin. */
  async write(path: string, body: object): Promise<Json> {
    return ok(await this.#api.put(path, body, { token: this.#admin }), path);
  }

  /** A corpse nobody else cuts; by default in the player's rooms, where new players stand. */
  async corpse(locationId = 'tallow-rooms', id = `flow-corpse-${newKey().slice(0, 13)}`): Promise<string> {
    const entity = { id, kind: 'corpse', name: 'Nobody', locationId };
    await this.write(`/v1/worlds/main/entities/${id}`, { entity });
    return id;
  }

  harvest(corpse: string, partType = 'eye'): Promise<Answer> {
    const source = { kind: 'SOURCE_KIND_CORPSE', entityId: corpse };
    return this.do(`/v1/players/${this.id}/parts:harvest`, { source, partType, tool: 'menders-kit', skill: 90 });
  }

  /** Takes a quest up and answers its id. */
  async accept(definitionId: string): Promise<string> {
    return ok(await this.do(`/v1/players/${this.id}/quests`, { definitionId }), definitionId).id;
  }

  /** The first cut, all but claimed: accepted, two eyes harvested, completed by what was heard of them. */
  async firstCut(): Promise<string> {
    const [questId, corpse] = await Promise.all([this.accept('first-cut'), this.corpse()]);
    for (let eyes = 0; eyes < 2; eyes += 1) ok(await this.harvest(corpse), 'harvest');
    await this.untilQuest(questId, 'COMPLETED');
    return questId;
  }

  quest(questId: string): Promise<Json> {
    return this.read(`/v1/quests/${questId}`);
  }

  claim(questId: string): Promise<Answer> {
    return this.do(`/v1/quests/${questId}:claim`);
  }

  untilQuest(questId: string, status: string, withinMs = 10_000): Promise<Json> {
    return eventually(async () => {
      const quest = await this.quest(questId);
      expect(quest.status).toBe(`QUEST_STATUS_${status}`);
      return quest;
    }, withinMs);
  }

  async marks(): Promise<number> {
    const { balances = [] } = await this.mine('wallet');
    return Number(balances.find(({ currency }: Json) => currency === 'MARK')?.available ?? 0);
  }

  /** Item id to count. */
  async items(): Promise<Readonly<Record<string, number>>> {
    const { items = [] } = await this.mine('inventory');
    return Object.fromEntries(items.map(({ itemId, count }: Json) => [itemId, Number(count)]));
  }

  /** What an NPC thinks of the player, without what the clock does to it. */
  async regard(npcId: string): Promise<readonly number[]> {
    const { trust = 0, respect = 0 } = await this.read(`/v1/npcs/${npcId}/relationships/${this.id}`);
    return [trust, respect];
  }
}

/** The body of an answer that is 200. */
export function ok({ status, body }: Answer, what: string): Json {
  if (status !== 200) throw new Error(`${what} answered ${status}: ${JSON.stringify(body)}`);
  return body;
}
