import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { composeFile } from './generate.mjs';

/**
 * @typedef {object} ComposeService
 * @property {string} image
 * @property {boolean} [read_only]
 * @property {readonly string[]} [cap_drop]
 * @property {readonly string[]} [security_opt]
 * @property {string} [mem_limit]
 * @property {string} [restart]
 * @property {boolean} [privileged]
 * @property {readonly string[]} [ports]
 * @property {readonly string[]} [volumes]
 * @property {readonly string[]} [secrets]
 * @property {readonly string[]} [profiles]
 * @property {readonly string[]} [networks]
 * @property {Readonly<Record<string, string>>} [environment]
 * @property {Readonly<Record<string, { condition: string }>>} [depends_on]
 * @property {Readonly<Record<string, unknown>>} [healthcheck]
 */
/**
 * @typedef {object} ComposeFile
 * @property {Readonly<Record<string, ComposeService>>} services
 * @property {Readonly<Record<string, { file: string }>>} secrets
 * @property {Readonly<Record<string, { internal?: boolean }>>} networks
 * @property {Readonly<Record<string, unknown>>} volumes
 */

/** @param {string} root @returns {ComposeFile} with anchors and merges resolved */
export const readCompose = (root) => parseCompose(readFileSync(composeFile(root), 'utf8'));

/** @param {string} text @returns {ComposeFile} */
export const parseCompose = (text) =>
  // Each process repeats what all have: far more aliases than the library takes for sane.
  parse(text, { merge: true, maxAliasCount: -1 });
