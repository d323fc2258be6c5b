import { enumName } from '@bodybroker/service-kit';
import { MemoryKind, type NewMemory as NewMemoryMessage } from '@bodybroker/contracts-npc-behavior';
import { invalidArgument } from '@bodybroker/domain';
import { MEMORY_KINDS, type NewMemory } from '../domain/memory.js';

/** @throws DomainError INVALID_ARGUMENT, reason ENUM_UNSPECIFIED or INVALID_FIELD */
export function fromNewMemory(
  { kind, text, subjectIds, importance, gms }: NewMemoryMessage,
  nowGms: number,
): NewMemory {
  if (text.trim() === '') throw invalidArgument('memory.text', 'must say something');
  return {
    kind: enumName(MemoryKind, kind, MEMORY_KINDS, 'memory.kind'),
    text,
    subjectIds: [...new Set(subjectIds)],
    gms: gms === undefined ? nowGms : Number(gms),
    ...(importance === undefined ? {} : { importance }),
  };
}
