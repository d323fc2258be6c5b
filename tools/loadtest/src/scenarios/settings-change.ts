import { oneOf, type Scenario, type ScenarioSetting } from './scenario.js';

const LANGUAGES = ['de', 'fr', 'pl'];

/** A player wants another language. */
export function settingsChange(weight: number, { random }: ScenarioSetting): Scenario {
  return {
    name: 'settings change',
    weight,
    order: 'one by one',
    next: ({ id }) => ({
      name: 'settings change',
      kind: 'unary',
      method: 'PATCH',
      path: `/v1/players/${id}/settings`,
      body: { changes: { language: oneOf(LANGUAGES, random) } },
    }),
  };
}
