import { notFound, type JsonValue } from '@bodybroker/domain';
import type { Deps } from '../deps.js';
import { flagConditions, settingConditions } from '../domain/conditions.js';
import { evaluateFlag } from '../domain/evaluate-flag.js';
import type { SettingDefinition } from '../domain/setting-definition.js';
import { settingsInForce, type Layer, type SettingInForce } from '../domain/settings-in-force.js';
import type { LayerId } from '../storage/player-layers.js';
import { ALL_WORLDS } from '../storage/shared-values.js';

/** A flag of this name and a setting's key is the setting's FLAG layer. */
const FLAG_PREFIX = 'setting.';

const EMPTY: Layer = new Map();

export interface ReadSettings {
  readonly settings: readonly SettingInForce[];
  /** Of the layer asked about. */
  readonly version: bigint;
}

/**
 * The settings in force for a player, on a device or on none.
 * @param shows chooses which are answered
 */
export async function readSettings(
  deps: Deps,
  id: LayerId,
  worldId: string,
  shows: (definition: SettingDefinition) => boolean = () => true,
): Promise<ReadSettings> {
  const { layers, shared } = deps;
  const [global, world, player, device] = await Promise.all([
    shared.of(ALL_WORLDS),
    shared.of(worldId),
    layers.get({ ...id, deviceId: '' }),
    id.deviceId === '' ? undefined : layers.get(id),
  ]);
  const definitions = [...deps.definitions.records.values()].map(({ value }) => value).sort(byKey);
  const inForce = settingsInForce(
    definitions,
    {
      global,
      world: new Map([...world].map(([key, { value }]) => [key, value])),
      flag: flagLayer(deps, id.playerId, worldId),
      player: player.values,
      device: device?.values ?? EMPTY,
    },
    settingConditions,
  );
  return {
    settings: inForce.filter((_, at) => shows(definitions[at] as SettingDefinition)),
    version: (device ?? player).version,
  };
}

/** @throws DomainError NOT_FOUND SETTING */
export function definitionOf({ definitions }: Deps, key: string): SettingDefinition {
  const record = definitions.records.get(key);
  if (record === undefined) throw notFound('setting', key, 'SETTING');
  return record.value;
}

function flagLayer({ flags }: Deps, targetingKey: string, worldId: string): Layer {
  const layer = new Map<string, JsonValue>();
  for (const [key, { value: flag }] of flags.records) {
    if (!key.startsWith(FLAG_PREFIX) || !flag.enabled) continue;
    const { value } = evaluateFlag(flag, { targetingKey, attributes: { world_id: worldId } }, flagConditions);
    if (value !== null) layer.set(key.slice(FLAG_PREFIX.length), value);
  }
  return layer;
}

const byKey = (a: SettingDefinition, b: SettingDefinition): number => (a.key < b.key ? -1 : 1);
