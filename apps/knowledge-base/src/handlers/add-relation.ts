import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import { invalidArgument } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** Notes that one thing has to do with another. */
export const addRelation =
  ({ relations }: Deps): Handler<IKnowledgeBaseService, 'addRelation'> =>
  async ({ from, type, to }) => {
    if (from === to) throw invalidArgument('to', 'must be something else than from');
    await relations.add({ from, type, to });
    return { from, type, to, depth: 0 };
  };
