import type { IOrchestrationService } from '@bodybroker/contracts-orchestration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { isFinal } from '../domain/execution.js';
import { requireVisible } from '../mapping/require-visible.js';
import { toHistoryEvent } from '../mapping/to-history-event.js';

/** The history so far, then what happens, until the execution has ended or the caller leaves. */
export const watchExecution = (
  { executions, sleep }: Deps,
  { pollMs }: { readonly pollMs: number },
): Handler<IOrchestrationService, 'watchExecution'> =>
  async function* ({ executionId }, context) {
    let shown = 0;
    while (!context.signal.aborted) {
      const { value } = await executions.require(executionId);
      requireVisible(context, value);
      for (const line of value.history) {
        if (line.sequence > shown) yield toHistoryEvent(line);
      }
      shown = value.history.at(-1)?.sequence ?? shown;
      if (isFinal(value.status)) return;
      await sleep(pollMs, context.signal);
    }
  };
