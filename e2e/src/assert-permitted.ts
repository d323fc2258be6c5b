import { readViolations, type NatsServer } from '@bodybroker/test-servers';

/**
 * Asserts that nobody tried what the server did not permit: then the generated permissions are enough.
 * @throws Error that lists what was tried, and by whom
 */
export async function assertPermitted(nats: NatsServer): Promise<void> {
  const violations = await readViolations(nats);
  if (violations.length === 0) return;
  const lines = violations.map(({ client, operation, subject }) => `${client} may not ${operation} ${subject}`);
  throw new Error(
    [`${violations.length} permission violations on the NATS server (see deploy/nats):`, ...lines].join('\n  '),
  );
}
