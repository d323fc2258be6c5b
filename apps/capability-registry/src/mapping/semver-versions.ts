import semver from 'semver';
import type { Versions } from '../domain/versions.js';

/** Semantic versions and ranges as npm has them. */
export const semverVersions: Versions = {
  isVersion: (text) => semver.valid(text) !== null,
  isRange: (text) => semver.validRange(text) !== null,
  satisfies: (version, range) => semver.satisfies(version, range),
  compare: (a, b) => semver.compare(a, b),
};
