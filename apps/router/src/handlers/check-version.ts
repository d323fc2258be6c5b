import { invalidArgument } from '@bodybroker/domain';
import { satisfies, valid, validRange } from 'semver';

/** @throws DomainError INVALID_ARGUMENT BAD_VERSION */
export function checkVersion(version: string, field: string): void {
  if (valid(version) === null) throw invalidArgument(field, `${version} is no semantic version`, 'BAD_VERSION');
}

export const isRange = (text: string): boolean => validRange(text) !== null;

/** Whether a version is in a range; a pre-release is, when its release would be. */
export const isInRange = (version: string, range: string): boolean =>
  satisfies(version, range, { includePrerelease: true });
