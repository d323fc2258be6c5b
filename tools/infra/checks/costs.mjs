import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { costsPage } from '../cost/costs-page.mjs';
import { readCosts } from '../cost/read-costs.mjs';
import { openTerraform } from '../terraform/open-terraform.mjs';

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'costs',
  about: 'deploy/terraform/COSTS.md is what the variables of the environments come to',
  run: async ({ root, log, signal }) => {
    const terraform = await openTerraform({ root, signal });
    if (typeof terraform === 'string') return { passed: 0, failures: [], skipped: terraform };
    try {
      const costs = await readCosts(terraform);
      for (const { environment, total } of costs) log(`${environment}: ${total} USD a month`);
      const file = join(root, 'deploy/terraform/COSTS.md');
      if (readFileSync(file, 'utf8') === (await costsPage(costs, file))) return { passed: costs.length, failures: [] };
      return { passed: 0, failures: ['COSTS.md differs; run: node tools/infra/cost/generate.mjs'] };
    } finally {
      await terraform.close();
    }
  },
};
