import type { Deps } from '../deps.js';
import type { JsonValue } from '@bodybroker/domain';
import { settingsChanged } from '../publishers/settings-changed.js';
import type { LayerId } from '../storage/player-layers.js';

/** Sets the values of a layer, or forgets those that are undefined, and tells of it. */
export function changeLayer(
  { layers, clock }: Deps,
  id: LayerId,
  changes: ReadonlyMap<string, JsonValue | undefined>,
  expectedVersion?: bigint,
): Promise<void> {
  const keys = [...changes.keys()];
  return layers.change(
    id,
    expectedVersion,
    (values) => {
      for (const [key, value] of changes) {
        if (value === undefined) values.delete(key);
        else values.set(key, value);
      }
    },
    (version) => [settingsChanged(id, keys, version, clock)],
  );
}
