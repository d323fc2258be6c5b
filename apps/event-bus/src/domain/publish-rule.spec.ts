import { MAX_PAYLOAD_BYTES, assertPayloadSize, eventIdOf, ownerOfEvent, sourceOf } from './publish-rule.js';

const PLAYER = { kind: 'player', id: 'p1' } as const;
const SERVICE = { kind: 'service', id: 'payment' } as const;
const CLIENT_TYPE = { type: 'game.client.emote', clientPublishable: true };
const newId = (): string => 'made-up';

describe('whose event it is', () => {
  it('is a player’s own, said or not', () => {
    expect(ownerOfEvent(PLAYER, CLIENT_TYPE, undefined)).toBe('p1');
    expect(ownerOfEvent(PLAYER, CLIENT_TYPE, 'p1')).toBe('p1');
    expect(() => ownerOfEvent(PLAYER, CLIENT_TYPE, 'p2')).toThrow(
      expect.objectContaining({ reason: 'NOT_YOUR_PLAYER' }),
    );
  });

  it('is what a service says, and nobody’s otherwise', () => {
    const type = { type: 'game.wallet.changed', clientPublishable: false };
    expect(ownerOfEvent(SERVICE, type, 'p2')).toBe('p2');
    expect(ownerOfEvent(SERVICE, type, undefined)).toBeUndefined();
    expect(() => ownerOfEvent(PLAYER, type, 'p1')).toThrow(
      expect.objectContaining({ reason: 'NOT_CLIENT_PUBLISHABLE' }),
    );
  });
});

describe('an event’s id', () => {
  it.each([
    [SERVICE, { eventId: 'given', idempotencyKey: 'k' }, 'given'],
    [PLAYER, { eventId: 'given', idempotencyKey: 'k' }, 'player:p1:given'],
    [SERVICE, { eventId: '', idempotencyKey: 'k' }, 'service:payment:key:k'],
    [PLAYER, { eventId: '', idempotencyKey: undefined }, 'made-up'],
  ])('of %j given %j is %s', (caller, given, id) => {
    expect(eventIdOf(caller, given, newId)).toBe(id);
  });
});

it('is published in a service’s own name, and for people in that of this service', () => {
  expect([SERVICE, PLAYER].map(sourceOf)).toEqual(['payment', 'event-bus']);
});

it('may be as large as its limit, and no larger', () => {
  expect(() => assertPayloadSize(MAX_PAYLOAD_BYTES)).not.toThrow();
  expect(() => assertPayloadSize(MAX_PAYLOAD_BYTES + 1)).toThrow(
    expect.objectContaining({ reason: 'PAYLOAD_TOO_LARGE' }),
  );
});
