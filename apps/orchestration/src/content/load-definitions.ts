import { WorkflowDefinition as WorkflowDefinitionMessage } from '@bodybroker/contracts-orchestration';
import { messageValidator } from '@bodybroker/nats-sdk';
import { inContentFile, type ContentFolder } from '@bodybroker/service-kit';
import { checkDefinition } from '../domain/check-definition.js';
import type { WorkflowDefinition } from '../domain/workflow-definition.js';
import { toDefinition } from '../mapping/to-definition.js';

/**
 * Reads content/workflows/*.json: definitions in proto3 JSON.
 * @param checkCondition throws for CEL that does not compile
 * @throws ContentError naming the file and what is wrong with it
 */
export function loadDefinitions(
  content: ContentFolder,
  checkCondition: (condition: string) => void,
): readonly WorkflowDefinition[] {
  const validate = messageValidator(WorkflowDefinitionMessage);
  return content.all('workflows').map(({ file, json }) =>
    inContentFile(file, () => {
      const message = WorkflowDefinitionMessage.fromJson(json as never);
      validate(message);
      const definition = toDefinition(message);
      checkDefinition(definition);
      for (const { condition } of definition.steps) if (condition !== undefined) checkCondition(condition);
      return definition;
    }),
  );
}
