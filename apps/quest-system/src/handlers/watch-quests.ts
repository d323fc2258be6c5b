import type { IQuestSystemService } from '@bodybroker/contracts-quest-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { showQuest } from '../mapping/show-quest.js';

/** How often a player's quests are looked at: real milliseconds. */
const LOOK_MS = 500;
/** How far back a look goes: clocks of several instances need not agree to the millisecond. */
const OVERLAP_MS = 5000;

/** A player's quests that are not over, then each again whenever it changes, until the caller leaves. */
export const watchQuests = ({
  quests,
  books,
  definitions,
  clock,
  sleep,
}: Deps): Handler<IQuestSystemService, 'watchQuests'> =>
  async function* ({ playerId }, { signal }) {
    const shown = new Map<string, bigint>();
    let sinceMs = clock.now();
    const { book } = await books.read(playerId);
    let found = await quests.getMany(book.open.map(({ questId }) => questId));
    while (!signal.aborted) {
      for (const entity of found) {
        if (shown.get(entity.id) === entity.version) continue;
        shown.set(entity.id, entity.version);
        yield await showQuest(definitions, entity);
      }
      await sleep(LOOK_MS, signal);
      const lookedMs = clock.now();
      found = await quests.changedSince(playerId, sinceMs - OVERLAP_MS);
      sinceMs = lookedMs;
    }
  };
