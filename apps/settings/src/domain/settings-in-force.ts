import type { ConditionCache } from '@bodybroker/conditions';
import type { JsonValue } from '@bodybroker/domain';
import type { SettingDefinition } from './setting-definition.js';
import { problemOf } from './setting-value.js';

export type SettingSource = 'DEFAULT' | 'GLOBAL' | 'WORLD' | 'FLAG' | 'PLAYER' | 'DEVICE';

/** What was set in one layer, by key. */
export type Layer = ReadonlyMap<string, JsonValue>;

/** Everything that may say what a player's settings are. */
export interface Layers {
  readonly global: ReadonlyMap<string, { readonly value: JsonValue; readonly locked: boolean }>;
  readonly world: Layer;
  readonly flag: Layer;
  readonly player: Layer;
  readonly device: Layer;
}

/** A setting in force, and the layer it comes from. */
export interface SettingInForce {
  readonly key: string;
  readonly value: JsonValue;
  readonly source: SettingSource;
  readonly locked: boolean;
}

/**
 * Which value wins: DEVICE before PLAYER before FLAG before WORLD before GLOBAL before DEFAULT, unless GLOBAL is locked. A
 * stored value that no longer fits its definition counts as not set. A setting whose condition is false has its default.
 */
export function settingsInForce(
  definitions: Iterable<SettingDefinition>,
  layers: Layers,
  conditions: ConditionCache,
): readonly SettingInForce[] {
  const all = [...definitions].map((definition) => inForce(definition, layers));
  if ([...definitions].every(({ dependsOn }) => dependsOn === '')) return all;
  const settings = Object.fromEntries(all.map(({ key, value }) => [key, value]));
  return [...definitions].map((definition, at) => {
    const chosen = all[at] ?? inForce(definition, layers);
    const { dependsOn, key, defaultValue } = definition;
    if (dependsOn === '' || chosen.locked || conditions.get(dependsOn).evaluate({ settings })) return chosen;
    return { key, value: defaultValue, source: 'DEFAULT', locked: false };
  });
}

function inForce(definition: SettingDefinition, layers: Layers): SettingInForce {
  const { key } = definition;
  const global = layers.global.get(key);
  const fits = (value: JsonValue | undefined): value is JsonValue =>
    value !== undefined && problemOf(definition, value) === undefined;
  if (global?.locked === true && fits(global.value)) {
    return { key, value: global.value, source: 'GLOBAL', locked: true };
  }
  const candidates: readonly (readonly [SettingSource, JsonValue | undefined])[] = [
    ['DEVICE', layers.device.get(key)],
    ['PLAYER', layers.player.get(key)],
    ['FLAG', layers.flag.get(key)],
    ['WORLD', layers.world.get(key)],
    ['GLOBAL', global?.value],
  ];
  for (const [source, value] of candidates) if (fits(value)) return { key, value, source, locked: false };
  return { key, value: definition.defaultValue, source: 'DEFAULT', locked: false };
}
