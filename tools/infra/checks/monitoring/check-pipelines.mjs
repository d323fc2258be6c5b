const KINDS = /** @type {const} */ (['receivers', 'processors', 'exporters']);

/** What an image of the collector contains, by kind. @typedef {Readonly<Record<string, readonly string[]>>} Contained */

/**
 * A collector's configuration: its components exist in the image, are defined where something names them, are used, and stand in order.
 * @param {string} name for people
 * @param {any} config parsed, without variables
 * @param {Contained} contained
 * @returns {import('./tally.mjs').Findings}
 */
export function checkPipelines(name, config, contained) {
  const failures = [];
  let passed = 0;
  for (const [kind, types] of Object.entries(contained)) {
    for (const id of Object.keys(config[kind] ?? {})) {
      passed += 1;
      if (!types.includes(id.split('/')[0] ?? '')) failures.push(`${name}: the image has no ${id} among its ${kind}`);
    }
  }
  const pipelines = Object.entries(config.service.pipelines);
  for (const [pipeline, parts] of pipelines) {
    for (const kind of KINDS) {
      passed += 1;
      for (const id of parts[kind] ?? [])
        if (!(id in (config[kind] ?? {}))) failures.push(`${name}: ${pipeline} names ${id}, which is not defined`);
    }
    if (parts.processors?.[0] !== 'memory_limiter')
      failures.push(`${name}: ${pipeline} does not begin with memory_limiter`);
    if (parts.processors?.at(-1) !== 'batch') failures.push(`${name}: ${pipeline} does not end with batch`);
  }
  for (const id of config.service.extensions)
    if (!(id in config.extensions)) failures.push(`${name}: extension ${id} is not defined`);
  return { passed, failures };
}

/**
 * Components that are configured, and in no pipeline: the collector starts with them and does nothing.
 * @param {string} name
 * @param {any} config
 * @returns {import('./tally.mjs').Findings}
 */
export function checkAllUsed(name, config) {
  const failures = KINDS.flatMap((kind) => {
    const used = Object.values(config.service.pipelines).flatMap((parts) => parts[kind] ?? []);
    return Object.keys(config[kind] ?? {})
      .filter((id) => !used.includes(id))
      .map((id) => `${name}: ${id} among ${kind} is in no pipeline`);
  });
  const idle = Object.keys(config.extensions).filter((id) => !config.service.extensions.includes(id));
  return {
    passed: KINDS.length,
    failures: [...failures, ...idle.map((id) => `${name}: extension ${id} is not started`)],
  };
}
