import { DomainError, invalidArgument } from '@bodybroker/domain';
import { CLIENT_PREFIX } from './publish-rule.js';

/** Largest JSON Schema of a registered type, in bytes of its text. */
export const MAX_SCHEMA_BYTES = 32 * 1024;

/** What is known of a type of events. */
export interface EventTypeFacts {
  /** Such as `game.client.emote`. */
  readonly type: string;
  /** The service that publishes it. */
  readonly producer: string;
  readonly clientPublishable: boolean;
  /** At least 1. */
  readonly schemaVersion: number;
}

/**
 * Checks a type that somebody wants to make known at run time.
 * @param declaredBy the service whose contract declares it already, if any
 * @throws DomainError INVALID_ARGUMENT NOT_A_CLIENT_TYPE or SCHEMA_TOO_LARGE; ALREADY_EXISTS EVENT_TYPE_DECLARED
 */
export function assertRegistrable(
  { type, clientPublishable }: Pick<EventTypeFacts, 'type' | 'clientPublishable'>,
  schemaText: string,
  declaredBy: string | undefined,
): void {
  if (declaredBy !== undefined) {
    const message = `${type} is declared in the contract of ${declaredBy}`;
    throw new DomainError('ALREADY_EXISTS', 'EVENT_TYPE_DECLARED', message, { details: { type } });
  }
  if (clientPublishable && !type.startsWith(CLIENT_PREFIX)) {
    throw invalidArgument('client_publishable', `only types below ${CLIENT_PREFIX} can be`, 'NOT_A_CLIENT_TYPE');
  }
  if (Buffer.byteLength(schemaText) > MAX_SCHEMA_BYTES) {
    throw invalidArgument('json_schema', `must not be larger than ${MAX_SCHEMA_BYTES} bytes`, 'SCHEMA_TOO_LARGE');
  }
}

/** What a payload breaks. @param path JSON pointer to the member that does not fit */
export function payloadMisfit(type: string, path: string, rule: string): DomainError {
  return new DomainError(
    'INVALID_ARGUMENT',
    'EVENT_SCHEMA',
    `the payload of ${type} does not fit: ${path || '/'} ${rule}`,
    {
      details: { field: 'event.payload', path: path || '/', rule },
    },
  );
}
