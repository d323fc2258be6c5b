import { join } from 'node:path';
import { readConfiguration } from '../policy/read-configuration.mjs';
import { RULES } from '../policy/rules.mjs';

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'policy',
  about: RULES.map(({ name }) => name).join(', '),
  run: async ({ root, log }) => {
    const configuration = await readConfiguration(join(root, 'deploy/terraform'));
    /** @type {string[]} */
    const failures = [];
    let passed = 0;
    for (const { name, about, find } of RULES) {
      const found = find(configuration);
      if (found.length === 0) passed += 1;
      failures.push(...found.map((finding) => `${name}: ${finding}`));
      log(`${found.length === 0 ? 'kept' : `${found.length} found`}  ${name}: ${about}`);
    }
    return { passed, failures };
  },
};
