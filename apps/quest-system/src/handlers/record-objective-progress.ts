import type { IQuestSystemService } from '@bodybroker/contracts-quest-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { reportProgress } from '../domain/quest-progress.js';
import { eventMark } from '../mapping/event-mark.js';
import { showQuest } from '../mapping/show-quest.js';

/** Counts what a service reports; one event counts once. */
export const recordObjectiveProgress =
  ({ quests, definitions, conditions }: Deps): Handler<IQuestSystemService, 'recordObjectiveProgress'> =>
  async ({ questId, objectiveId, amount, eventId }) => {
    const report = { objectiveId, amount, mark: eventMark(eventId) };
    const changed = await quests.change(questId, ({ quest, plan, moment }) =>
      reportProgress({ plan, moment, conditions }, quest, report),
    );
    return showQuest(definitions, changed);
  };
