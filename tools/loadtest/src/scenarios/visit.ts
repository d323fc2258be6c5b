import type { Call, Json } from '../client/call.js';
import type { Player } from '../players/player.js';
import { Allowance } from './allowance.js';
import { change, oneOf, read, type Scenario, type ScenarioSetting } from './scenario.js';
import { onTheWay, type VisitStage } from './visit-stages.js';

/** Where players are who have not gone anywhere. */
const START = 'tallow-rooms';
const SAYS_A_VISIT = 2;
/** BB_SAYS_PER_MINUTE of npc-behavior, as shipped. */
const SAYS_PER_MINUTE = 6;
const LINES = ['What do you know of the Bone Ledger?', 'Who buys eyes in this ward?', 'I need work.', 'Good evening.'];
/** The world goes on meanwhile: doors get locked, people leave, fall asleep, or are in company. */
const REFUSALS = ['NO_PATH', 'EXIT_BLOCKED', 'NOT_HERE', 'NPC_UNAVAILABLE', 'CONVERSATION_OPEN', 'CONVERSATION_ENDED'];

/** A player looks for somebody who is awake, walks there door by door, talks and leaves; or only walks, if there is nobody. */
export function visit(weight: number, setting: ScenarioSetting): Scenario {
  const visits = new Visits(setting);
  return { name: 'visit', weight, order: 'one by one', next: (player) => visits.next(player) };
}

class Visits {
  readonly #setting: ScenarioSetting;
  readonly #stages = new WeakMap<Player, VisitStage>();
  /** People talk to one player at a time: each is visited by one of ours at most. */
  readonly #visited = new Set<string>();
  readonly #says: Allowance;

  constructor(setting: ScenarioSetting) {
    this.#setting = setting;
    this.#says = new Allowance(SAYS_PER_MINUTE, setting.now);
  }

  next(player: Player): Call {
    const stage = this.#stages.get(player) ?? { at: 'lost' };
    switch (stage.at) {
      case 'lost':
        return this.#findMyself(player);
      case 'rest':
        return this.#chooseWhereTo(player, stage.here);
      default: {
        const call = this.#goOn(player, stage);
        return { ...call, refusals: REFUSALS, onFailure: () => this.#giveUp(player, stage) };
      }
    }
  }

  #findMyself(player: Player): Call {
    return {
      ...read('whereabouts', `/v1/worlds/${this.#setting.world.id}/entities/${player.id}`),
      refusals: ['ENTITY_NOT_FOUND'],
      onAnswer: ({ locationId }) => this.#enter(player, { at: 'rest', here: (locationId as string) || START }),
      onFailure: () => this.#enter(player, { at: 'rest', here: START }),
    };
  }

  #chooseWhereTo(player: Player, here: string): Call {
    const { world, random } = this.#setting;
    return {
      ...read('npcs', '/v1/npcs?page_size=200'),
      onAnswer: ({ npcs }) => {
        const people = this.#says.has(player, SAYS_A_VISIT) ? ((npcs ?? []) as Json[]) : [];
        const free = people.filter(
          ({ npcId, availability }) => availability === 'NPC_AVAILABILITY_AWAKE' && !this.#visited.has(npcId as string),
        );
        if (free.length === 0) {
          const to = oneOf(world.locationIds, random);
          return this.#enter(player, { at: 'bound', here, to, npcId: undefined });
        }
        const { npcId, locationId } = oneOf(free, random);
        this.#visited.add(npcId as string);
        return this.#enter(player, { at: 'bound', here, to: locationId as string, npcId: npcId as string });
      },
    };
  }

  #goOn(player: Player, stage: Exclude<VisitStage, { at: 'lost' | 'rest' }>): Call {
    switch (stage.at) {
      case 'bound':
        return this.#findTheWay(player, stage);
      case 'way':
        return this.#walk(player, stage);
      case 'door':
        return this.#greet(player, stage);
      case 'talk':
        return stage.said < SAYS_A_VISIT ? this.#say(player, stage) : this.#takeLeave(player, stage);
    }
  }

  #findTheWay(player: Player, { here, to, npcId }: VisitStage & { at: 'bound' }): Call {
    const at = `/v1/worlds/${this.#setting.world.id}/locations/${here}/paths/${to}`;
    return {
      ...read('path', `${at}?player_id=${player.id}`),
      onAnswer: ({ steps }) => {
        const places = ((steps ?? []) as Json[]).map((step) => step.to as string);
        this.#enter(player, onTheWay(here, places, npcId));
      },
    };
  }

  #walk(player: Player, { here, steps, npcId }: VisitStage & { at: 'way' }): Call {
    const [to = here, ...rest] = steps;
    return {
      ...change('move', `/v1/worlds/${this.#setting.world.id}/entities/${player.id}:move`, { toLocation: to }),
      onAnswer: () => this.#enter(player, onTheWay(to, rest, npcId)),
    };
  }

  #greet(player: Player, { here, npcId }: VisitStage & { at: 'door' }): Call {
    return {
      ...change('start conversation', `/v1/npcs/${npcId}/conversations`, { playerId: player.id }),
      onAnswer: ({ conversation }) => {
        const conversationId = conversation.conversationId as string;
        const turn = Number(conversation.turn ?? 0);
        this.#enter(player, { at: 'talk', here, npcId, conversationId, turn, said: 0 });
      },
    };
  }

  #say(player: Player, stage: VisitStage & { at: 'talk' }): Call {
    this.#says.use(player);
    const body = { text: oneOf(LINES, this.#setting.random), expectedTurn: stage.turn };
    return {
      ...change('say', `/v1/conversations/${stage.conversationId}:say`, body),
      kind: 'stream',
      onAnswer: ({ outcome }) => {
        if (outcome === undefined) return;
        this.#enter(player, { ...stage, turn: Number(outcome.turn), said: stage.said + 1 });
      },
    };
  }

  #takeLeave(player: Player, { here, npcId, conversationId }: VisitStage & { at: 'talk' }): Call {
    return {
      ...change('end conversation', `/v1/conversations/${conversationId}:end`, {}),
      onAnswer: () => this.#enter(player, { at: 'rest', here }, npcId),
    };
  }

  /** Whatever went wrong: who was talking takes leave, or could not talk to anybody else; others look around and begin anew. */
  #giveUp(player: Player, stage: VisitStage & { npcId: string | undefined }): void {
    if (stage.at === 'talk' && stage.said < SAYS_A_VISIT) this.#enter(player, { ...stage, said: SAYS_A_VISIT });
    else this.#enter(player, { at: 'lost' }, stage.npcId);
  }

  #enter(player: Player, stage: VisitStage, left?: string): void {
    if (left !== undefined) this.#visited.delete(left);
    this.#stages.set(player, stage);
  }
}
