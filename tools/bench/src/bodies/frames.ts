import { LlmStreamChunk } from '@bodybroker/contracts-ai-integration';
import { DayPhase, GameTime, Season } from '@bodybroker/contracts-time-manager';
import { Weather, WeatherState } from '@bodybroker/contracts-weather-manager';

/** What those who watch the clock are told. */
export const gameTime: GameTime = GameTime.create({
  worldId: 'main',
  gms: 1_234_567_890n,
  realMs: 1_795_233_861_356n,
  scale: 60,
  year: 1,
  month: 3,
  day: 14,
  hour: 6,
  minute: 56,
  weekday: 3,
  season: Season.AUTUMN,
  phase: DayPhase.DAWN,
  moon: 4,
  dayNumber: 14n,
  version: 7n,
});

/** A few words of a reply. */
export const words: LlmStreamChunk = LlmStreamChunk.create({
  streamId: 'gen_01J9ZK3V7Q8W2M4N6P0R5T1X3Y',
  sequence: 17n,
  chunk: { oneofKind: 'delta', delta: { text: 'the ledger ' } },
});

/** What those who watch the sky of a ward are told each hour. */
export const weather: Weather = Weather.create({
  worldId: 'main',
  regionId: 'lantern-ward',
  state: WeatherState.FOG,
  intensity: 0.618_402_711_935_2,
  temperatureC: 7.3,
  windMps: 1.4,
  humidity: 0.93,
  visibilityM: 420,
  sinceGms: 1_231_200_000n,
  untilGms: 1_238_400_000n,
  effects: { decayMultiplier: 1.0618, moveMultiplier: 0.8763, scent: 1.3092, dreadDelta: 0.6184 },
  version: 344n,
});
