import type { IOrchestrationService } from '@bodybroker/contracts-orchestration';
import { cutPage, readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { requireVisible } from '../mapping/require-visible.js';
import { toHistoryEvent } from '../mapping/to-history-event.js';

/** What happened in an execution, oldest first. */
export const getHistory =
  ({ executions }: Deps): Handler<IOrchestrationService, 'getHistory'> =>
  async (request, context) => {
    const page = readPage(request, [request.executionId]);
    const { value } = await executions.require(request.executionId);
    requireVisible(context, value);
    const rest = value.history.filter(({ sequence }) => sequence > Number(page.after ?? 0));
    const { rows, nextPageToken } = cutPage(rest, page, ({ sequence }) => String(sequence));
    return { events: rows.map(toHistoryEvent), nextPageToken };
  };
