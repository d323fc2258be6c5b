import { GenerationCompleted, GenerationFailed } from '@bodybroker/contracts-ai-integration';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { reportsOf } from '../mapping/reports-of.js';
import { reportDecided, reportUndecided } from '../routing/report.js';
import type { SeenEvents } from '../storage/seen-events.js';

/** Every generation is a report of the targets it asked, whoever asked for it. */
export const onGenerationEnded = (deps: Deps, seen: SeenEvents): Subscriber =>
  subscriber<GenerationCompleted | GenerationFailed>({
    event: [GenerationCompleted, GenerationFailed],
    durable: 'ai-router-generations',
    filterSubject: 'sys.ai.>',
    handle: async (payload, { event }) => {
      const decision = await deps.decisions.find(payload.decisionId);
      for (const report of reportsOf(payload, Number(event.occurredAtMs))) {
        const id = `${event.eventId} ${report.target}`;
        if (decision !== undefined) await reportDecided(deps, decision, report);
        else if (await seen.isFirst(id)) await reportUndecided(deps, report, { id, playerId: payload.playerId });
      }
    },
  });
