import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDefinition, targetsOf } from './check-scrape.mjs';

const at = (/** @type {string} */ target) => Number(target.split(':').at(-1));

/**
 * What is scraped is what listens: the ports of the definition are those of the processes, and those the security groups open.
 * @param {any} config of the collector
 * @param {{ root: string, blocks: readonly import('../../policy/read-configuration.mjs').Block[] }} options
 * @returns {import('../monitoring/tally.mjs').Findings}
 */
export function checkPorts(config, { root, blocks }) {
  const definition = readDefinition(root);
  const job = (/** @type {string} */ name) =>
    definition.scrape_configs.find((/** @type {{ job_name: string }} */ each) => each.job_name === name);
  const services = JSON.parse(readFileSync(join(root, 'deploy/terraform/services.json'), 'utf8'));
  const unit = readFileSync(join(root, 'deploy/nats/node/units/nats-exporter.service'), 'utf8');
  const module = (/** @type {string} */ name) =>
    blocks.find(({ address }) => address === `modules/stack: module.${name}`)?.body ?? {};
  const natsPort = blocks.find(({ folder, body }) => folder === 'modules/nats-cluster' && body.exporter_port)?.body
    .exporter_port;
  const redisAddress = job('redis').relabel_configs.at(-1).replacement;
  /** @type {readonly (readonly [string, readonly number[]])[]} */
  const same = [
    [
      'services',
      [job('services').dns_sd_configs[0].port, ...Object.values(services).map(({ health_port: port }) => port)],
    ],
    ['nats', [Number(/-port (\d+)/.exec(unit)?.[1]), natsPort, ...targetsOf(definition, 'nats').map(at)]],
    ['redis-exporter', [at(redisAddress), module('redis_exporter').health_port]],
    [
      'otel-collector',
      [
        job('otel-collector').dns_sd_configs[0].port,
        module('collector').health_port,
        config.service.telemetry.metrics.readers[0].pull.exporter.prometheus.port,
      ],
    ],
  ];
  const failures = same
    .filter(([, ports]) => new Set(ports).size !== 1)
    .map(
      ([name, ports]) =>
        `collector: ${name} is scraped, listens and is opened on different ports: ${[...new Set(ports)].join(', ')}`,
    );
  return { passed: same.length, failures };
}
