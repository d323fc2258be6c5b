import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} root */
const dashboardsDir = (root) => join(root, 'deploy/monitoring/grafana/dashboards');

/** @param {string} root @returns {readonly { file: string, dashboard: any }[]} */
export function loadDashboards(root) {
  const files = readdirSync(dashboardsDir(root))
    .filter((name) => name.endsWith('.json'))
    .sort();
  return files.map((file) => ({ file, dashboard: JSON.parse(readFileSync(join(dashboardsDir(root), file), 'utf8')) }));
}

/** @param {string} root @returns {readonly { where: string, expr: string }[]} queries of panels, and of the choices above them */
export function dashboardQueries(root) {
  return loadDashboards(root).flatMap(({ file, dashboard }) => [
    ...dashboard.panels.flatMap((/** @type {any} */ panel) =>
      (panel.targets ?? []).map((/** @type {any} */ { expr }) => ({ where: `${file}: ${panel.title}`, expr })),
    ),
    ...dashboard.templating.list.flatMap((/** @type {any} */ variable) => {
      const [, metric, label] = /^label_values\(([^,]+), *(\w+)\)$/.exec(variable.definition ?? '') ?? [];
      return metric ? [{ where: `${file}: choice of ${variable.name}`, expr: `count by (${label}) (${metric})` }] : [];
    }),
  ]);
}
