import { alarms } from './rules/alarms.mjs';
import { documented } from './rules/documented.mjs';
import { encryption } from './rules/encryption.mjs';
import { iamWildcards } from './rules/iam-wildcards.mjs';
import { instanceMetadata } from './rules/instance-metadata.mjs';
import { keptData } from './rules/kept-data.mjs';
import { networkOpenings } from './rules/network-openings.mjs';
import { permissions } from './rules/permissions.mjs';
import { pinnedVersions } from './rules/pinned-versions.mjs';
import { publicAddresses } from './rules/public-addresses.mjs';
import { secretValues } from './rules/secret-values.mjs';
import { services } from './rules/services.mjs';
import { settings } from './rules/settings.mjs';
import { stateBackend } from './rules/state-backend.mjs';
import { wiring } from './rules/wiring.mjs';

/** @type {readonly import('./rule.mjs').Rule[]} */
export const RULES = [
  encryption,
  networkOpenings,
  publicAddresses,
  iamWildcards,
  permissions,
  instanceMetadata,
  keptData,
  pinnedVersions,
  secretValues,
  stateBackend,
  documented,
  services,
  alarms,
  settings,
  wiring,
];
