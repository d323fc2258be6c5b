import type { IQuestSystemService } from '@bodybroker/contracts-quest-system';
import { failedPrecondition } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkDefinition } from '../domain/check-definition.js';
import { toDefinitionMessage } from '../mapping/to-definition-message.js';

/** Makes the draft the newest revision. */
export const publishQuestDefinition =
  ({ definitions, givers, samples }: Deps): Handler<IQuestSystemService, 'publishQuestDefinition'> =>
  async ({ definitionId, expectedVersion }) => {
    const { value } = await definitions.require(definitionId);
    // What events look like may have changed since it was written.
    checkDefinition(value.draft, samples);
    const { giverNpcId } = value.draft;
    if (giverNpcId !== '' && (await givers.isMissing(giverNpcId))) {
      throw failedPrecondition('GIVER_UNKNOWN', `there is nobody called ${giverNpcId}`, { giver_npc_id: giverNpcId });
    }
    return toDefinitionMessage(await definitions.publish(definitionId, expectedVersion));
  };
