import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

// terraform show -json plan.tfplan | node tools/workflows/plan-summary.mjs [--fingerprint]
// What a plan changes, as Markdown without any value (values can be secret); or its fingerprint, by which the job that
// applies knows that it is about to do what was approved.

/**
 * @typedef {object} PlannedChange
 * @property {string} address
 * @property {'create' | 'update' | 'delete' | 'replace'} action
 * @property {readonly string[]} attributes those that change, where a resource is changed or replaced
 */

/**
 * @param {{ resource_changes?: readonly { address: string, change: { actions: readonly string[], before?: unknown, after?: unknown, after_unknown?: unknown } }[] }} plan
 * @returns {readonly PlannedChange[]} sorted by address; without reads and what stays
 */
export function plannedChanges(plan) {
  const changes = (plan.resource_changes ?? []).flatMap(({ address, change }) => {
    const { actions } = change;
    if (actions.includes('no-op') || actions.includes('read')) return [];
    const action = actions.length > 1 ? 'replace' : actions[0];
    const attributes = action === 'update' || action === 'replace' ? changedAttributes(change) : [];
    return [/** @type {PlannedChange} */ ({ address, action, attributes })];
  });
  return changes.toSorted((a, b) => (a.address < b.address ? -1 : 1));
}

/** @param {{ before?: unknown, after?: unknown, after_unknown?: unknown }} change */
function changedAttributes({ before, after, after_unknown: unknown }) {
  const [from, to, later] = [before, after, unknown].map((side) => /** @type {Record<string, unknown>} */ (side ?? {}));
  const names = new Set([from, to, later].flatMap((side) => Object.keys(side ?? {})));
  const same = (/** @type {string} */ name) => JSON.stringify(from?.[name]) === JSON.stringify(to?.[name]);
  return [...names].filter((name) => later?.[name] === true || !same(name)).toSorted();
}

/** @param {readonly PlannedChange[]} changes @returns {string} equal for plans that do the same to the same resources */
export function fingerprint(changes) {
  return createHash('sha256').update(JSON.stringify(changes)).digest('hex');
}

/** @param {string} environment @param {readonly PlannedChange[]} changes @returns {string} Markdown */
export function planSummary(environment, changes) {
  const count = (/** @type {PlannedChange['action']} */ action) =>
    changes.filter((change) => change.action === action).length;
  const title = `### Terraform plan: ${environment}`;
  if (changes.length === 0) return `${title}\n\nNothing to change.`;
  const sums = `${count('create')} to create, ${count('update')} to update, ${count('replace')} to replace, ${count('delete')} to delete`;
  const rows = changes.map(({ address, action, attributes }) => {
    const shown = action === 'delete' || action === 'replace' ? `**${action}**` : action;
    return `| \`${address.replaceAll('|', '\\|')}\` | ${shown} | ${attributes.join(', ')} |`;
  });
  return [title, '', `${sums}.`, '', '| resource | action | attributes |', '| --- | --- | --- |', ...rows].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const changes = plannedChanges(JSON.parse(readFileSync(0, 'utf8')));
  if (process.argv.includes('--fingerprint')) console.log(fingerprint(changes));
  else console.log(planSummary(process.env['ENVIRONMENT'] ?? '', changes));
}
