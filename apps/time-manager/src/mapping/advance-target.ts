import { enumName } from '@bodybroker/service-kit';
import { DayPhase, type AdvanceTimeRequest } from '@bodybroker/contracts-time-manager';
import { invalidArgument } from '@bodybroker/domain';
import { PHASE_STARTS, nextPhaseStart } from '../domain/day-phase.js';
import { dateToGms } from './to-gms.js';

const PHASES = PHASE_STARTS.map(({ phase }) => phase);

/** The game time a jump from `nowGms` shall land on. @throws DomainError INVALID_ARGUMENT when it names none */
export function advanceTarget(to: AdvanceTimeRequest['to'], nowGms: number): number {
  switch (to.oneofKind) {
    case 'byGms':
      return nowGms + Number(to.byGms);
    case 'phase':
      return nextPhaseStart(nowGms, enumName(DayPhase, to.phase, PHASES, 'phase'));
    case 'date':
      return dateToGms(to.date, 'date');
    case undefined:
      throw invalidArgument('to', 'by_gms, phase or date must be given', 'FIELD_REQUIRED');
  }
}
