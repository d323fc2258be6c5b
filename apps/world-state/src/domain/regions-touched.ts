import type { WorldView } from './world-model.js';
import type { Write } from './write.js';

/** The regions a write is news for: none means all of them. A move is news where it came from and where it went. */
export function regionsTouched(world: WorldView, write: Write): readonly string[] {
  switch (write.kind) {
    case 'fact':
      return [];
    case 'region':
      return [write.id];
    case 'location':
      return distinct([write.before?.regionId, write.value?.regionId]);
    case 'mood':
      return distinct([world.get('location', write.id)?.value.regionId]);
    case 'entity':
      return distinct(
        [write.before?.locationId, write.value?.locationId].map((id) =>
          id === undefined ? undefined : world.get('location', id)?.value.regionId,
        ),
      );
  }
}

function distinct(ids: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(ids.filter((id) => id !== undefined))];
}
