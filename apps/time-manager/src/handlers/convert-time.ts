import { worldOf } from '@bodybroker/service-kit';
import type { ConvertTimeRequest, ITimeManagerService } from '@bodybroker/contracts-time-manager';
import { invalidArgument } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { dateOf } from '../domain/calendar.js';
import { gmsAt, realMsOf, type WorldClock } from '../domain/world-clock.js';
import { dateToGms, toGms } from '../mapping/to-gms.js';

/** One moment in game milliseconds, on the calendar and in real time. */
export const convertTime =
  ({ clocks, clock }: Deps): Handler<ITimeManagerService, 'convertTime'> =>
  async (request, context) => {
    const { value: worldClock } = await clocks.read(worldOf(request, context));
    const gms = gmsOfMoment(request.moment, worldClock);
    const realMs = realMsOf(worldClock, gms, clock.now());
    return {
      gms: BigInt(gms),
      date: dateOf(gms),
      ...(realMs === undefined ? {} : { realMs: BigInt(realMs) }),
    };
  };

function gmsOfMoment(moment: ConvertTimeRequest['moment'], worldClock: WorldClock): number {
  switch (moment.oneofKind) {
    case 'gms':
      return toGms(moment.gms, 'gms');
    case 'date':
      return dateToGms(moment.date, 'date');
    case 'realMs':
      return toGms(BigInt(gmsAt(worldClock, Number(moment.realMs))), 'real_ms');
    case undefined:
      throw invalidArgument('moment', 'gms, date or real_ms must be given', 'FIELD_REQUIRED');
  }
}
