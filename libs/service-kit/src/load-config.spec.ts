import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseConfig } from './base-config.js';
import { countBetween, loadConfig, str, variableOf } from './index.js';

const schema = {
  tickMs: countBetween(10, 5000)({ default: 250, desc: 'how often' }),
  apiKey: str({ desc: 'key' }),
  mode: str({ choices: ['slow', 'fast'], default: 'slow' }),
};

describe('loadConfig', () => {
  it('reads camelCase settings from BB_ variables and fills defaults in', () => {
    expect(variableOf('tickMs')).toBe('BB_TICK_MS');
    expect(loadConfig(schema, { BB_API_KEY: 'k', BB_TICK_MS: '20', BB_MODE: '' })).toEqual({
      tickMs: 20,
      apiKey: 'k',
      mode: 'slow',
    });
  });

  it('reads a secret from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'key');
    writeFileSync(file, 'from-file\n');
    expect(loadConfig(schema, { BB_API_KEY_FILE: file }).apiKey).toBe('from-file');
  });

  it('names every fault and its rule, but no value', () => {
    const load = (): unknown => loadConfig(schema, { BB_TICK_MS: 'hunter2', BB_MODE: 'swift' });
    expect(load).toThrow(/BB_TICK_MS: must be a whole number from 10 to 5000/);
    expect(load).toThrow(/BB_API_KEY: is missing/);
    expect(load).toThrow(/BB_MODE: is not valid \(one of slow, fast/);
    expect(load).not.toThrow(/hunter2|swift/);
  });

  it('says so when a secret file cannot be read', () => {
    expect(() => loadConfig(schema, { BB_API_KEY_FILE: '/nonexistent' })).toThrow(
      /BB_API_KEY_FILE cannot be read \(ENOENT\)/,
    );
  });

  it('takes no address for traces that is none, and no share above all', () => {
    const load = (): unknown => loadConfig(baseConfig, { BB_OTLP_ENDPOINT: 'collector:4318', BB_TRACE_RATIO: '1.5' });
    expect(load).toThrow(/BB_OTLP_ENDPOINT: must be a URL that starts with http:\/\/ or https:\/\//);
    expect(load).toThrow(/BB_TRACE_RATIO: must be a number from 0 to 1/);
    expect(loadConfig(baseConfig, { BB_OTLP_ENDPOINT: 'http://collector:4318' }).otlpEndpoint).toBe(
      'http://collector:4318',
    );
  });

  it('has defaults for everything every process needs', () => {
    expect(loadConfig(baseConfig, {})).toMatchObject({ natsUrl: 'nats://127.0.0.1:4222', drainMs: 25_000 });
  });
});
