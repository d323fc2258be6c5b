import { DayPhase, Season } from '@bodybroker/contracts-time-manager';
import { WeatherState } from '@bodybroker/contracts-weather-manager';
import type { WeatherRef, WorldClock as WorldClockMessage } from '@bodybroker/contracts-world-state';
import { clockFace } from '@bodybroker/domain';
import type { WorldClock } from '../domain/world-clock.js';

export function toClock({ gms }: WorldClock): WorldClockMessage {
  const { day, hour, phase, season } = clockFace(gms);
  return { gms: BigInt(gms), dayNumber: BigInt(day), hour, phase: DayPhase[phase], season: Season[season] };
}

export function toWeatherRef(regionId: string, { weather }: WorldClock): WeatherRef | undefined {
  const heard = Object.hasOwn(weather, regionId) ? weather[regionId] : undefined;
  if (heard === undefined) return undefined;
  const state = WeatherState[heard.state as keyof typeof WeatherState];
  return { regionId, state, intensity: heard.intensity, sinceGms: BigInt(heard.sinceGms) };
}
