import { ChangeKind, StateChanged } from '@bodybroker/contracts-state-manager';
import type { Clock } from '@bodybroker/domain';
import { createEvent } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import { NO_OWNER, stateName } from '../domain/state-id.js';
import type { StateWrite } from '../storage/state-change.js';

/** The event of a write, committed with it. */
export function stateChanged({ id, next, version }: StateWrite, clock: Clock): OutboxEvent {
  const kind = next === undefined ? ChangeKind.DELETE : ChangeKind.PUT;
  return createEvent(
    StateChanged,
    { ...id, version, kind },
    {
      source: 'state-manager',
      clock,
      entityId: stateName(id),
      entityVersion: version,
      ...(id.ownerId === NO_OWNER ? {} : { playerId: subjectToken(id.ownerId) }),
    },
  );
}

// A dot would make two tokens of the subject; players' ids have none.
const subjectToken = (ownerId: string): string => ownerId.replaceAll('.', '=');
