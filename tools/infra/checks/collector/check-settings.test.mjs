import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkSettings } from './check-settings.mjs';

const config = (/** @type {object} */ exporter) => ({
  receivers: { otlp: { protocols: { grpc: {} } } },
  exporters: { prometheusremotewrite: { endpoint: 'https://a', ...exporter } },
  extensions: { sigv4auth: { region: 'eu-central-1' } },
  service: { extensions: ['sigv4auth'] },
});

describe('settings of the collector', () => {
  it('takes those that are known', () => {
    const findings = checkSettings(
      'x',
      config({ auth: { authenticator: 'sigv4auth' }, target_info: { enabled: false } }),
    );
    assert.deepEqual(findings, { passed: 4, failures: [] });
  });

  it('finds one that is misspelt, also further down', () => {
    assert.deepEqual(checkSettings('x', config({ retry_on_failures: {} })).failures, [
      'x: exporters: prometheusremotewrite takes no retry_on_failures',
    ]);
    assert.deepEqual(checkSettings('x', config({ target_info: { enable: false } })).failures, [
      'x: exporters: prometheusremotewrite takes no target_info.enable',
    ]);
  });

  it('finds a signer that is not started', () => {
    assert.equal(checkSettings('x', config({ auth: { authenticator: 'sigv4' } })).failures.length, 1);
  });

  it('finds a component nobody has said anything about', () => {
    const strange = { ...config({}), processors: { transform: {} } };
    assert.equal(checkSettings('x', strange).failures.length, 1);
  });
});
