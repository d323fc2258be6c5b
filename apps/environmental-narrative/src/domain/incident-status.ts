import { failedPrecondition } from '@bodybroker/domain';
import type { SceneStatus } from './scene.js';

export type IncidentStatus = 'OPEN' | 'SOLVED' | 'COLD';

/** Where an incident is for one player: solved stays solved; without a scene left it goes cold for the others. */
export function incidentStatus(progress: 'solved' | 'unsolved', scenes: readonly SceneStatus[]): IncidentStatus {
  if (progress === 'solved') return 'SOLVED';
  return scenes.length > 0 && scenes.every((status) => status === 'RETIRED') ? 'COLD' : 'OPEN';
}

/** @throws DomainError FAILED_PRECONDITION CASE_COLD */
export function checkNotCold(incidentId: string, status: IncidentStatus): void {
  if (status === 'COLD') throw failedPrecondition('CASE_COLD', `of ${incidentId} nothing is left to find`);
}
