import { outdatedFiles } from '../../../../deploy/monitoring/generate.mjs';
import { loadDashboards } from './load-dashboards.mjs';

const DATASOURCE_UID = '${datasource}';

/**
 * Generated files are what their definitions make of them; dashboards can stand beside each other and take any data source.
 * @param {string} root
 * @returns {Promise<import('./tally.mjs').Findings>}
 */
export async function checkDashboards(root) {
  const failures = (await outdatedFiles()).map(
    (path) => `deploy/monitoring/${path} is not what its definition makes: node deploy/monitoring/generate.mjs`,
  );
  const dashboards = loadDashboards(root);
  const uids = dashboards.map(({ dashboard }) => dashboard.uid);
  if (new Set(uids).size !== uids.length) failures.push(`two dashboards have one uid: ${uids.join(', ')}`);
  for (const { file, dashboard } of dashboards) {
    const ids = dashboard.panels.map((/** @type {any} */ { id }) => id);
    if (new Set(ids).size !== ids.length) failures.push(`${file}: two panels have one id`);
    const variables = new Set(dashboard.templating.list.map((/** @type {any} */ { name }) => name));
    for (const panel of dashboard.panels.filter((/** @type {any} */ { type }) => type !== 'row')) {
      const places = [panel, ...panel.targets];
      if (places.some(({ datasource }) => datasource?.uid !== DATASOURCE_UID))
        failures.push(`${file}: ${panel.title} names a data source of its own`);
      for (const [, name] of JSON.stringify(panel.targets).matchAll(/\$\{?(\w+)/g)) {
        if (!variables.has(name))
          failures.push(`${file}: ${panel.title} uses $${name}, which is no choice of the dashboard`);
      }
      if (overlaps(panel, dashboard.panels)) failures.push(`${file}: ${panel.title} lies over another panel`);
    }
  }
  return {
    passed: dashboards.reduce((sum, { dashboard }) => sum + dashboard.panels.length, dashboards.length + 2),
    failures,
  };
}

/** @param {any} panel @param {readonly any[]} all */
function overlaps({ id, gridPos: { x, y, w, h } }, all) {
  return all.some(
    ({ id: other, gridPos: at }) => other !== id && x < at.x + at.w && at.x < x + w && y < at.y + at.h && at.y < y + h,
  );
}
