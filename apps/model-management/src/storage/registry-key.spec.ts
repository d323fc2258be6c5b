import { keyOf, recordOf, type RecordKey } from './registry-key.js';

describe('keys of the registry', () => {
  it.each<RecordKey>([
    { kind: 'model', name: 'a.b-c' },
    { kind: 'version', name: 'a.b', number: 12 },
    { kind: 'rollout', environment: 'prod.eu', name: 'a..b' },
  ])('tell what they name: %j', (key) => {
    expect(keyOf(key)).toMatch(/^[-/_=.a-zA-Z0-9]+$/);
    expect(recordOf(keyOf(key))).toEqual(key);
  });

  it.each(['model', 'other.x', 'version.x', 'version.x.y', 'deploy.x'])('are not "%s"', (key) => {
    expect(recordOf(key)).toBeUndefined();
  });
});
