import { AuditFailed } from '@bodybroker/contracts-payment';
import type { Clock } from '@bodybroker/domain';
import { createEvent } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';

/**
 * Tells operators what an audit found. One and the same finding is told once a minute at most.
 * @param account undefined: the ledger as a whole
 */
export function auditTold(account: string | undefined, findings: readonly string[], clock: Clock): OutboxEvent {
  const entityId = account ?? 'ledger';
  const minute = Math.floor(clock.now() / 60_000);
  const facts = { source: 'payment', clock, entityId, eventId: `payment:${entityId}:audit:${minute}` };
  return createEvent(AuditFailed, { account: account ?? '', findings: [...findings] }, facts);
}
