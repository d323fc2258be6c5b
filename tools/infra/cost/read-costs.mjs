import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ readonly environment: string, readonly table: string, readonly total: number, readonly basis: string, readonly prices: Readonly<Record<string, number>> }} Cost */

/**
 * What each environment costs, as its plan with a mocked provider says.
 * @param {import('../terraform/open-terraform.mjs').Terraform} terraform
 * @returns {Promise<readonly Cost[]>} the dearest first
 * @throws Error when an environment's plan has no cost
 */
export async function readCosts(terraform) {
  /** @type {Cost[]} */
  const costs = [];
  for (const environment of readdirSync(join(terraform.folder, 'environments'))) {
    const folder = `environments/${environment}`;
    const init = await terraform.run(folder, ['init', '-backend=false', '-input=false', '-no-color']);
    if (init.code !== 0) throw new Error(`${folder}: terraform init failed\n${init.stderr}`);
    const { stdout, stderr } = await terraform.run(folder, ['test', '-json', '-verbose']);
    const cost = costOf(stdout);
    if (cost === undefined) throw new Error(`${folder}: no plan with a cost\n${stderr}`);
    costs.push({ environment, ...cost });
  }
  return costs.sort((a, b) => b.total - a.total);
}

/**
 * The output `cost` of the first plan.
 * @param {string} output of `terraform test -json -verbose`
 * @returns {Omit<Cost, 'environment'> | undefined}
 */
export function costOf(output) {
  for (const line of output.split('\n')) {
    if (!line.includes('"test_plan"')) continue;
    const after = JSON.parse(line).test_plan?.output_changes?.cost?.after;
    if (after?.table) {
      const { table, total, basis, prices } = after;
      return { table, total, basis, prices };
    }
  }
  return undefined;
}
