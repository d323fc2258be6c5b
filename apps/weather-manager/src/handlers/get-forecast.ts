import { WeatherState, type IWeatherManagerService } from '@bodybroker/contracts-weather-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { DEFAULT_FORECAST_HOURS, forecast, likeliest, likeliestOverall } from '../domain/forecast.js';
import { gmsOfHour } from '../domain/game-hour.js';
import { placeOf } from '../mapping/place-of.js';
import { toProbabilities } from '../mapping/to-probabilities.js';

/** How likely each state is in the hours to come. */
export const getForecast =
  ({ skies }: Deps): Handler<IWeatherManagerService, 'getForecast'> =>
  async (request, context) => {
    const { nature, sky } = await skies.read(placeOf(request, context));
    const { hour, natural, overrides } = sky.value;
    const hours = request.hours === 0 ? DEFAULT_FORECAST_HOURS : request.hours;
    const points = forecast(nature.climate, { hour, state: natural.state }, overrides, hours);
    return {
      regionId: request.regionId,
      likelyState: WeatherState[likeliestOverall(points)],
      points: points.map((point) => ({
        gms: BigInt(gmsOfHour(point.hour)),
        probabilities: toProbabilities(point.probabilities),
        likelyState: WeatherState[likeliest(point.probabilities)],
      })),
    };
  };
