import { clientSession } from './client-session.js';
import { logIn } from './log-in.js';
import { purchase } from './purchase.js';
import { quest } from './quest.js';
import { reads } from './reads.js';
import type { Scenario, ScenarioSetting } from './scenario.js';
import { settingsChange } from './settings-change.js';
import { signUp } from './sign-up.js';
import { visit } from './visit.js';
import { worldChanges } from './world-changes.js';

export interface ScenarioTableOptions {
  readonly setting: ScenarioSetting;
  /** Other weights, by name. */
  readonly weights: ReadonlyMap<string, number>;
  /** Whether money may be spent: the sandbox's card is known to this machine's stacks, and elsewhere a provider may be real. */
  readonly purchases: 'sandbox' | 'none';
}

/** Checks weights before there is a world to make calls about. @throws Error when one is of no scenario, or all are 0 */
export function checkWeights(options: Omit<ScenarioTableOptions, 'setting'>): void {
  const nowhere = { id: '', regionIds: [], locationIds: [] };
  const table = scenarioTable({ ...options, setting: { world: nowhere, random: () => 0, now: () => 0 } });
  if (table.every(({ weight }) => weight === 0)) throw new Error('--weights: nothing is left that weighs anything');
}

/**
 * What players do, and how often. To add to it: write a scenario and name it here with its weight.
 * @throws Error when a weight is of no scenario
 */
export function scenarioTable({ setting, weights, purchases }: ScenarioTableOptions): readonly Scenario[] {
  const table: readonly Scenario[] = [
    ...reads(setting),
    worldChanges(8, setting),
    visit(24, setting),
    quest(6, setting),
    settingsChange(2, setting),
    clientSession(3),
    purchase(purchases === 'sandbox' ? 3 : 0, setting),
    logIn(0.5),
    signUp(0),
  ];
  const names = new Set(table.map(({ name }) => name));
  for (const name of weights.keys()) {
    if (!names.has(name)) throw new Error(`--weights: there is no ${name}; there are: ${[...names].join(', ')}`);
  }
  return table.map((scenario) => ({ ...scenario, weight: weights.get(scenario.name) ?? scenario.weight }));
}
