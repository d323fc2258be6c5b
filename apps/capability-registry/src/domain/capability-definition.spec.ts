import { definitionFor } from './capability-definition.js';
import { leaseId, readLeaseId } from './lease-id.js';

describe('definitionFor', () => {
  const definitions = new Map([
    ['ai.chat', 'chat'],
    ['ai.*', 'ai'],
    ['service.*', 'service'],
    ['ai.chat.deep.*', 'deep'],
  ]);

  it.each([
    ['ai.chat', 'chat'],
    ['ai.chat.stream', 'ai'],
    ['ai.chat.deep.down', 'deep'],
    ['service.quest-system', 'service'],
    ['service', undefined],
    ['other.thing', undefined],
    ['ai.*', undefined],
  ])('defines %s as %s', (name, expected) => {
    expect(definitionFor(definitions, name)).toBe(expected);
  });
});

describe('leaseId', () => {
  it('can be read again, and nothing else can', () => {
    const lease = { subject: { kind: 'MODEL', id: 'narrator:3' }, generation: '12' } as const;
    expect(readLeaseId(leaseId(lease))).toEqual(lease);
    for (const text of ['', 'lse_', 'lse_bm9wZQ', `lse_${Buffer.from('["X","1","a"]').toString('base64url')}`]) {
      expect(readLeaseId(text)).toBeUndefined();
    }
  });
});
