import { failedPrecondition } from '@bodybroker/domain';

/** Where a version is in its life. */
export const VERSION_STATUSES = ['REGISTERED', 'VALIDATING', 'READY', 'DEPRECATED', 'ARCHIVED', 'FAILED'] as const;
export type VersionStatus = (typeof VERSION_STATUSES)[number];

/** Where a version goes from each status. */
export const VERSION_TRANSITIONS: Readonly<Record<VersionStatus, readonly VersionStatus[]>> = {
  REGISTERED: ['VALIDATING'],
  VALIDATING: ['READY', 'FAILED'],
  READY: ['DEPRECATED'],
  DEPRECATED: ['ARCHIVED'],
  ARCHIVED: [],
  FAILED: [],
};

/** Whether a version of this status may answer where it is deployed or named. */
export function mayServe(status: VersionStatus): boolean {
  return status === 'READY' || status === 'DEPRECATED';
}

/** @throws DomainError FAILED_PRECONDITION ILLEGAL_TRANSITION {from, to} */
export function assertTransition(from: VersionStatus, to: VersionStatus): void {
  if (VERSION_TRANSITIONS[from].includes(to)) return;
  throw failedPrecondition('ILLEGAL_TRANSITION', `a version goes from ${from} to ${listOf(from)}, not to ${to}`, {
    from,
    to,
  });
}

function listOf(from: VersionStatus): string {
  const [first, ...others] = VERSION_TRANSITIONS[from];
  return first === undefined ? 'nowhere' : [first, ...others].join(' or ');
}
