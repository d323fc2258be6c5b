import { readFileSync } from 'node:fs';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { createNodes } from '../workspace-plugin/index.mjs';

/**
 * What workflows can call, without the seconds Nx takes to build its graph.
 * @param {string} root
 * @returns {Promise<import('./checks/commands.mjs').Workspace>}
 */
export async function readWorkspace(root) {
  const read = (/** @type {string} */ file) => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const { plugins = [], targetDefaults = {} } = read('nx.json');
  const [, infer] = createNodes;
  const manifests = globSync(
    ['apps/*/package.json', 'libs/*/package.json', 'libs/contracts/auth/package.json', 'e2e/package.json'],
    {
      cwd: root,
    },
  );
  const inferred = await infer(manifests, undefined, { workspaceRoot: root, nxJsonConfiguration: read('nx.json') });
  const names = inferred.flatMap(([, { projects = {} }]) =>
    Object.values(projects).flatMap(({ targets = {} }) => Object.keys(targets)),
  );
  const configured = plugins.flatMap((/** @type {any} */ { options = {} }) =>
    Object.values(options).flatMap((/** @type {any} */ option) => option?.targetName ?? []),
  );
  return {
    root,
    scripts: read('package.json').scripts,
    targets: new Set([...names, ...configured, ...Object.keys(targetDefaults)]),
  };
}
