import { Demand as DemandMessage } from '@bodybroker/contracts-body-broker-integration';
import type { Demand } from '../domain/demand.js';
import { fromGrade } from './grade-message.js';

/** A demand from the wire. @throws DomainError INVALID_ARGUMENT ENUM_UNSPECIFIED for a grade unknown here */
export function toDemand({ partType, minGrade, minFreshness, count }: DemandMessage = DemandMessage.create()): Demand {
  return { partType, minGrade: fromGrade(minGrade, 'demand.min_grade'), minFreshness, count };
}
