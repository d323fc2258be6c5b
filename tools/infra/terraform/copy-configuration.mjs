import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What terraform leaves beside the sources, and what it does not read. */
const LEFT_OUT = new Set(['.terraform', '.terraform.lock.hcl', 'node_modules']);

/**
 * Copies what Terraform reads: deploy/, and the manifests of the apps, whose versions name images.
 * @param {string} root the checkout
 * @param {string} target an existing folder; the same paths are below it
 */
export function copyConfiguration(root, target) {
  cpSync(join(root, 'deploy'), join(target, 'deploy'), {
    recursive: true,
    filter: (path) =>
      !path
        .slice(root.length)
        .split('/')
        .some((part) => LEFT_OUT.has(part)),
  });
  const apps = join(root, 'apps');
  for (const name of existsSync(apps) ? readdirSync(apps) : []) {
    const manifest = join(apps, name, 'package.json');
    if (!existsSync(manifest)) continue;
    mkdirSync(join(target, 'apps', name), { recursive: true });
    cpSync(manifest, join(target, 'apps', name, 'package.json'));
  }
}
