import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** @typedef {import('../../policy/read-configuration.mjs').Block} Block */

/**
 * What the images of others have to ask whether they live. `/healthcheck` of the AWS distribution asks 127.0.0.1:13133 for `/`
 * (cmd/healthcheck/main.go); wget is Alpine's, and no other variant of redis_exporter has a program besides its own (docker/Dockerfile).
 */
const COLLECTOR_COMMAND = ['/healthcheck'];
const COLLECTOR_ENDPOINT = /^(0\.0\.0\.0|127\.0\.0\.1):13133$/;
const EXPORTER_COMMAND =
  /^\/usr\/bin\/wget( -q| -T \d| -O \/dev\/null)+ http:\/\/127\.0\.0\.1:(?<port>\d+)(?<path>\/\S*)$/;

/**
 * A health check that cannot work takes down what is well: each names a program that its image has, and asks where something answers.
 * @param {any} config of the collector
 * @param {{ root: string, blocks: readonly Block[] }} options
 * @returns {import('../monitoring/tally.mjs').Findings}
 */
export function checkHealth(config, { root, blocks }) {
  const commandOf = (/** @type {string} */ address) => bodyOf(blocks, address).health_command ?? [];
  const images = JSON.parse(readFileSync(join(root, 'deploy/terraform/third-party-images.json'), 'utf8'));
  const exporter = bodyOf(blocks, 'modules/stack: module.redis_exporter');
  const asked = EXPORTER_COMMAND.exec(commandOf('modules/stack: module.redis_exporter').join(' '))?.groups;
  const ours = commandOf('modules/ecs-service: variable.health_command');
  /** @type {readonly (readonly [boolean, string])[]} */
  const wanted = [
    [
      isDeepStrictEqual(commandOf('modules/stack: module.collector'), COLLECTOR_COMMAND),
      `modules/stack: module.collector: health_command: its image has ${COLLECTOR_COMMAND.join(' ')}, and no other program to ask with`,
    ],
    [
      COLLECTOR_ENDPOINT.test(config.extensions.health_check?.endpoint) && !config.extensions.health_check?.path,
      'otel-collector: health_check has to answer on 13133 at /, where /healthcheck of the image asks',
    ],
    [
      Number(asked?.['port']) === exporter.health_port && asked?.['path'] === '/health',
      `modules/stack: module.redis_exporter: health_command has to ask http://127.0.0.1:${exporter.health_port}/health with /usr/bin/wget`,
    ],
    [String(images['redis-exporter'].tag).endsWith('-alpine'), 'redis-exporter: only the Alpine image has wget'],
    [
      isDeepStrictEqual(ours.slice(0, 2), ourProgram(root)) && ours[2] === 'livez',
      `modules/ecs-service: variable.health_command: images have ${ourProgram(root).join(' ')} (tools/docker/image/Dockerfile), and ECS asks livez`,
    ],
  ];
  return { passed: wanted.length, failures: wanted.filter(([isSo]) => !isSo).map(([, reason]) => reason) };
}

/** @param {readonly Block[]} blocks @param {string} address @returns {any} a variable is its default */
function bodyOf(blocks, address) {
  const block = blocks.find((each) => each.address === address);
  return block?.kind === 'variable' ? { [block.name]: block.body.default } : (block?.body ?? {});
}

/** What images of ours are asked with. @param {string} root @returns {readonly string[]} */
function ourProgram(root) {
  const text = readFileSync(join(root, 'tools/docker/image/Dockerfile'), 'utf8');
  return JSON.parse(/^HEALTHCHECK .*CMD (\[.*\])$/m.exec(text)?.[1] ?? '[]');
}
