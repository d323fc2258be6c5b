import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('../aws-schema/read-cdktf-type.mjs').Block} Block */
/** @typedef {{ readonly provider: Block, readonly resources: ReadonlyMap<string, Block>, readonly data: ReadonlyMap<string, Block> }} AwsSchemas */

const text = { type: 'string', optional: true };

/** The arguments of the provider block in use. @type {Block} */
const PROVIDER = {
  attributes: {
    region: text,
    allowed_account_ids: { type: ['set', 'string'], optional: true },
  },
  block_types: {
    default_tags: {
      nesting_mode: 'list',
      max_items: 1,
      block: { attributes: { tags: { type: ['map', 'string'], optional: true } } },
    },
    assume_role: {
      nesting_mode: 'list',
      max_items: 1,
      block: { attributes: { role_arn: text, session_name: text } },
    },
  },
};

/**
 * The committed schemas of the AWS provider.
 * @returns {AwsSchemas}
 */
export function loadAwsSchemas() {
  const folder = join(import.meta.dirname, '../aws-schema/schemas');
  const load = (/** @type {string} */ kind) =>
    new Map(
      (existsSync(join(folder, kind)) ? readdirSync(join(folder, kind)) : []).map((file) => [
        file.replace('.json', ''),
        /** @type {Block} */ (JSON.parse(readFileSync(join(folder, kind, file), 'utf8'))),
      ]),
    );
  return { provider: PROVIDER, resources: load('resource'), data: load('data') };
}
