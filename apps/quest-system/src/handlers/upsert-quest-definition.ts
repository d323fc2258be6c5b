import { QuestDefinition, type IQuestSystemService } from '@bodybroker/contracts-quest-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkDefinition } from '../domain/check-definition.js';
import { fromDefinitionMessage } from '../mapping/from-definition-message.js';
import { toDefinitionMessage } from '../mapping/to-definition-message.js';

/** Writes a draft, new or not. */
export const upsertQuestDefinition =
  ({ definitions, samples }: Deps): Handler<IQuestSystemService, 'upsertQuestDefinition'> =>
  async ({ definition = QuestDefinition.create(), expectedVersion }) => {
    const draft = fromDefinitionMessage(definition);
    checkDefinition(draft, samples);
    return toDefinitionMessage(await definitions.write(draft, expectedVersion));
  };
