import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readServices } from '../services/read-services.mjs';

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'services',
  about: 'deploy/terraform/services.json is what the workspace says',
  run: async ({ root }) => {
    const wanted = readServices(root);
    const written = JSON.parse(readFileSync(join(root, 'deploy/terraform/services.json'), 'utf8'));
    const names = [...new Set([...Object.keys(wanted), ...Object.keys(written)])].sort();
    const differing = names.filter((name) => JSON.stringify(wanted[name]) !== JSON.stringify(written[name]));
    return {
      passed: names.length - differing.length,
      failures: differing.map((name) => `${name} differs; run: node tools/infra/services/generate.mjs`),
    };
  },
};
