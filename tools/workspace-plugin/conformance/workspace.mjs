import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createFileRegistry } from '@bufbuild/protobuf';
import { buildImage } from '../../codegen/buf.mjs';

const IGNORED = new Set(['node_modules', 'dist', 'out-tsc', 'gen', '.nx', '.data', 'coverage']);

/** What checks look at: files by path relative to the root, the services, and the descriptors of all protos. */
export async function openWorkspace() {
  const root = resolve(import.meta.dirname, '../../..');
  const image = await buildImage(root, []);
  return {
    root,
    image,
    registry: createFileRegistry(image),
    services: readdirSync(join(root, 'apps')).filter((name) => existsSync(join(root, 'apps', name, 'src/service.ts'))),
    has: (path) => existsSync(join(root, path)),
    read: (path) => readFileSync(join(root, path), 'utf8'),
    files: (folder, pattern = /./) => (existsSync(join(root, folder)) ? walk(root, folder, pattern) : []),
  };
}

function walk(root, folder, pattern) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (IGNORED.has(entry.name)) return [];
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return walk(root, path, pattern);
    return pattern.test(path) ? [path] : [];
  });
}
