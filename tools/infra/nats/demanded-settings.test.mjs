import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { missingSettings } from './demanded-settings.mjs';

const CONF = `
server_tags: ["az:eu-central-1a"]
lame_duck_duration: "60s"
tls {
  min_version: "1.3"
}
jetstream {
  # Replicas of a stream are never in one zone.
  unique_tag: "az:"
  sync_interval: always
}
cluster {
  routes: [
    "tls://nats-1.test.internal:6222"
  ]
  tls {
    ca_file: "/etc/ca.pem"
    min_version: "1.3"
    verify_cert_and_check_known_urls: true
  }
}
include "accounts.conf"
`;

describe('missing settings', () => {
  it('finds nothing in a whole configuration', () => assert.deepEqual(missingSettings(CONF), []));

  it('finds each line that is dropped', () => {
    for (const line of CONF.split('\n').filter((each) => /^\s*[^#\s].*(: (?!\[$)|tls:|^include)/.test(each)))
      assert.equal(missingSettings(CONF.replace(line, '')).length, 1, line);
  });

  it('finds routes without TLS', () => {
    const block = /\n {2}tls \{[^}]*\}/;
    assert.equal(missingSettings(CONF.replace(block, '')).length, 3);
    assert.ok(missingSettings(CONF.replace('tls://', 'nats://')).includes('a route is not tls://'));
  });

  it('does not take the TLS of routes for that of clients', () => {
    assert.deepEqual(missingSettings(CONF.replace(/^tls \{[^}]*\}/m, '')), [
      'clients come over TLS 1.3: nothing says so',
    ]);
  });
});
