import { checkCollector } from './monitoring/check-collector.mjs';
import { checkDashboards } from './monitoring/check-dashboards.mjs';
import { checkExpressions } from './monitoring/check-expressions.mjs';
import { checkObjectiveRoutes } from './monitoring/check-objective-routes.mjs';
import { checkRules } from './monitoring/check-rules.mjs';
import { checkRunbooks } from './monitoring/check-runbooks.mjs';
import { checkScrapeConfigs } from './monitoring/check-scrape-configs.mjs';
import { checkSources } from './monitoring/check-sources.mjs';
import { findPromtool } from './monitoring/find-promtool.mjs';
import { addFindings } from './monitoring/tally.mjs';

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'monitoring',
  about:
    'rules and their tests, runbooks, dashboards, scrape and collector configuration; every metric named is one that exists',
  run: async ({ root, tmpDir, log, signal }) => {
    const promtool = await findPromtool(log);
    const findings = [
      ...(promtool === undefined ? [] : [await checkRules({ root, promtool, signal })]),
      checkRunbooks(root),
      await checkExpressions({ root, tmpDir, promtool, signal }),
      await checkDashboards(root),
      await checkScrapeConfigs({ root, tmpDir, promtool, signal }),
      checkCollector(root),
      await checkSources({ root, tmpDir }),
      checkObjectiveRoutes(root),
    ];
    return {
      ...addFindings(findings),
      notExercised: [
        'dashboards in Grafana, the collector and the NATS exporter: their programs are not to be had from npm or Debian',
        ...(promtool === undefined ? ['rules, their tests and all PromQL: promtool is not to be had here'] : []),
      ],
    };
  },
};
