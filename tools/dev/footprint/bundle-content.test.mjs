import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentOf } from './bundle-content.mjs';

test('a bundle is counted by packages, without what was shaken out of it and without its source map', () => {
  const metafile = {
    outputs: {
      'apps/auth/dist/main.mjs.map': { bytes: 9000, inputs: {} },
      'apps/auth/dist/main.mjs': {
        bytes: 1000,
        inputs: {
          'apps/auth/src/main.ts': { bytesInOutput: 100 },
          'libs/storage/src/redis/script.ts': { bytesInOutput: 50 },
          'libs/storage/src/store.ts': { bytesInOutput: 0 },
          'node_modules/nats/lib/a.js': { bytesInOutput: 300 },
          'node_modules/nats/node_modules/@scope/b/index.js': { bytesInOutput: 200 },
        },
      },
    },
  };
  assert.deepEqual(contentOf(metafile), {
    bytes: 1000,
    modules: 4,
    packages: [
      { name: 'nats', bytes: 300 },
      { name: '@scope/b', bytes: 200 },
      { name: 'apps/auth', bytes: 100 },
      { name: 'libs/storage', bytes: 50 },
    ],
  });
});
