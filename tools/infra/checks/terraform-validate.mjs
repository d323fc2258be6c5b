import { openTerraform } from '../terraform/open-terraform.mjs';
import { terraformRoots } from '../terraform/roots.mjs';

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'terraform-validate',
  about: 'every module and environment against the schema of the AWS provider',
  run: async ({ root, log, signal }) => {
    const terraform = await openTerraform({ root, signal });
    if (typeof terraform === 'string') return { passed: 0, failures: [], skipped: terraform };
    /** @type {string[]} */
    const failures = [];
    let passed = 0;
    try {
      for (const folder of terraformRoots(terraform.folder)) {
        if (signal.aborted) break;
        const outcome = await validate(terraform, folder);
        if (outcome === undefined) passed += 1;
        else failures.push(`${folder}: ${outcome}`);
        log(`${outcome === undefined ? 'valid' : 'INVALID'}  ${folder}`);
      }
    } finally {
      await terraform.close();
    }
    return { passed, failures };
  },
};

/**
 * @param {import('../terraform/open-terraform.mjs').Terraform} terraform
 * @param {string} folder
 * @returns {Promise<string | undefined>} what is wrong
 */
async function validate(terraform, folder) {
  for (const args of [
    ['init', '-backend=false', '-input=false', '-no-color'],
    ['validate', '-no-color'],
  ]) {
    const { code, stdout, stderr } = await terraform.run(folder, args);
    if (code !== 0) return `terraform ${args[0]} failed\n${stdout}${stderr}`;
    // The stub cannot be the cause of a warning, so it is the configuration.
    if (args[0] === 'validate' && /^Warning: /m.test(stdout)) return `terraform validate warns\n${stdout}`;
  }
  return undefined;
}
