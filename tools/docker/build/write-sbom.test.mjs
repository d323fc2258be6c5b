import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aboutApp } from './write-sbom.mjs';

/** @returns {import('./write-sbom.mjs').Bom} as the tool writes it */
const written = () => ({
  metadata: { component: { type: 'application', name: 'source', 'bom-ref': 'source' } },
  components: [
    { type: 'library', group: '@bodybroker', name: 'gateway', version: '0.1.0', 'bom-ref': 'gateway' },
    { type: 'library', name: 'hono', version: '4.13.19', 'bom-ref': 'hono' },
  ],
  dependencies: [{ ref: 'source', dependsOn: ['gateway'] }, { ref: 'gateway', dependsOn: ['hono'] }, { ref: 'hono' }],
});
const served = [{ name: 'swagger-ui-dist', version: '5.35.0', license: 'Apache-2.0' }];

describe('aboutApp', () => {
  it('is about the app, not about the workspace', () => {
    const bom = aboutApp(written(), { app: 'gateway', served: [] });
    assert.equal(bom.metadata.component.name, 'gateway');
    assert.deepEqual(
      bom.components.map(({ name }) => name),
      ['hono'],
    );
    assert.deepEqual(bom.dependencies, [{ ref: 'gateway', dependsOn: ['hono'] }, { ref: 'hono' }]);
  });

  it('holds the packages whose files lie beside the bundle', () => {
    const bom = aboutApp(written(), { app: 'gateway', served });
    assert.equal(bom.components.at(-1)?.purl, 'pkg:npm/swagger-ui-dist@5.35.0');
    assert.deepEqual(bom.dependencies[0]?.dependsOn, ['hono', 'swagger-ui-dist@5.35.0']);
  });

  it('refuses the metafile of another app', () => {
    assert.throws(() => aboutApp(written(), { app: 'auth', served: [] }), /does not hold @bodybroker\/auth/);
  });
});
