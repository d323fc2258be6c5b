import { join } from 'node:path';
import { parse } from 'yaml';
import { readConfiguration } from '../policy/read-configuration.mjs';
import { applyModule } from '../terraform/apply-module.mjs';
import { checkHealth } from './collector/check-health.mjs';
import { checkImages } from './collector/check-images.mjs';
import { checkPorts } from './collector/check-ports.mjs';
import { checkScrape, readDefinition, targetsOf } from './collector/check-scrape.mjs';
import { checkSettings } from './collector/check-settings.mjs';
import { AWS_DISTRIBUTION } from './collector/distribution.mjs';
import { checkAllUsed, checkPipelines } from './monitoring/check-pipelines.mjs';
import { findPromtool } from './monitoring/find-promtool.mjs';
import { addFindings } from './monitoring/tally.mjs';

/** ECS takes a task definition of 64 KiB; the rest of it is small. */
const MOST_BYTES = 48 * 1024;

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'collector',
  about:
    'what fills the managed Prometheus, as rendered: scrapes what aws.yaml says, of components and settings its image has, and can be asked whether it lives',
  run: async ({ root, tmpDir, log, signal }) => {
    const definition = readDefinition(root);
    const name = definition.global.external_labels.environment;
    const variables = {
      name,
      zone_name: `${name}.internal`,
      nats_targets: targetsOf(definition, 'nats'),
      redis_targets: targetsOf(definition, 'redis'),
      remote_write: { url: 'https://aps.example/workspaces/ws-1/api/v1/remote_write', region: 'us-east-1' },
      takes_traces: true,
    };
    const rendered = await applyModule('render-collector', variables, { root, tmpDir, reads: ['monitoring'], signal });
    if (typeof rendered === 'string') return { passed: 0, failures: [], skipped: rendered };
    const text = String(rendered['config']);
    const config = parse(text.replaceAll(/\$\{env:[A-Z_]+:-([^}]*)\}/g, '$1'));
    const promtool = await findPromtool(log);
    const { blocks } = await readConfiguration(join(root, 'deploy/terraform'));
    return {
      ...addFindings([
        checkPipelines('collector', config, AWS_DISTRIBUTION),
        checkAllUsed('collector', config),
        checkSettings('collector', config),
        checkHealth(config, { root, blocks }),
        await checkScrape(config, { root, tmpDir, promtool, signal }),
        checkPorts(config, { root, blocks }),
        checkImages(root),
        { passed: 1, failures: text.length > MOST_BYTES ? [`collector: ${text.length} bytes do not fit a task`] : [] },
      ]),
      notExercised: [
        'the collector and the exporter as ECS runs them: their images are not to be had from npm or Debian',
        ...(promtool === undefined ? ['what the collector scrapes, by promtool: it is not to be had here'] : []),
      ],
    };
  },
};
