import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseStartOptions, UsageError } from './start-options.mjs';

const services = ['auth', 'gateway', 'settings'];
const usage = (/** @type {RegExp} */ message) => (/** @type {unknown} */ error) =>
  error instanceof UsageError && message.test(error.message);

describe('parseStartOptions', () => {
  it('starts everything on the usual ports when nothing is asked for', () => {
    assert.deepEqual(parseStartOptions([], services), {
      only: undefined,
      debug: [],
      cluster: false,
      fresh: false,
      logLevel: 'info',
      natsPort: 4222,
      redisPort: 6379,
      httpPort: 8000,
    });
  });

  it('takes lists of services and free ports', () => {
    const options = parseStartOptions(['--only', 'auth, settings', '--debug', 'auth', '--nats-port', 'free'], services);
    assert.ok(options !== 'help');
    assert.deepEqual(options.only, ['auth', 'settings']);
    assert.deepEqual(options.debug, ['auth']);
    assert.equal(options.natsPort, 'free');
  });

  it('names the known services when one is unknown', () => {
    assert.throws(
      () => parseStartOptions(['--only', 'auth,nope'], services),
      usage(/nope.*Known: auth, gateway, settings/),
    );
  });

  it('refuses to debug what it does not start', () => {
    assert.throws(() => parseStartOptions(['--only', 'auth', '--debug', 'settings'], services), usage(/--debug/));
  });

  for (const argv of [
    ['--nope'],
    ['extra'],
    ['--http-port', '70000'],
    ['--redis-port', '0'],
    ['--log-level', 'loud'],
  ]) {
    it(`refuses ${argv.join(' ')}`, () => {
      assert.throws(() => parseStartOptions(argv, services), UsageError);
    });
  }
});
