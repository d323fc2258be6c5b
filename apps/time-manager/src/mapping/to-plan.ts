import { enumName } from '@bodybroker/service-kit';
import { CatchUp, type ScheduleEventRequest } from '@bodybroker/contracts-time-manager';
import { invalidArgument } from '@bodybroker/domain';
import { CATCH_UPS, type Plan, type Timing } from '../domain/scheduled-event.js';
import { toGms } from './to-gms.js';

/** What a request asks to be scheduled. @throws DomainError INVALID_ARGUMENT when it names no time */
export function toPlan(request: ScheduleEventRequest): Plan {
  const { id, type, payload, playerId, maxRuns, catchUp } = request;
  return {
    id,
    type,
    payload,
    playerId,
    maxRuns,
    timing: toTiming(request.timing),
    catchUp: catchUp === CatchUp.UNSPECIFIED ? undefined : enumName(CatchUp, catchUp, CATCH_UPS, 'catch_up'),
  };
}

function toTiming(timing: ScheduleEventRequest['timing']): Timing {
  switch (timing.oneofKind) {
    case 'atGms':
      return { kind: 'once', atGms: toGms(timing.atGms, 'at_gms') };
    case 'cron':
      return { kind: 'cron', rule: timing.cron };
    case undefined:
      throw invalidArgument('timing', 'at_gms or cron must be given', 'FIELD_REQUIRED');
  }
}
