import { readViolations, type NatsServer } from '@bodybroker/test-servers';

/**
 * Asserts that nobody tried what the server did not permit: then the generated permissions are enough.
 *
 * An answer to a reply subject whose allowance has ended is only shown: no generated permission could have let it
 * through, and a stream that missed it fails the test it belongs to.
 * @throws Error that lists what was tried, and by whom
 */
export async function assertPermitted(nats: NatsServer): Promise<void> {
  const violations = await readViolations(nats);
  const lines = violations.map((violation) => ({
    late: violation.operation === 'publish' && violation.subject.startsWith('_INBOX_'),
    text: `${violation.client} may not ${violation.operation} ${violation.subject}`,
  }));
  const late = lines.filter((line) => line.late).map(({ text }) => text);
  if (late.length > 0) console.warn(['answers that came too late:', ...late].join('\n  '));
  const refused = lines.filter((line) => !line.late).map(({ text }) => text);
  if (refused.length === 0) return;
  throw new Error(
    [`${refused.length} permission violations on the NATS server (see deploy/nats):`, ...refused].join('\n  '),
  );
}
