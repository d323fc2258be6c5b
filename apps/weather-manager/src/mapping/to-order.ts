import { enumName } from '@bodybroker/service-kit';
import { WeatherState, type OverrideWeatherRequest } from '@bodybroker/contracts-weather-manager';
import type { OverrideOrder } from '../domain/weather-override.js';
import { WEATHER_STATES } from '../domain/weather-state.js';

/** What a request asks the weather to be. */
export function toOrder(request: OverrideWeatherRequest, id: string): OverrideOrder {
  return {
    id,
    state: enumName(WeatherState, request.state, WEATHER_STATES, 'state'),
    intensity: request.intensity ?? 1,
    priority: request.priority,
    reason: request.reason,
    isForeseen: request.foreseen,
    fromGms: request.fromGms === undefined ? undefined : Number(request.fromGms),
    durationGms: Number(request.durationGms),
  };
}
