import { format, resolveConfig } from 'prettier';

/**
 * The page that shows what environments cost.
 * @param {readonly import('./read-costs.mjs').Cost[]} costs
 * @param {string} file where it goes
 * @returns {Promise<string>}
 */
export async function costsPage(costs, file) {
  const text = [
    '# What it costs',
    '<!-- Generated from the variables of the environments: node tools/infra/cost/generate.mjs -->',
    `${costs[0]?.basis}. Tasks on Spot count in full. Left out: traffic between zones, snapshots, images, queries of
     Prometheus, requests to KMS, Container Insights. What depends on traffic is an assumption, \`usage\` in each environment.`,
    'For comparison: the first port of this system was billed 2,708 USD a month: 1,288 Redis, 420 NATS, about 1,000 ECS.',
    ...costs.flatMap(({ environment, table }) => [`## ${environment}`, table]),
    '## Prices',
    'List prices of the region above, each to be looked up before an apply; nobody has compared them with a bill.',
    ['| price | USD |', '| --- | ---: |', ...priceRows(costs[0]?.prices ?? {})].join('\n'),
  ].join('\n\n');
  return format(text, { ...(await resolveConfig(file)), parser: 'markdown' });
}

/** @param {Readonly<Record<string, number>>} prices */
const priceRows = (prices) =>
  Object.entries(prices)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, price]) => `| ${name.replaceAll('_', ' ')} | ${price} |`);
