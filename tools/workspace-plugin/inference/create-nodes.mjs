import { createNodesFromFiles } from '@nx/devkit';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleTarget } from './bundle-target.mjs';
import { codegenTargets } from './codegen-targets.mjs';
import { e2eTarget, lintTarget, testTarget } from './check-targets.mjs';
import { dockerTargets } from './docker-target.mjs';
import { serveTarget } from './serve-target.mjs';

/** @type {import('@nx/devkit').CreateNodes} */
export const createNodes = [
  // The workspace's packages, as root package.json lists them; manifests further down are not part of it.
  '{apps/*,libs/*,libs/contracts/*,tools/*,e2e}/package.json',
  async (files, options, context) =>
    createNodesFromFiles(
      (file) => {
        const root = dirname(file);
        return { projects: { [root]: { targets: targetsOf(root, context.workspaceRoot) } } };
      },
      files,
      options,
      context,
    ),
];

function targetsOf(root, workspaceRoot) {
  const has = (path) => existsSync(join(workspaceRoot, root, path));
  if (root === 'e2e') return { lint: lintTarget(root), e2e: e2eTarget(root) };
  const targets = { lint: lintTarget(root) };
  if (root.startsWith('libs/contracts/')) return { ...targets, ...codegenTargets(root, workspaceRoot) };
  if (has('tsconfig.spec.json')) targets.test = testTarget(root);
  if (has('src/main.ts')) targets.build = bundleTarget(root, workspaceRoot);
  if (has('src/service.ts') || root === 'apps/gateway') targets.serve = serveTarget(root);
  const inContainer = root.startsWith('apps/') || root === 'tools/streams';
  if (inContainer && has('src/main.ts')) Object.assign(targets, dockerTargets(root, workspaceRoot));
  return targets;
}
