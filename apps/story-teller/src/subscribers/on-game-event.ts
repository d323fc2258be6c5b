import { ClientSessionOpened } from '@bodybroker/contracts-body-broker-integration';
import { HourPassed, HoursSkipped } from '@bodybroker/contracts-time-manager';
import { WeatherChanged, WeatherState } from '@bodybroker/contracts-weather-manager';
import { FactChanged } from '@bodybroker/contracts-world-state';
import { subscriber, type EventContext, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { messageTypesOf, PLAYER_GAME_EVENTS } from '../mapping/heard-events.js';
import { countEvent } from './count-event.js';
import { passHours } from './pass-hours.js';
import { welcomeBack } from './welcome-back.js';

/**
 * Everything of the game that stories hear of comes by one durable: what a player does, hours that pass, weather, facts, and players
 * who come back. What is of none of these types is acknowledged unread.
 */
export const onGameEvent = (deps: Deps): Subscriber =>
  subscriber<object>({
    event: [
      ...messageTypesOf(PLAYER_GAME_EVENTS),
      HourPassed,
      HoursSkipped,
      WeatherChanged,
      FactChanged,
      ClientSessionOpened,
    ],
    durable: 'story-teller-game',
    filterSubject: 'game.>',
    handle: (payload, context) => dispatch(deps, payload, context),
  });

async function dispatch(deps: Deps, payload: object, { event }: EventContext): Promise<void> {
  const { type } = event;
  if (type === 'game.time.hour_passed' && HourPassed.is(payload))
    return passHours(deps, payload.worldId, Number(payload.gms));
  if (type === 'game.time.hours_skipped' && HoursSkipped.is(payload))
    return passHours(deps, payload.worldId, Number(payload.toGms));
  if (type === 'game.weather.changed' && WeatherChanged.is(payload)) {
    if (!deps.worldIds.has(payload.worldId)) return;
    return deps.worlds.setWeather(payload.worldId, payload.regionId, WeatherState[payload.newState] ?? '');
  }
  if (type === 'game.world.fact_changed' && FactChanged.is(payload)) return deps.facts.forget(payload.worldId);
  if (type === 'game.client.session_opened' && ClientSessionOpened.is(payload))
    return welcomeBack(deps, payload, event);
  return countEvent(deps, event, payload);
}
