/** In the order that probabilities are drawn and shown in. */
export const WEATHER_STATES = ['CLEAR', 'OVERCAST', 'FOG', 'RAIN', 'STORM', 'ASHFALL', 'BLOODRAIN', 'SNOW'] as const;
export type WeatherState = (typeof WEATHER_STATES)[number];

/** Whether nature may bring it. Blood falls only where a story asks for it. */
export function isNatural(state: WeatherState): boolean {
  return state !== 'BLOODRAIN';
}
