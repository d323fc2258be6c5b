import type { IQuestSystemService } from '@bodybroker/contracts-quest-system';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toDefinitionMessage, toPlayerMessage, toRevisionMessage } from '../mapping/to-definition-message.js';

/** One definition: the draft or a revision for those who write them, a revision without secrets for players. */
export const getQuestDefinition =
  ({ definitions }: Deps): Handler<IQuestSystemService, 'getQuestDefinition'> =>
  async ({ definitionId, revision }, { actor }) => {
    const record = await definitions.require(definitionId);
    if (revision > record.value.revision) throw notFound('revision', `${definitionId}/${revision}`);
    if (actor.kind !== 'player') {
      if (revision === 0) return toDefinitionMessage(record);
      return toRevisionMessage(await definitions.plan(definitionId, revision), record);
    }
    if (record.value.revision === 0) throw notFound('definition', definitionId);
    return toPlayerMessage(await definitions.plan(definitionId, revision || record.value.revision), record);
  };
