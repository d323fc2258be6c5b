import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceEntry } from './service-entry.mjs';

const base = [
  { name: 'BB_HEALTH_PORT', fallback: '8080', isRequired: false },
  { name: 'BB_DRAIN_MS', fallback: '25000', isRequired: false },
  { name: 'BB_REDIS_PASSWORD', fallback: '', isRequired: false },
];
const program = 'connectNats(x); createRedis(y)';

describe('service entry', () => {
  it('takes ports and drain time from the defaults', () => {
    const own = [
      { name: 'BB_HTTP_PORT', fallback: '8000', isRequired: false },
      { name: 'BB_LAME_DUCK_MS', fallback: '1000', isRequired: false },
    ];
    const entry = serviceEntry({ about: '', program, base, own });
    assert.deepEqual([entry.health_port, entry.http_port, entry.drain_seconds], [8080, 8000, 26]);
  });

  it('has no HTTP port where nothing listens', () => {
    assert.equal(serviceEntry({ about: '', program, base, own: [] }).http_port, null);
  });

  it('tells secrets and what must be given', () => {
    const own = [
      { name: 'BB_SERVICE_SECRET', fallback: '', isRequired: true },
      { name: 'BB_LLM_API_KEY', fallback: '', isRequired: false },
      { name: 'BB_TOKEN_BUDGET', fallback: '200000', isRequired: false },
    ];
    const entry = serviceEntry({ about: '', program, base, own });
    assert.deepEqual(entry.secrets, ['BB_LLM_API_KEY', 'BB_REDIS_PASSWORD', 'BB_SERVICE_SECRET']);
    assert.deepEqual(entry.required, ['BB_SERVICE_SECRET']);
  });

  it('tells what the process connects to', () => {
    const entry = serviceEntry({ about: '', program: 'connectNats(x)', base, own: [] });
    assert.deepEqual([entry.uses_nats, entry.uses_redis], [true, false]);
  });

  it('fails when a default it needs is gone', () => {
    assert.throws(() => serviceEntry({ about: '', program, base: base.slice(1), own: [] }), /BB_HEALTH_PORT/);
  });
});
