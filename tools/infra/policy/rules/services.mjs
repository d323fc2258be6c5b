import { nestedBlocks, resourcesOf } from '../blocks.mjs';

/** @typedef {import('../read-configuration.mjs').Configuration} Configuration */

const MAP = 'services.json';

/** @type {import('../rule.mjs').Rule} */
export const services = {
  name: 'services',
  about: 'every service of the workspace is run, checked and rolled out with care',
  find: (configuration) => [
    ...oneMap(configuration),
    ...resourcesOf(configuration, 'aws_ecs_service').flatMap(rollOut),
    ...resourcesOf(configuration, 'aws_ecs_task_definition').flatMap((block) => container(configuration, block)),
    ...definition(configuration),
  ],
};

/** The map is the only place that names services, and it is what everything is made for. @param {Configuration} configuration */
function oneMap({ blocks, files }) {
  const readers = blocks.filter(({ kind, body }) => kind === 'locals' && String(body.services).includes(MAP));
  const names = readers.map(({ folder }) => folder);
  const run = blocks.find(({ address }) => address === 'modules/stack: module.service');
  const registry = blocks.find(({ address }) => address === 'bootstrap: module.ecr');
  return [
    ...(files.has(MAP) ? [] : [`${MAP} is missing`]),
    ...['bootstrap', 'modules/stack']
      .filter((folder) => !names.includes(folder))
      .map((folder) => `${folder}: local.services must be ${MAP}`),
    ...(run?.body.for_each === '${local.services}'
      ? []
      : ['modules/stack: module.service must be made for each of local.services']),
    ...(registry?.body.services === '${local.services}'
      ? []
      : ['bootstrap: module.ecr must be made for local.services']),
  ];
}

/** @param {import('../read-configuration.mjs').Block} block */
function rollOut({ address, body }) {
  const [breaker] = nestedBlocks(body, 'deployment_circuit_breaker');
  return [
    ...(breaker?.enable === true && breaker.rollback === true ? [] : [`${address}: a circuit breaker with rollback`]),
    ...(body.deployment_minimum_healthy_percent === 100
      ? []
      : [`${address}: deployment_minimum_healthy_percent must be 100`]),
    ...(body.availability_zone_rebalancing === 'ENABLED'
      ? []
      : [`${address}: availability_zone_rebalancing must be ENABLED`]),
  ];
}

/** @param {Configuration['blocks']} blocks @param {string} name */
function variableOf(blocks, name) {
  return blocks.find(({ address }) => address === `modules/render-container: variable.${name}`)?.body;
}

/** @param {Configuration['blocks']} blocks */
const userOf = (blocks) => variableOf(blocks, 'user');

/** @param {Configuration['blocks']} blocks */
function lengthIsChecked(blocks) {
  return nestedBlocks(variableOf(blocks, 'health_command'), 'validation').some(
    ({ condition }) => condition === '${length(var.health_command) > 0}',
  );
}

/** Neither user nor group may be 0. @param {Configuration['blocks']} blocks */
function refusesRoot(blocks) {
  return nestedBlocks(userOf(blocks), 'validation').some(({ condition }) =>
    String(condition).includes('^[1-9][0-9]*:[1-9][0-9]*$'),
  );
}

/** @param {Configuration} configuration @param {import('../read-configuration.mjs').Block} block */
function container({ blocks }, { address, folder, body }) {
  const module = /^\$\{module\.(\w+)\.json\}$/.exec(String(body.container_definitions))?.[1];
  const source = blocks.find((block) => block.folder === folder && block.kind === 'module' && block.name === module)
    ?.body.source;
  return source === '../render-container'
    ? []
    : [`${address}: container_definitions must come from ../render-container`];
}

/** @param {Configuration} configuration */
function definition({ blocks }) {
  const written = blocks.find(({ folder, kind }) => folder === 'modules/render-container' && kind === 'locals')?.body
    .definition;
  const check = written?.healthCheck;
  return [
    ...(check?.command === '${concat(["CMD"], var.health_command)}' && lengthIsChecked(blocks)
      ? []
      : ['modules/render-container: a health check in exec form']),
    ...(check?.startPeriod === undefined ? ['modules/render-container: a health check with a start period'] : []),
    ...(written?.readonlyRootFilesystem === '${!var.exec_enabled}'
      ? []
      : ['modules/render-container: a read-only root']),
    ...(written?.user === '${var.user}' && userOf(blocks)?.default === '65532:65532' && refusesRoot(blocks)
      ? []
      : ['modules/render-container: the user of the image, nonroot']),
    ...(/drain_seconds \+ \d+/.test(String(written?.stopTimeout))
      ? []
      : ['modules/render-container: stopTimeout above the drain time']),
  ];
}
