import { join } from 'node:path';
import { openTerraform } from '../terraform/open-terraform.mjs';
import { hasTests, terraformRoots } from '../terraform/roots.mjs';

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'terraform-test',
  about: 'terraform test with mocked providers in every module and environment',
  run: async ({ root, log, signal }) => {
    const terraform = await openTerraform({ root, signal });
    if (typeof terraform === 'string') return { passed: 0, failures: [], skipped: terraform };
    /** @type {string[]} */
    const failures = [];
    let passed = 0;
    try {
      for (const folder of terraformRoots(terraform.folder)) {
        if (signal.aborted) break;
        if (!hasTests(join(terraform.folder, folder))) {
          failures.push(`${folder}: has no tests`);
          continue;
        }
        const outcome = await test(terraform, folder);
        passed += outcome.passed;
        failures.push(...outcome.failures);
        log(`${outcome.passed} passed, ${outcome.failures.length} failed  ${folder}`);
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
 * @returns {Promise<{ passed: number, failures: readonly string[] }>} by `run` blocks
 */
async function test(terraform, folder) {
  const init = await terraform.run(folder, ['init', '-backend=false', '-input=false', '-no-color']);
  if (init.code !== 0) return { passed: 0, failures: [`${folder}: terraform init failed\n${init.stderr}`] };
  const { code, stdout, stderr } = await terraform.run(folder, ['test', '-no-color']);
  const passed = [...stdout.matchAll(/^ {2}run ".*"\.\.\. pass$/gm)].length;
  const failed = [...stdout.matchAll(/^ {2}run "(.*)"\.\.\. fail$/gm)].map(([, name]) => name);
  if (code === 0 && passed > 0) return { passed, failures: [] };
  const reason = `${folder}: ${failed.length > 0 ? `run ${failed.join(', run ')}` : 'terraform test'} failed`;
  return { passed, failures: [`${reason}\n${stdout}${stderr}`] };
}
