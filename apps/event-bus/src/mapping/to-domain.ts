import { notFound } from '@bodybroker/domain';
import { domainOfStream, type EventDomain } from '../domain/event-stream.js';

/** The domain of a stream of events. @throws DomainError NOT_FOUND STREAM_NOT_FOUND for every other stream */
export function toDomain(stream: string): EventDomain {
  const domain = domainOfStream(stream);
  if (domain === undefined) throw notFound('stream', stream);
  return domain;
}
