import { DocumentChanged } from '@bodybroker/contracts-knowledge-base';
import type { Clock } from '@bodybroker/domain';
import { createEvent } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import type { DocumentWrite } from '../storage/documents.js';

/** Tells that a document was written or deleted. */
export function documentChanged({ collection, id, version, isDeleted }: DocumentWrite, clock: Clock): OutboxEvent {
  const entityId = `${collection}/${id}`;
  return createEvent(
    DocumentChanged,
    { collection, documentId: id, version, deleted: isDeleted },
    {
      source: 'knowledge-base',
      clock,
      entityId,
      entityVersion: version,
      // A deletion has the version of what it deletes, which was told of already.
      eventId: `knowledge-base:${entityId}:${version}:${isDeleted ? 'deleted' : 'written'}`,
    },
  );
}
