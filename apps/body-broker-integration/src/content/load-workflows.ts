import { WorkflowDefinition } from '@bodybroker/contracts-orchestration';
import { messageValidator } from '@bodybroker/nats-sdk';
import { inContentFile, type ContentFolder } from '@bodybroker/service-kit';

/**
 * Reads content/workflows/*.json: the workflows this service wants run, in proto3 JSON. Orchestration checks the rest.
 * @throws ContentError naming the file and what is wrong with it
 */
export function loadWorkflows(content: ContentFolder): readonly WorkflowDefinition[] {
  const validate = messageValidator(WorkflowDefinition);
  return content.all('workflows').map(({ file, json }) =>
    inContentFile(file, () => {
      const definition = WorkflowDefinition.fromJson(json as never);
      validate(definition);
      return definition;
    }),
  );
}
