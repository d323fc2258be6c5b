import type { Subscriber } from '@bodybroker/nats-sdk';
import type { ReplicaNotes } from './replica-notes.js';

const TYPE = 'sys.model.deployment_changed';

/** Another version of a model is live: every replica asks anew what targets stand for. What changed is of no interest. */
export function onDeploymentChanged(notes: ReplicaNotes): Subscriber {
  return {
    durable: 'ai-integration-models',
    filterSubject: `${TYPE}.*`,
    stream: undefined,
    types: [TYPE],
    key: ({ entityId }) => entityId,
    prepare: ({ type }) => (type === TYPE ? () => notes.modelsChanged() : undefined),
  };
}
