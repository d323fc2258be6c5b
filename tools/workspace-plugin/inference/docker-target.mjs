import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { servedPackagesOf } from '../../docker/build/served-packages.mjs';

/** The image of a process, into the local store; and into a registry. See docs/images.md. */
export function dockerTargets(root, workspaceRoot) {
  const app = basename(root);
  const served = servedPackagesOf(JSON.parse(readFileSync(join(workspaceRoot, root, 'package.json'), 'utf8')));
  const build = `node tools/docker/build.mjs ${app}`;
  return {
    docker: {
      command: build,
      dependsOn: ['build'],
      cache: true,
      inputs: [
        { dependentTasksOutputFiles: '**/*', transitive: false },
        '{projectRoot}/content/**/*',
        '{projectRoot}/package.json',
        '{workspaceRoot}/tools/docker/build.mjs',
        ...['build', 'builders', 'image', 'store'].map((part) => `{workspaceRoot}/tools/docker/${part}/**/*`),
        '!{workspaceRoot}/tools/docker/**/*.test.mjs',
        // Which builder, and whether what it built is still there.
        { runtime: 'node tools/docker/store/print-store.mjs' },
        { env: 'BASE_IMAGE' },
        { env: 'IMAGE_PREFIX' },
        { env: 'IMAGE_SOURCE' },
        { env: 'SOURCE_DATE_EPOCH' },
        { externalDependencies: ['@cyclonedx/cyclonedx-esbuild', ...served.map(({ name }) => name)] },
      ],
      outputs: ['{projectRoot}/out-docker/image.json', '{projectRoot}/out-docker/sbom.cdx.json'],
    },
    'docker-push': {
      command: `${build} --push "$IMAGE_REGISTRY"`,
      dependsOn: ['build'],
      // What is in a registry cannot be told from here.
      cache: false,
    },
  };
}
