import { enumName } from '@bodybroker/service-kit';
import { PerceptKind, type Percept as PerceptMessage } from '@bodybroker/contracts-npc-behavior';
import { PERCEPT_KINDS, type Percept } from '../domain/percept.js';

/** @throws DomainError INVALID_ARGUMENT ENUM_UNSPECIFIED */
export function fromPercepts(messages: readonly PerceptMessage[]): readonly Percept[] {
  return messages.map(({ kind, subjectId, locationId, strength }, index) => ({
    kind: enumName(PerceptKind, kind, PERCEPT_KINDS, `percepts[${index}].kind`),
    subjectId,
    locationId,
    strength,
  }));
}
