import { join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';
import { findTerraform } from '../terraform/find-terraform.mjs';

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'terraform-fmt',
  about: 'terraform fmt -check over all of it',
  run: async ({ root, signal }) => {
    const found = await findTerraform();
    if (typeof found === 'string') return { passed: 0, failures: [], skipped: found };
    const args = ['fmt', '-check', '-recursive', '-diff'];
    const { code, stdout, stderr } = await runCommand(found.program, args, {
      cwd: join(root, 'deploy/terraform'),
      signal,
    });
    return code === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [`${stdout}${stderr}`] };
  },
};
