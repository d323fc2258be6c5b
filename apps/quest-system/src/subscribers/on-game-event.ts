import { QuestClaimed } from '@bodybroker/contracts-quest-system';
import { HourPassed, HoursSkipped } from '@bodybroker/contracts-time-manager';
import { FactChanged } from '@bodybroker/contracts-world-state';
import { subscriber, type EventContext, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { fromRewardsMessage } from '../mapping/from-definition-message.js';
import { PLAYER_EVENTS } from '../mapping/heard-events.js';
import { applyToPlayer } from './apply-to-player.js';
import { reviewLooking, reviewOverdue, reviewPlayer } from './review-quests.js';

/**
 * Everything of the game that quests hear of comes by one durable: what a player does, hours that pass, facts that change, and our own
 * claims, whose facts are told to the world. What is of none of these types is acknowledged unread.
 */
export const onGameEvent = (deps: Deps): Subscriber =>
  subscriber<object>({
    event: [...PLAYER_EVENTS, HourPassed, HoursSkipped, FactChanged, QuestClaimed],
    durable: 'quest-system-game',
    filterSubject: 'game.>',
    handle: (payload, context) => dispatch(deps, payload, context),
  });

async function dispatch(deps: Deps, payload: object, { event }: EventContext): Promise<void> {
  if (event.type === 'game.time.hour_passed' && HourPassed.is(payload)) {
    return passHours(deps, payload.worldId, Number(payload.gms));
  }
  if (event.type === 'game.time.hours_skipped' && HoursSkipped.is(payload)) {
    return passHours(deps, payload.worldId, Number(payload.toGms));
  }
  if (event.type === 'game.world.fact_changed' && FactChanged.is(payload)) {
    deps.facts.forget(payload.worldId);
    return reviewLooking(deps, payload.worldId);
  }
  if (event.type === 'game.quest.claimed' && QuestClaimed.is(payload))
    return settleClaimed(deps, payload, event.worldId);
  return applyToPlayer(deps, event, payload);
}

async function passHours(deps: Deps, worldId: string, gms: number): Promise<void> {
  await deps.times.moveTo(worldId, gms);
  await reviewOverdue(deps, worldId, gms);
  await reviewLooking(deps, worldId);
}

/** The facts of a claimed quest become true, and its flags count for other quests of the player. */
async function settleClaimed(deps: Deps, { rewards, playerId }: QuestClaimed, worldId: string): Promise<void> {
  for (const fact of fromRewardsMessage(rewards).facts) await deps.factRewards.make(worldId, fact);
  await reviewPlayer(deps, playerId);
}
