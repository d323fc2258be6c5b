import type { Player } from '../players/player.js';
import { read, type Scenario, type ScenarioSetting } from './scenario.js';

/** A client without a stream: a snapshot once, then what changed since, again and again. */
export function worldChanges(weight: number, { world }: ScenarioSetting): Scenario {
  const seen = new WeakMap<Player, string>();
  const at = `/v1/worlds/${world.id}`;
  return {
    name: 'world changes',
    weight,
    order: 'one by one',
    next: (player) => {
      const revision = seen.get(player);
      const remember = { onAnswer: ({ revision }: { revision?: string }) => void seen.set(player, revision ?? '0') };
      if (revision === undefined) return { ...read('world snapshot', `${at}/snapshot`), ...remember };
      return {
        ...read('world changes', `${at}/changes?since_revision=${revision}`),
        ...remember,
        refusals: ['REVISION_TOO_OLD'],
        onFailure: () => void seen.delete(player),
      };
    },
  };
}
