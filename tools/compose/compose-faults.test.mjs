import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findApps } from '../dev/stack/apps.mjs';
import { workspaceRoot } from '../dev/workspace-root.mjs';
import { composeFaults } from './compose-faults.mjs';
import { composeText } from './generate.mjs';
import { parseCompose, readCompose } from './read-compose.mjs';

const apps = findApps(workspaceRoot).map(({ name }) => name);
const { present, wanted } = await composeText(workspaceRoot);

test('the compose file fits the apps, and has no faults', () => {
  assert.equal(present, wanted, 'node tools/compose/generate.mjs');
  assert.deepEqual(composeFaults(readCompose(workspaceRoot), apps), []);
});

/** What is said when the file is changed so. @param {string} from @param {string} to */
const faultsAfter = (from, to) => {
  assert.ok(present.includes(from), `the file no longer has: ${from}`);
  return composeFaults(parseCompose(present.replace(from, to)), apps).join('\n');
};

for (const { what, from, to, fault } of [
  {
    what: 'a root file system that can be written',
    from: 'read_only: true',
    to: 'read_only: false',
    fault: /nats: its root/,
  },
  {
    what: 'a capability that is kept',
    from: 'cap_drop: [ALL]',
    to: 'cap_drop: [NET_RAW]',
    fault: /auth: it keeps capabilities/,
  },
  {
    what: 'a port published to the world',
    from: '127.0.0.1:${BB_HTTP_PORT',
    to: '${BB_HTTP_PORT',
    fault: /gateway: .* to the world/,
  },
  {
    what: 'an image without a digest',
    from: /nats:2[^}]*/.exec(present)?.[0] ?? '',
    to: 'nats:2',
    fault: /nats: nats:2 has no digest/,
  },
  {
    what: 'a secret as a value',
    from: 'BB_SERVICE_SECRET_FILE: /run',
    to: 'BB_SERVICE_SECRET: /run',
    fault: /auth: BB_SERVICE_SECRET is a secret/,
  },
  {
    what: 'a service that is missing',
    from: '\n  settings:\n',
    to: '\n  sittings:\n',
    fault: /settings has no service/,
  },
  {
    what: 'services that do not wait for the streams',
    from: 'streams: { condition: service_completed_successfully }',
    to: 'streams: { condition: service_started }',
    fault: /auth: it does not wait until streams/,
  },
]) {
  test(`finds ${what}`, () => assert.match(faultsAfter(from, to), fault));
}
