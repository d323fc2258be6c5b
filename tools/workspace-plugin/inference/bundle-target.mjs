import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One self-contained ES module per process: dist/main.mjs (and native addons beside it). */
export function bundleTarget(root, workspaceRoot) {
  const { version } = JSON.parse(readFileSync(join(workspaceRoot, root, 'package.json'), 'utf8'));
  return {
    executor: '@nx/esbuild:esbuild',
    cache: true,
    inputs: ['production', '^production', { externalDependencies: ['esbuild', '@nx/esbuild'] }],
    outputs: ['{options.outputPath}'],
    options: {
      main: `${root}/src/main.ts`,
      tsConfig: `${root}/tsconfig.app.json`,
      outputPath: `${root}/dist`,
      outputFileName: 'main.js',
      platform: 'node',
      target: 'node24',
      format: ['esm'],
      bundle: true,
      thirdParty: true,
      // dist/meta.json: what the bundle is made of, for the bill of materials of its image.
      metafile: true,
      // Types are checked once for the whole workspace; with declarations on, every build would check them again.
      skipTypeCheck: true,
      declaration: false,
      esbuildOptions: {
        conditions: ['@bodybroker/source'],
        sourcemap: 'linked',
        // A third less to ship and to read at each start. Names stay, and lines short enough for stack traces to point somewhere.
        minifyWhitespace: true,
        lineLimit: 160,
        outExtension: { '.js': '.mjs' },
        define: { 'process.env.BB_BUILD_VERSION': JSON.stringify(version) },
        loader: { '.node': 'copy' },
        logOverride: { 'require-resolve-not-external': 'silent' },
        // CommonJS packages inside an ES module ask for require.
        banner: {
          js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
        },
      },
    },
  };
}
