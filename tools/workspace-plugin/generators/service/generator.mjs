import { formatFiles, generateFiles, updateJson } from '@nx/devkit';
import { join } from 'node:path';
import { serviceNames } from '../names.mjs';
import { runStep } from '../run-step.mjs';

/**
 * nx g @bodybroker/workspace-plugin:service <name>
 *
 * Writes apps/<name>, proto/bodybroker/<name>/v1 and libs/contracts/<name>, then links, generates and syncs, so that
 * the service builds, tests and answers at once. Its one entity, a note, is there to be replaced.
 */
export default async function serviceGenerator(tree, { name }) {
  const names = serviceNames(name);
  for (const path of [`apps/${name}`, `libs/contracts/${name}`, `proto/bodybroker/${names.snake}`]) {
    if (tree.exists(path)) throw new Error(`${path} is there already`);
  }
  const templates = join(import.meta.dirname, 'files');
  generateFiles(tree, join(templates, 'app'), `apps/${name}`, { ...names, dot: '.' });
  generateFiles(tree, join(templates, 'contract'), `libs/contracts/${name}`, names);
  generateFiles(tree, join(templates, 'proto'), `proto/bodybroker/${names.snake}/v1`, names);
  updateJson(tree, 'tsconfig.json', (config) => ({
    ...config,
    references: [...config.references, { path: `./apps/${name}` }, { path: `./libs/contracts/${name}` }],
  }));
  await formatFiles(tree);
  return () => {
    runStep(tree.root, 'npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']);
    runStep(tree.root, join(tree.root, 'node_modules/.bin/nx'), ['sync']);
    runStep(tree.root, process.execPath, ['tools/dev/generate.mjs']);
  };
}
